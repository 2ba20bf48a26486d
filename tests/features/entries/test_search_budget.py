"""One call of a search opens a bounded part of a journal, and the next goes on from there: nobody else waits for it."""

import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from journal.core.db import db
from journal.domain.identity import Actor
from journal.domain.paging import AT_ONCE, Position
from journal.features.entries import search, service
from journal.features.entries.repository import ENTRIES
from journal.features.entries.schemas import EntrySchema
from tests.plugins import sharing
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
Act = Callable[[Somebody], Actor]
PAGE, API = "/entries/search", "/api/v1/entries/search"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows with each entry whose text is opened."""
    found: list[str] = []
    unseal = ENTRIES.unseal

    def count(person: Actor, record_id: Any, row: Any) -> Any:
        found.append(str(record_id))
        return unseal(person, record_id, row)

    monkeypatch.setattr(ENTRIES, "unseal", count)
    return found


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> int:
    """A budget of four entries a call."""
    monkeypatch.setattr(search, "ROWS", 4)
    return search.ROWS


def write(client: FlaskClient, *bodies: str) -> list[str]:
    return [sharing.entry(client, body) for body in bodies]


def walk(client: FlaskClient, query: str, limit: int = 20) -> Iterator[TestResponse]:
    """Search from call to call until there is no `next`."""
    cursor = None
    while True:
        reply = client.post(API, json={"q": query, "limit": limit, "cursor": cursor})
        assert reply.status_code == 200
        yield reply
        cursor = reply.json["next"]
        if cursor is None:
            return


def found(replies: Iterator[TestResponse]) -> list[list[str]]:
    return [[item["id"] for item in reply.json["items"]] for reply in replies]


def test_a_call_that_found_nothing_yet_says_where_to_go_on(
    as_: As, ada: Somebody, opened: list[str], rows: int
) -> None:
    first, *_others = write(as_(ada), "The lake", *["Rain"] * 9)
    opened.clear()
    reply = as_(ada).post(API, json={"q": "lake"})
    assert (reply.json["items"], len(opened)) == ([], rows)
    assert reply.json["next"] is not None
    opened.clear()
    assert found(walk(as_(ada), "lake")) == [[], [], [first]]
    assert len(opened) == len(set(opened)) == 10


@pytest.mark.parametrize("entries", [0, 1, 4, 5, 8])
def test_the_last_call_has_no_next_and_is_made_for_entries_alone(
    as_: As, ada: Somebody, opened: list[str], rows: int, entries: int
) -> None:
    write(as_(ada), *["Rain"] * entries)
    opened.clear()
    assert found(walk(as_(ada), "lake")) == [[]] * max(1, -(-entries // rows))
    assert len(opened) == entries


@pytest.mark.parametrize("limit", [1, 2, 3, 20])
def test_every_match_is_found_once_and_in_order_however_calls_divide_the_journal(
    as_: As, ada: Somebody, rows: int, limit: int
) -> None:
    written = write(as_(ada), *("The lake" if number in (0, 3, 4, 5, 11, 12) else "Rain" for number in range(13)))
    pages = found(walk(as_(ada), "LAKE", limit))
    assert [entry for page in pages for entry in page] == [written[number] for number in (12, 11, 5, 4, 3, 0)]
    assert max(map(len, pages)) <= limit


def test_a_full_page_of_matches_that_nothing_follows_is_the_last(as_: As, ada: Somebody, rows: int) -> None:
    write(as_(ada), "Rain", "The lake", "The lake")
    assert [len(page) for page in found(walk(as_(ada), "lake", 2))] == [2]


def test_long_entries_use_a_call_up_sooner(as_: As, ada: Somebody, opened: list[str], monkeypatch) -> None:
    monkeypatch.setattr(search, "BYTES", 3_000)
    write(as_(ada), *["Rain " * 400] * 5)  # sealed in a bit more than 2,560 bytes each
    opened.clear()
    assert as_(ada).post(API, json={"q": "lake"}).json["next"] is not None
    assert len(opened) == 2
    assert found(walk(as_(ada), "lake")) == [[], [], []]


def test_an_entry_that_is_deleted_meanwhile_ends_no_search(as_: As, ada: Somebody, rows: int) -> None:
    written = write(as_(ada), "The lake", *["Rain"] * 5)
    cursor = as_(ada).post(API, json={"q": "lake"}).json["next"]
    as_(ada).delete(f"/api/v1/entries/{written[2]}")
    reply = as_(ada).post(API, json={"q": "lake", "cursor": cursor})
    assert [item["id"] for item in reply.json["items"]] == [written[0]]


def test_a_search_holds_few_entries_in_memory_and_leaves_the_others_in_the_database(
    acting: Act, context: Flask, ada: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "BYTES", 100_000_000)
    person, cursors = acting(ada), list[Any]()
    values = EntrySchema().load({"body": "\u6c34" * 20_000, "written_at": sharing.WRITTEN})  # 60 kB each
    for _ in range(4 * AT_ONCE):
        service.write(person, uuid4(), None, values)

    def watch(_connection: Any, cursor: Any, said: str, *_rest: Any) -> None:
        if "sealed" in said:
            cursors.append(cursor)

    event.listen(db.engine, "before_cursor_execute", watch)
    tracemalloc.start()
    try:
        assert search.find(person, "lake", 20) == ([], None)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        event.remove(db.engine, "before_cursor_execute", watch)
    assert peak < 2 * AT_ONCE * 61_000
    if db.engine.name == "postgresql":  # another cursor would fetch every row in memory that tracemalloc does not see
        assert [bool(getattr(cursor, "name", None)) for cursor in cursors] == [True]


def test_the_page_without_entries_leads_on_and_one_with_entries_stays(as_: As, ada: Somebody, rows: int) -> None:
    write(as_(ada), "The lake", *["Rain"] * 9)
    page = as_(ada).get(as_(ada).post(PAGE, data={"q": "lake"}).location).text
    for words in ("Nothing found yet.", "Search earlier entries", 'data-module="search_on"', 'value="lake"'):
        assert words in page
    for _ in range(2):
        assert "No entry has these words." not in page
        page = as_(ada).get(following(page)).text
    assert ["The <mark>lake</mark>" in page, "search_on" in page, "One entry found." in page] == [True, False, True]


@pytest.mark.parametrize("entry", ["Rain", "The lake"])
def test_the_last_page_without_entries_says_whether_there_were_any(
    as_: As, ada: Somebody, rows: int, entry: str
) -> None:
    write(as_(ada), *["Rain"] * 6, entry, *["Rain"] * 5)
    page = as_(ada).get(as_(ada).post(PAGE, data={"q": "lake"}).location).text
    for _ in range(2):
        page = as_(ada).get(following(page)).text
    words = ["No earlier entry has these words.", "No entry has these words."]
    assert [said in page for said in (*words, "search_on")] == [entry == "The lake", entry == "Rain", False]


def following(page: str) -> str:
    """Return the address of the link that leads on."""
    (more,) = [link for link in page.split('href="') if link.startswith(f"{PAGE}?sealed=") and "cursor=" in link]
    return more.partition('"')[0].replace("&amp;", "&")


def test_a_position_after_the_last_entry_finds_nothing(acting: Act, ada: Somebody) -> None:
    person = acting(ada)
    kept = service.write(person, uuid4(), None, EntrySchema().load({"body": "Lake", "written_at": sharing.WRITTEN}))
    assert search.find(person, "lake", 20, Position(kept.record.received_at, kept.record.id)) == ([], None)
