"""Help opens in any state of the server, and leaves out what cannot be read: on its page and in the API."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from sqlite3 import connect
from time import perf_counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, make_url, text, update

from journal.core import clock, sqlite
from journal.core.db import db
from journal.core.sqlite import make_files
from journal.domain.identity import SEEN_EVERY
from journal.features.safety import pages
from journal.models import Device, StoredKey
from journal.web import translations
from tests.features.checkins.forms import begin, say
from tests.features.safety.states import COOKIE, at_another, close, copied, locked, stopping
from tests.plugins.logged import lines
from tests.plugins.people import Somebody
from tests.plugins.sql import Sql

As = Callable[[Somebody], FlaskClient]
NUMBER = "+1 2125550100"  # of the clinic

# Half a deploy: what a version of the code asks for and the database does not have, or the other way round.
RENAMED = {
    "a column of devices": ("ALTER TABLE devices RENAME COLUMN {} TO {}", "seen_at"),
    "a column of people": ("ALTER TABLE people RENAME COLUMN {} TO {}", "zone"),
    "a column of clinics": ("ALTER TABLE clinics RENAME COLUMN {} TO {}", "phone"),
    "the table of clinics": ("ALTER TABLE {} RENAME TO {}", "clinics"),
    "the table of keys": ("ALTER TABLE keys.{} RENAME TO {}", "data_keys"),
}


@pytest.fixture
def half_deployed(app: Flask, sql: Sql) -> Iterator[Callable[[str], None]]:
    """Rename a part of the database; at the end it has its name again."""
    with ExitStack() as undone:

        def rename(part: str) -> None:
            statement, name = RENAMED[part]
            sql(text(statement.format(name, "other")))
            undone.callback(sql, text(statement.format("other", name)))

        yield rename


def check(client: FlaskClient, *, clinic: bool = False, api_clinic: bool | None = None) -> None:
    """Check that help has the numbers of the reader's country, and of another one that is asked for.

    clinic: whether the page has the clinic's number too. api_clinic: whether the API has it, None for as the page.
    """
    page = client.get("/help")
    assert (page.status_code, 'href="tel:988"' in page.text, NUMBER in page.text) == (200, True, clinic)
    page = client.get("/help?country=gb")
    assert (page.status_code, 'href="tel:116123"' in page.text, "tel:988" in page.text) == (200, True, False)
    assert client.head("/help").status_code == 200
    told = client.get("/api/v1/help")
    assert (told.status_code, told.json["lines"][0]["call"]) == (200, "988")
    assert (told.json["clinic"] is not None) == (clinic if api_clinic is None else api_clinic)
    assert client.get("/api/v1/help?country=gb").json["lines"][0]["call"] == "116 123"


def test_as_long_as_all_is_well_nothing_is_left_out(as_: As, ada: Somebody, capfd: pytest.CaptureFixture[str]) -> None:
    check(as_(ada), clinic=True)
    assert lines(capfd, "fault") == []


@pytest.mark.parametrize("change", [update(StoredKey).values(wrapped=b"\0" * 60), delete(StoredKey)], ids=str)
def test_with_keys_that_do_not_open(app: Flask, as_: As, ada: Somebody, sql: Sql, change: object) -> None:
    client = as_(ada)
    sql(change)
    check(client, clinic=not getattr(change, "is_delete", False))


@pytest.mark.parametrize("part", RENAMED)
def test_in_half_a_deploy(
    as_: As, ada: Somebody, half_deployed: Callable[[str], None], capfd: pytest.CaptureFixture[str], part: str
) -> None:
    client = as_(ada)
    half_deployed(part)
    capfd.readouterr()
    check(client)
    logged = lines(capfd, "fault")
    assert {line["rule"] for line in logged} == {"/help", "/api/v1/help"}
    assert str(ada.id) not in str(logged)


def test_help_on_a_check_in_leaves_no_line_of_its_own_in_half_a_deploy(
    as_: As, ada: Somebody, half_deployed: Callable[[str], None], capfd: pytest.CaptureFixture[str]
) -> None:
    client = as_(ada)
    half_deployed("a column of clinics")
    told = {}
    for value in (0, 3):
        path = begin(client)
        lines(capfd)
        pages = [say(client, path, 9, value), client.get(f"{path}/questions/10"), client.get(path)]
        logged = [line | {"at": None} for line in lines(capfd, "request", "fault")]
        told[value] = [page.status_code for page in pages], logged
        client.delete(f"/api/v1{path}")  # else the next one goes on with it
    assert all('href="tel:988"' in page.text for page in pages[1:])
    assert told[0] == told[3]


@pytest.mark.parametrize("away", ["a lost file", "a server that is down"])
def test_while_the_database_is_away(
    app: Flask, as_: As, ada: Somebody, tmp_path: Path, capfd: pytest.CaptureFixture[str], away: str
) -> None:
    urls = {
        "a lost file": f"sqlite:///{tmp_path / 'lost.sqlite3'}",
        "a server that is down": f"postgresql+psycopg://journal_app@/journal?host={tmp_path}",
    }
    client = at_another(app, as_(ada), urls[away])
    capfd.readouterr()
    check(client)
    assert len(lines(capfd, "fault")) == 5


def test_in_a_new_database_without_tables(app: Flask, as_: As, ada: Somebody, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    make_files(make_url(url))
    check(at_another(app, as_(ada), url))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("moment", "begins"), [("before", "SELECT devices"), ("before", "SELECT clinics"), ("after", "SELECT clinics")]
)
def test_while_the_database_is_stopped_in_the_middle(
    app: Flask, as_: As, ada: Somebody, moment: str, begins: str
) -> None:
    client = as_(ada)
    with stopping(app, moment, begins):
        check(client, clinic=moment == "after")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_while_the_database_is_locked(
    app: Flask,
    as_: As,
    ada: Somebody,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    signed_in, copy = as_(ada), copied(app, tmp_path)
    client = at_another(app, signed_in, f"sqlite:///{copy}?timeout=0.05")
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 50)
    with locked(copy):
        check(client)
    assert {line["kind"] for line in lines(capfd, "fault")} == {"OperationalError SQLITE_BUSY"}
    check(client, clinic=True)
    close(client.application)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_while_another_process_writes_nobody_waits_for_it(app: Flask, as_: As, ada: Somebody, sql: Sql) -> None:
    client = as_(ada)
    sql(update(Device).values(seen_at=clock.now() - 2 * SEEN_EVERY))
    with closing(connect(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = perf_counter()
        assert client.get("/help").status_code == 200
        assert perf_counter() - begun < 2  # a write would wait for five seconds
    with app.app_context(), db.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA busy_timeout")) == sqlite.BUSY_TIMEOUT


def test_in_a_browser_that_was_signed_out_elsewhere(signed_out: As, ada: Somebody) -> None:
    check(signed_out(ada))


@pytest.mark.parametrize("cookie", ["", "x", "eyJhIjoxfQ.x.y", "\x7f" * 4000, ".".join("é" * 50)])
def test_with_a_broken_cookie(visitor: FlaskClient, cookie: str) -> None:
    headers = {"Cookie": f"{COOKIE}={cookie}"}
    assert visitor.get("/help", headers=headers).status_code == 200
    assert 'href="tel:988"' in visitor.get("/help?country=US", headers=headers).text
    assert visitor.get("/api/v1/help?country=US", headers=headers).json["emergency"] == "911"


@pytest.mark.parametrize("broken", ["render_template", "links"])
def test_where_the_page_itself_fails(
    as_: As, ada: Somebody, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], broken: str
) -> None:
    client = as_(ada)
    monkeypatch.setattr(pages, broken, None)
    check(client, api_clinic=True)
    assert [line["kind"] for line in lines(capfd, "fault")] == [
        "TypeError" if broken == "render_template" else "AttributeError"
    ] * 3


def test_where_translations_fail(as_: As, ada: Somebody, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError

    client = as_(ada)
    monkeypatch.setattr(translations, "get_translations", broken)
    check(client, api_clinic=True)
    page = visitor.get("/help").text
    assert all(name in page for name in ("United States", "Samaritans", "Telefonseelsorge"))
