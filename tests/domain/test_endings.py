"""Every ending is in the ledger before it is acknowledged, and one that cannot be written there does not happen."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event, select

from journal.core import clock
from journal.core.choices import ADMIN, THERAPIST
from journal.core.db import Base, db
from journal.core.errors import Unavailable
from journal.core.ledger import ledger
from journal.domain import audit, deletion
from journal.domain.identity import Actor
from journal.features.accounts import service as own_account
from journal.features.care import service as care
from journal.features.invitations import acceptance
from journal.features.invitations import service as invitations
from journal.features.invitations.repository import ANSWERED
from journal.features.people import service as people
from journal.features.resets import service as resets
from journal.features.shares import service as shares
from journal.features.signin import service as signin
from journal.models import AuditLine
from tests.plugins.past import execute
from tests.plugins.people import PASSWORD, Somebody

OTHER = "four other words here"
NIA, GUS = "nia@example.org", "gus@example.org"


@dataclass
class World:
    """Ada shares with Tom, has two devices, a link for a new password and an invitation that is open; Clara is admin.

    Gus is a guest, whom Clara invites as well.
    """

    ada: Actor
    tom: Actor
    clara: Actor
    gus: Actor
    care: UUID
    share: UUID
    second: UUID
    invitation: UUID
    to_nia: str
    to_gus: str
    reset: str


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Several people act in one session."""
    return maintenance_context


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """The file of a ledger, which is not in use yet."""
    (tmp_path / "ledger").touch(mode=0o600)
    yield tmp_path / "ledger"
    ledger.load(None)


@pytest.fixture
def world(
    acting: Callable[[Somebody], Actor],
    make_person: Callable[..., Somebody],
    ada: Somebody,
    tom: Somebody,
    clara: Somebody,
    take_care: Callable[..., UUID],
    add_share: Callable[..., UUID],
) -> World:
    people_ = {"ada": acting(ada), "tom": acting(tom), "clara": acting(clara)}
    care_id = take_care(tom, ada)
    to_nia = invitations.invite(people_["ada"], email=NIA, role=THERAPIST)
    return World(
        **people_,
        gus=acting(make_person("Gus", THERAPIST, guest=True)),
        care=care_id,
        share=add_share(ada, tom, care_id),
        second=acting(ada).device_id,
        invitation=to_nia.invitation["id"],
        to_nia=to_nia.token,
        to_gus=invitations.invite(people_["clara"], email=GUS, role=THERAPIST).token,
        reset=resets.start(ada.email),
    )


def accept(token: str) -> None:
    acceptance.accept(None, token, "A test", email=NIA, name="Nia", password=PASSWORD)


def join(world: World) -> None:
    acceptance.accept(world.gus, world.to_gus, "A test", email=GUS, name=None, password=None)


CLOSING = {"device.ended": 2, "share.ended": 1, "invitation.cancelled": 1, "reset.expired": 1}
ENDED: dict[str, tuple[Callable[[World], object], dict[str, int]]] = {
    "a share is withdrawn": (lambda w: shares.withdraw(w.ada, w.share), {"share.ended": 1}),
    "a patient ends care": (lambda w: care.end(w.ada, w.care), {"care.ended": 1, "share.ended": 1}),
    "a therapist ends care": (lambda w: care.end(w.tom, w.care), {"care.ended": 1, "share.ended": 1}),
    "somebody signs out": (lambda w: signin.sign_out(w.ada), {"device.ended": 1}),
    "a device is ended": (lambda w: own_account.end_device(w.ada, w.second), {"device.ended": 1}),
    "a password is changed": (
        lambda w: own_account.change_password(w.ada, current=PASSWORD, password=OTHER),
        {"password.changed": 1, "device.ended": 1, "reset.expired": 1},
    ),
    "a link sets a password": (
        lambda w: resets.use(w.reset, email="ada@example.org", password=OTHER),
        {"password.reset": 1, "device.ended": 2},
    ),
    "a link replaces an earlier one": (lambda w: resets.start("ada@example.org"), {"reset.expired": 1}),
    "an invitation is cancelled": (
        lambda w: invitations.cancel(w.ada, w.invitation),
        {"invitation.cancelled": 1},
    ),
    "an invitation is replaced": (
        lambda w: invitations.invite(w.ada, email=NIA, role=THERAPIST),
        {"invitation.cancelled": 1},
    ),
    "an invitation is declined": (lambda w: acceptance.decline(w.to_nia), {"invitation.declined": 1}),
    "an invitation is accepted": (lambda w: accept(w.to_nia), {"invitation.accepted": 1}),
    "a guest joins the clinic": (join, {"invitation.accepted": 1, "guest.ended": 1}),
    "an account is deactivated": (
        lambda w: people.deactivate(w.clara, w.ada.id),
        {"account.deactivated": 1} | CLOSING,
    ),
    "an account is deleted": (
        lambda w: deletion.close(w.ada.id),
        {"account.deleted": 1} | CLOSING,
    ),
}
each_ending = pytest.mark.parametrize(("end", "acts"), ENDED.values(), ids=list(ENDED))


def stored() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row but those that come before an account is opened: its keys, and the count of tried links."""
    rows = {table.name: select(table) for table in Base.metadata.sorted_tables if table.schema is None}
    rows[AuditLine.__tablename__] = select(AuditLine.__table__).where(AuditLine.act != ANSWERED)
    found = {name: sorted(map(tuple, execute(statement)), key=str) for name, statement in rows.items()}
    db.session.rollback()
    return found


@each_ending
def test_an_ending_is_in_the_ledger_before_it_is_committed(
    context: Flask, world: World, path: Path, end: Callable[[World], object], acts: dict[str, int]
) -> None:
    before: list[int] = []

    def look(_connection: object) -> None:
        before.append(path.stat().st_size)

    ledger.load(path)
    event.listen(db.engine, "commit", look)
    try:
        end(world)
    finally:
        event.remove(db.engine, "commit", look)
    lines = list(ledger.read())
    assert Counter(line.act for line in lines) == acts
    assert path.stat().st_size in before
    columns = AuditLine.id, AuditLine.at, AuditLine.act, AuditLine.owner_id, AuditLine.subject_id, AuditLine.actor_id
    assert set(lines) <= {tuple(line) for line in execute(select(*columns))}


@each_ending
def test_an_ending_that_the_ledger_does_not_take_does_not_happen(
    context: Flask, world: World, path: Path, end: Callable[[World], object], acts: dict[str, int]
) -> None:
    before = stored()
    ledger.load(path)
    path.unlink()
    with pytest.raises(Unavailable):
        end(world)
    assert stored() == before


def test_an_account_that_opens_again_is_in_the_ledger_too(context: Flask, world: World, path: Path) -> None:
    people.deactivate(world.clara, world.ada.id)
    ledger.load(path)
    people.reactivate(world.clara, world.ada.id)
    assert [(line.act, line.subject_id) for line in ledger.read()] == [("account.reactivated", world.ada.id)]


def test_what_was_rolled_back_or_is_no_ending_is_not_in_the_ledger(context: Flask, world: World, path: Path) -> None:
    ledger.load(path)
    audit.record(world.ada.id, "share.ended", world.ada.id, world.share, clock.now())
    db.session.rollback()
    signin.sign_in("ada@example.org", PASSWORD, "A test")
    invitations.invite(world.clara, email="new@example.org", role=ADMIN)
    assert list(ledger.read()) == []


def test_every_act_of_the_ledger_is_tried_here() -> None:
    tried = {act for _end, acts in ENDED.values() for act in acts}
    assert tried | {"account.reactivated"} == audit.LEDGER_ACTS


def test_whoever_cannot_be_recorded_is_told_and_may_send_it_again(
    app: Flask, as_: Callable, ada: Somebody, tom: Somebody, take_care: Callable, add_share: Callable, path: Path
) -> None:
    share, client = add_share(ada, tom, take_care(tom, ada)), as_(ada)
    ledger.load(path)
    path.rename(path.with_suffix(".away"))
    page, withdrawal = f"/shares/{share}/withdrawal", f"/api/v1/shares/{share}"
    assert [client.post(page).status_code, client.delete(withdrawal).status_code] == [503, 503]
    assert client.get("/health").json == {"status": "ledger"}
    path.with_suffix(".away").rename(path)
    assert client.delete(withdrawal).status_code == 204
    assert [line.subject_id for line in ledger.read()] == [share]
    assert client.get("/health").json == {"status": "ok"}
