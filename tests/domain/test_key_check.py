"""A key that is missing is told by the health check and at the start, before anybody finds their words unreadable."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, event, text, update

from journal.core import clock
from journal.core.choices import KEY_KINDS
from journal.core.db import db
from journal.domain import accounts, key_check
from journal.models import Person, StoredKey
from journal.web import health
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import unrestricted

FIRST, SECOND = bytes(range(64, 96)), bytes(range(96, 128))


@pytest.fixture
def told(app: Flask, visitor: FlaskClient) -> Callable[[], str]:
    """Return what is told to be missing: by the health check and at the start alike."""

    def ask() -> str:
        answer = visitor.get("/health")
        with app.app_context():
            said = key_check.refusal()
        assert (answer.status_code, answer.json) == ((503, {"status": "keys"}) if said else (200, {"status": "ok"}))
        return said

    return ask


def change(app: Flask, *statements: object) -> None:
    with app.app_context(), db.engine.begin() as connection, unrestricted(connection):
        for statement in statements:
            connection.execute(statement)


def test_nothing_is_missing_where_there_is_nobody(told: Callable[[], str]) -> None:
    assert told() == ""


def test_nothing_is_missing_while_every_key_is_there(
    ada: Somebody, told: Callable[[], str], masters: Callable[..., None]
) -> None:
    masters({1: FIRST, 2: SECOND})
    assert told() == ""


@pytest.mark.parametrize("keys", [{2: SECOND}, {1: SECOND}, {1: SECOND, 2: FIRST}], ids=["gone", "other", "mixed up"])
def test_a_master_key_in_use_that_is_not_at_hand_is_named(
    ada: Somebody, told: Callable[[], str], masters: Callable[..., None], keys: dict[int, bytes]
) -> None:
    masters(keys)
    assert told() == "Master key 1 is in use, and JOURNAL_MASTER_KEYS holds another or none. Add it again."


def test_one_version_of_several_is_found(
    app: Flask, ada: Somebody, told: Callable[[], str], masters: Callable[..., None]
) -> None:
    masters({1: FIRST, 2: SECOND})
    with app.app_context():
        accounts.make_keys(clock.now())
    masters({1: FIRST})
    assert "Master key 2 is in use" in told()


def test_one_damaged_key_does_not_speak_for_all(app: Flask, ada: Somebody, eve: Somebody, told: Callable) -> None:
    damaged = StoredKey.owner_id == ada.id, StoredKey.kind == KEY_KINDS[0]
    change(app, update(StoredKey).where(*damaged).values(wrapped=b"damaged"))
    assert told() == ""


@pytest.mark.parametrize("kinds", [KEY_KINDS, *((kind,) for kind in KEY_KINDS)], ids=str)
def test_an_open_account_without_its_keys_is_told_and_a_closed_one_is_not(
    app: Flask, ada: Somebody, eve: Somebody, told: Callable[[], str], kinds: tuple[str, ...]
) -> None:
    change(app, delete(StoredKey).where(StoredKey.owner_id == ada.id, StoredKey.kind.in_(kinds)))
    assert told() == "Open accounts without their keys: 1. Bring the keys back from a backup."
    change(app, update(Person).where(Person.owner_id == ada.id).values(deactivated_at=clock.now()))
    assert told() == ""


def test_a_table_of_keys_that_is_gone_is_told(app: Flask, ada: Somebody, told: Callable[[], str]) -> None:
    change(app, text("ALTER TABLE keys.data_keys RENAME TO hidden"))
    try:
        assert told() == "The table of keys is missing. Bring the keys back from a backup."
    finally:
        change(app, text("ALTER TABLE keys.hidden RENAME TO data_keys"))


@pytest.mark.parametrize("url", ["sqlite:///{}/none.sqlite3", "postgresql+psycopg://nobody@127.0.0.1:1/none"])
def test_a_start_waits_for_no_database(tmp_path: Path, url: str) -> None:
    away = Flask(__name__)
    away.config["SQLALCHEMY_DATABASE_URI"] = url.format(tmp_path)
    db.init_app(away)
    with away.app_context():
        assert key_check.refusal() == ""
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """Every statement that is run meanwhile."""
    run: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        run.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield run
    event.remove(engine, "before_cursor_execute", note)


def test_who_asks_again_and_again_makes_nobody_look_for_every_key(visitor: FlaskClient, statements: list[str]) -> None:
    def looked() -> bool:
        statements.clear()
        assert visitor.get("/health").status_code == 200
        assert statements  # whether the database answers
        return any("data_keys" in statement for statement in statements)

    with time_machine.travel(clock.now(), tick=False) as now:
        assert [looked() for _ in range(3)] == [True, False, False]
        now.shift(health.KEYS_EVERY)
        assert [looked() for _ in range(2)] == [True, False]
