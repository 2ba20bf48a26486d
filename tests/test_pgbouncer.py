"""The application behind a real PgBouncer, which lends a connection of PostgreSQL for one transaction."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from journal.app import create_app
from journal.core.connection import commit, current_connection
from journal.core.db import db
from journal.core.roles import APP, MAINTENANCE
from journal.core.row_security import act_for
from tests.plugins.databases import as_role
from tests.plugins.people import PASSWORD, Browser, Somebody, settings
from tests.plugins.pgbouncer import pooled
from tests.plugins.site import free_port

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

CONNECTIONS = 2  # of PostgreSQL, for the eight clients below
ROUNDS = 6
Behind = Callable[[str], Flask]


@pytest.fixture
def behind(app: Flask, database_url: str, tmp_path: Path) -> Iterator[Behind]:
    """Return the application as a role, connected through PgBouncer."""
    with pooled(tmp_path, database_url, free_port(), CONNECTIONS) as url:
        made: list[Flask] = []

        def connect(role: str = APP) -> Flask:
            made.append(create_app(settings(as_role(url, role))))
            return made[-1]

        yield connect
        for each in made:
            with each.app_context():
                db.engine.dispose()


def signed_in(app: Flask, person: Somebody) -> Browser:
    """Sign somebody in on a browser of their own."""
    browser = Browser(app)
    assert browser.post("/sign-in", data={"email": person.email, "password": PASSWORD}).status_code == 303
    return browser


def write_and_read(browser: Browser, person: Somebody) -> set[str]:
    """Write entries, and return whatever is found of anybody's meanwhile: in lists, by searches and by their ids."""
    found: set[str] = set()
    for _ in range(ROUNDS):
        path = f"/api/v1/entries/{uuid4()}"
        words = {"body": f"{person.name} at the lake", "written_at": "2026-05-04T12:00:00Z"}
        assert browser.put(path, json=words).status_code == 201
        found.add(browser.get(path).json["body"])
        items = browser.get("/api/v1/entries?limit=100").json["items"]
        hits = browser.post("/api/v1/entries/search", json={"q": "lake", "limit": 100}).json["items"]
        assert len(items) >= 1 <= len(hits)
        found |= {browser.get(f"/api/v1/entries/{item['id']}").json["body"] for item in [*items, *hits][-3:]}
        found |= {str(item["text"]) for item in [*items, *hits] if "text" in item}
    return found


def test_two_people_write_and_read_at_once_and_neither_sees_the_others_words(
    behind: Behind, ada: Somebody, eve: Somebody
) -> None:
    app = behind(APP)
    people = [ada, eve] * 4
    browsers = [signed_in(app, person) for person in people]
    with ThreadPoolExecutor(len(people)) as pool:
        found = list(pool.map(write_and_read, browsers, people))
    assert found == [{f"{person.name} at the lake"} for person in people]
    for browser in browsers[:2]:
        assert len(browser.get("/api/v1/entries?limit=100").json["items"]) == 4 * ROUNDS


def test_many_clients_share_few_connections_and_each_transaction_has_its_limits(behind: Behind) -> None:
    app = behind(APP)
    names = ("lock_timeout", "statement_timeout", "synchronous_commit", "jit")

    def look(_number: int) -> tuple[object, list[object]]:
        with app.app_context():
            process = current_connection().scalar(text("SELECT pg_backend_pid() FROM pg_sleep(0.02)"))
            return process, [current_connection().scalar(text(f"SHOW {name}")) for name in names]

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(look, range(24)))
    assert 1 <= len({process for process, _limits in seen}) <= CONNECTIONS
    assert all(limits == ["5s", "15s", "on", "off"] for _process, limits in seen)


def test_nothing_of_one_transaction_is_left_for_the_next(behind: Behind, ada: Somebody) -> None:
    app = behind(APP)
    assert signed_in(app, ada).get("/api/v1/entries").status_code == 200
    visible = text("SELECT count(*) FROM people, pg_sleep(0.02)")

    def look(number: int) -> int:
        with app.app_context():
            act_for(ada.id if number % 2 else None)
            found = current_connection().execute(visible).scalar_one()
            commit()
            return int(found)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(look, range(48))) == [0, 1] * 24


def test_the_worker_erases_through_it(behind: Behind, ada: Somebody) -> None:
    result = behind(MAINTENANCE).test_cli_runner().invoke(args=["worker", "--once"])
    assert result.exit_code == 0, result.output
