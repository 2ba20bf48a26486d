"""Every ending is in the ledger before it is acknowledged, and one that cannot be written there does not happen."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from journal.core import clock
from journal.core.choices import ADMIN
from journal.core.connection import rollback
from journal.core.db import Base, db
from journal.core.errors import Unavailable
from journal.core.ledger import ledger
from journal.domain import audit, replay
from journal.features.invitations import service as invitations
from journal.features.invitations.repository import ANSWERED
from journal.features.people import service as people
from journal.features.signin import service as signin
from journal.models import AuditLine
from tests.plugins.endings import ENDED, World, each_ending
from tests.plugins.people import PASSWORD, Somebody
from tests.plugins.unrestricted import execute


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Several people act in one session."""
    return maintenance_context


def stored() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row but those that come before an account is opened: its keys, and the count of tried links."""
    rows = {table.name: select(table) for table in Base.metadata.sorted_tables if table.schema is None}
    rows[AuditLine.__tablename__] = select(AuditLine.__table__).where(AuditLine.act != ANSWERED)
    found = {name: sorted(map(tuple, execute(statement)), key=str) for name, statement in rows.items()}
    rollback()
    return found


@each_ending
def test_an_ending_is_in_the_ledger_before_it_is_committed(
    context: Flask, world: World, ledger_path: Path, end: Callable[[World], object], acts: dict[str, int]
) -> None:
    before: list[int] = []

    def look(_connection: object) -> None:
        before.append(ledger_path.stat().st_size)

    ledger.load(ledger_path)
    event.listen(db.engine, "commit", look)
    try:
        end(world)
    finally:
        event.remove(db.engine, "commit", look)
    lines = list(ledger.read())
    assert Counter(line.act for line in lines) == acts
    assert ledger_path.stat().st_size in before
    columns = AuditLine.id, AuditLine.at, AuditLine.act, AuditLine.owner_id, AuditLine.subject_id, AuditLine.actor_id
    assert set(lines) <= {tuple(line) for line in execute(select(*columns))}


@each_ending
def test_an_ending_that_the_ledger_does_not_take_does_not_happen(
    context: Flask, world: World, ledger_path: Path, end: Callable[[World], object], acts: dict[str, int]
) -> None:
    before = stored()
    ledger.load(ledger_path)
    ledger_path.unlink()
    with pytest.raises(Unavailable):
        end(world)
    assert stored() == before


def test_an_account_that_opens_again_is_in_the_ledger_too(context: Flask, world: World, ledger_path: Path) -> None:
    people.deactivate(world.clara, world.ada.id)
    ledger.load(ledger_path)
    people.reactivate(world.clara, world.ada.id)
    assert [(line.act, line.subject_id) for line in ledger.read()] == [("account.reactivated", world.ada.id)]


def test_what_was_rolled_back_or_is_no_ending_is_not_in_the_ledger(
    context: Flask, world: World, ledger_path: Path
) -> None:
    ledger.load(ledger_path)
    audit.record(world.ada.id, "share.ended", world.ada.id, world.share, clock.now())
    rollback()
    signin.sign_in("ada@example.org", PASSWORD, "A test")
    invitations.invite(world.clara, email="new@example.org", role=ADMIN)
    assert list(ledger.read()) == []


def test_every_act_of_the_ledger_is_tried_here() -> None:
    tried = {act for _end, acts in ENDED.values() for act in acts}
    assert tried | {"account.reactivated"} == audit.LEDGER_ACTS == set(replay.REPEAT)


def test_whoever_cannot_be_recorded_is_told_and_may_send_it_again(
    app: Flask, as_: Callable, ada: Somebody, tom: Somebody, take_care: Callable, add_share: Callable, ledger_path: Path
) -> None:
    share, client = add_share(ada, tom, take_care(tom, ada)), as_(ada)
    ledger.load(ledger_path)
    ledger_path.rename(ledger_path.with_suffix(".away"))
    page, withdrawal = f"/shares/{share}/withdrawal", f"/api/v1/shares/{share}"
    assert [client.post(page).status_code, client.delete(withdrawal).status_code] == [503, 503]
    assert client.get("/health").json == {"status": "ledger"}
    ledger_path.with_suffix(".away").rename(ledger_path)
    assert client.delete(withdrawal).status_code == 204
    assert [line.subject_id for line in ledger.read()] == [share]
    assert client.get("/health").json == {"status": "ok"}
