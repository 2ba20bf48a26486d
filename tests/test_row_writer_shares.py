"""Whoever can write rows of the database, and has no keys, reads no share that is not theirs, and wipes no trace."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from journal.core.db import db
from journal.core.ids import new_id
from journal.models import AuditLine, Share
from tests.plugins import sharing
from tests.plugins.people import PASSWORD, Browser, Somebody
from tests.plugins.sharing import TOPIC, brief
from tests.plugins.sql import Sql

As = Callable[[Somebody], FlaskClient]
FAR = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture
def theo(make_person: Callable[..., Somebody]) -> Somebody:
    """Another therapist."""
    return make_person("Theo", "therapist")


@pytest.fixture
def cares(take_care: Callable[..., UUID], tom: Somebody, theo: Somebody, ada: Somebody, eve: Somebody) -> list[UUID]:
    """Ada is in the care of Tom and of Theo, Eve in that of Theo."""
    return [take_care(tom, ada), take_care(theo, ada), take_care(theo, eve)]


def briefs(client: FlaskClient, patient: Somebody) -> tuple[int, int, bool]:
    """Return how page and API answer who asks for a brief, and whether a word of the share was shown."""
    page, api = client.get(f"/caseload/{patient.id}"), brief(client, patient)
    return page.status_code, api.status_code, TOPIC["text"] in page.text + api.text


@pytest.mark.parametrize(
    ("changed", "toms", "theos"),
    [
        (["therapist_id", "care_id"], 200, 500),
        (["therapist_id", "care_id", "ends_at"], 200, 500),
        (["ends_at"], 500, 200),
        (["therapist_id"], 200, 200),
        (["care_id"], 200, 200),
    ],
)
def test_a_share_that_was_redirected_opens_for_nobody(
    as_: As,
    sql: Sql,
    cares: list[UUID],
    ada: Somebody,
    tom: Somebody,
    theo: Somebody,
    changed: list[str],
    toms: int,
    theos: int,
) -> None:
    share_id = sharing.share(as_(ada), tom)
    assert briefs(as_(tom), ada) == (200, 200, True)
    values = {"therapist_id": theo.id, "care_id": cares[1], "ends_at": FAR}
    sql(update(Share).values({name: values[name] for name in changed}))
    assert briefs(as_(tom), ada) == (toms, toms, False)
    assert briefs(as_(theo), ada) == (theos, theos, False)
    assert [as_(who).get("/caseload").status_code for who in (tom, theo)] == [toms, theos]
    assert as_(ada).get(f"/shares/{share_id}").status_code == 500


@pytest.mark.usefixtures("cares")
def test_a_share_is_not_open_for_longer(as_: As, sql: Sql, ada: Somebody, tom: Somebody) -> None:
    sharing.share(as_(ada), tom)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=8)):
        sql(update(Share).values(ends_at=FAR))
        client = Browser(as_(tom).application)
        client.post("/sign-in", data={"email": tom.email, "password": PASSWORD})
        assert briefs(client, ada) == (500, 500, False)


def test_a_share_that_ended_is_not_opened_again(
    as_: As, sql: Sql, cares: list[UUID], ada: Somebody, tom: Somebody
) -> None:
    share_id = UUID(sharing.share(as_(ada), tom))
    (old,) = sql(select(Share))
    assert as_(ada).delete(f"/api/v1/shares/{share_id}").status_code == 204
    assert briefs(as_(tom), ada) == (200, 200, False)
    sql(update(Share).values(ended_at=None, ended=None))
    assert briefs(as_(tom), ada) == (500, 500, False)
    sql(update(Share).values(ended_at=FAR))
    sql(insert(Share).values({**old._mapping, "id": new_id()}))
    assert briefs(as_(tom), ada) == (500, 500, False)


OVER = text("""
    INSERT OR REPLACE INTO audit_lines (owner_id, id, at, actor_id, act, subject_id)
    SELECT owner_id, id, at, owner_id, 'entry.deleted', subject_id FROM audit_lines""")
BESIDE = text("""
    INSERT INTO audit_lines (owner_id, id, at, actor_id, act, subject_id)
    SELECT owner_id, id, at, owner_id, 'entry.deleted', subject_id FROM audit_lines WHERE true
    ON CONFLICT (owner_id, id) DO UPDATE SET act = excluded.act""")
CHANGES = [
    delete(AuditLine),
    delete(AuditLine).where(AuditLine.act == "share.opened"),
    update(AuditLine).values(act="entry.deleted"),
    update(AuditLine).values(owner_id=UUID(int=7)),
    BESIDE,
]
ONLY = {
    "sqlite": [OVER, text("UPDATE OR REPLACE audit_lines SET act = 'entry.deleted'")],
    "postgresql": [text("TRUNCATE audit_lines"), text("TRUNCATE people CASCADE")],
}


@pytest.mark.usefixtures("cares")
def test_no_line_of_the_audit_trail_is_changed_or_deleted(
    app: Flask, as_: As, sql: Sql, ada: Somebody, tom: Somebody
) -> None:
    share_id = sharing.share(as_(ada), tom)
    assert briefs(as_(tom), ada) == (200, 200, True)
    before = sql(select(AuditLine).order_by(AuditLine.id))
    with app.app_context():
        dialect = db.engine.dialect.name
    for change in CHANGES + ONLY[dialect]:
        with pytest.raises(DBAPIError, match="added, never changed"):
            sql(change)
    assert sql(select(AuditLine).order_by(AuditLine.id)) == before
    receipts = as_(ada).get(f"/api/v1/shares/{share_id}/receipts").json["items"]
    assert [line["act"] for line in receipts] == ["opened", "opened"]
