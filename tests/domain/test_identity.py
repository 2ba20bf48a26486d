"""Who is signed in: for as long as the device is, and no longer than its role allows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event, select, update
from sqlalchemy.exc import OperationalError

from journal.core import clock
from journal.core.choices import NAME
from journal.core.db import db
from journal.crypto import tokens
from journal.domain import stored_keys
from journal.domain.identity import ABSOLUTE, IDLE, NAME_COLUMNS, SEEN_EVERY, authenticate, name_of
from journal.features.signin import service as signin
from journal.models import Device, Person
from tests.plugins.people import PASSWORD, Somebody
from tests.plugins.unrestricted import execute

JUST = timedelta(microseconds=1)
ROLES = pytest.mark.parametrize("who", ["ada", "tom", "clara"])


@pytest.fixture
def somebody(request: pytest.FixtureRequest, who: str) -> Somebody:
    """The person whom the test names."""
    person: Somebody = request.getfixturevalue(who)
    return person


@pytest.fixture
def token(context: Flask, ada: Somebody) -> str:
    """The token of a device of Ada's."""
    return signin.sign_in(ada.email, PASSWORD, "A test")


@pytest.fixture
def read_only(context: Flask) -> Iterator[None]:
    """Let the database refuse every change of a device."""

    def refuse(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("UPDATE devices"):
            raise OperationalError(statement, None, Exception("read-only"))

    event.listen(db.engine, "before_cursor_execute", refuse)
    yield
    event.remove(db.engine, "before_cursor_execute", refuse)


def seen_at() -> Any:
    return execute(select(Device.seen_at)).scalar_one()


def sign_in_now(somebody: Somebody) -> tuple[str, datetime]:
    """Sign somebody in; return the token and the instant."""
    now = clock.now()
    with clock.frozen(now):
        return signin.sign_in(somebody.email, PASSWORD, "A test"), now


@ROLES
def test_a_token_gives_the_person_as_the_database_knows_them(context: Flask, somebody: Somebody, clinic: UUID) -> None:
    token = signin.sign_in(somebody.email, PASSWORD, "A test")
    actor = authenticate(token, clock.now())
    assert actor is not None
    assert (actor.id, actor.role, actor.name, actor.guest) == (somebody.id, somebody.role, somebody.name, False)
    assert (actor.clinic_id, actor.country) == (clinic, "US")
    assert (actor.zone.key, actor.zone_name) == ("America/New_York", "America/New_York")
    assert (actor.get_id(), actor.device_id) == (token, execute(select(Device.id)).scalar_one())


def test_no_secret_and_no_name_stands_in_its_repr(token: str) -> None:
    actor = authenticate(token, clock.now())
    shown = repr(actor)
    assert not any(secret in shown for secret in (token, "Ada", "DataKeys", "sealed_name"))


@ROLES
def test_an_idle_device_is_refused_after_its_roles_time(context: Flask, somebody: Somebody) -> None:
    token, now = sign_in_now(somebody)
    idle = IDLE[somebody.role]
    assert authenticate(token, now + idle + JUST) is None
    assert authenticate(token, now + idle) is not None


@ROLES
def test_a_device_in_use_is_refused_after_its_roles_longest_time(context: Flask, somebody: Somebody) -> None:
    token, now = sign_in_now(somebody)
    longest = ABSOLUTE[somebody.role]
    execute(update(Device).values(seen_at=now + longest))
    assert authenticate(token, now + longest) is not None
    assert authenticate(token, now + longest + JUST) is None


def test_the_last_use_is_recorded_every_five_minutes(token: str) -> None:
    start = seen_at()
    assert authenticate(token, start + SEEN_EVERY) is not None
    assert seen_at() == start
    assert authenticate(token, start + SEEN_EVERY + JUST) is not None
    assert seen_at() == start + SEEN_EVERY + JUST


def test_a_person_reads_on_while_the_last_use_cannot_be_recorded(token: str, read_only: None) -> None:
    start = seen_at()
    actor = authenticate(token, start + 2 * SEEN_EVERY)
    assert actor is not None
    assert actor.name == "Ada"
    assert seen_at() == start


def test_no_other_token_is_accepted(token: str, eve: Somebody) -> None:
    parsed = tokens.parse(token)
    assert parsed is not None
    others = (
        tokens.issue(tokens.device(parsed.owner_id, parsed.row_id, clock.now()))[0],  # another secret
        tokens.issue(tokens.device(eve.id, parsed.row_id, clock.now()))[0],
        tokens.issue(tokens.device(parsed.owner_id, UUID(int=7), clock.now()))[0],
        "x",
    )
    assert [authenticate(other, clock.now()) for other in others] == [None] * 4


def test_a_device_whose_beginning_was_moved_is_refused(token: str) -> None:
    began = execute(select(Device.created_at)).scalar_one()
    execute(update(Device).values(created_at=began + JUST))
    assert authenticate(token, clock.now()) is None
    execute(update(Device).values(created_at=began))
    assert authenticate(token, clock.now()) is not None


@pytest.mark.parametrize(
    "ending", [update(Device).values(ended_at=clock.now()), update(Person).values(deactivated_at=clock.now())]
)
def test_an_ended_device_and_a_deactivated_account_are_refused_at_once(token: str, ending: Any) -> None:
    assert authenticate(token, clock.now()) is not None
    execute(ending)
    assert authenticate(token, clock.now()) is None


@ROLES
def test_a_name_is_opened_from_a_row(context: Flask, eve: Somebody, somebody: Somebody) -> None:
    rows = execute(select(*NAME_COLUMNS).join(*stored_keys.of(NAME, Person.owner_id))).all()
    assert {row.person_id: name_of(row) for row in rows} == {eve.id: "Eve", somebody.id: somebody.name}
