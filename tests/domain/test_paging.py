"""Lists come page by page, newest first, and every row stands on exactly one page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import bindparam

from journal.core import clock
from journal.core.row_security import acting_for
from journal.domain import access, records
from journal.domain.identity import Actor
from journal.domain.paging import Page, Pages, Position
from journal.models import Checkin, Entry
from tests.domain.test_records import KINDS, values
from tests.plugins.people import Somebody

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
IDS = [UUID(int=number) for number in range(1, 6)]
HOURS = (2, 1, 1, 1, 0)  # after noon, at which each of IDS is written: three at once
NEWEST_FIRST = [IDS[0], IDS[3], IDS[2], IDS[1], IDS[4]]
LABELLED = Entry.id.label("entry_id")
BY_INSTRUMENT = access.CHECKINS.with_only_columns(Checkin.id, Checkin.received_at).where(
    Checkin.instrument == bindparam("instrument_id")
)


@pytest.fixture
def pages() -> Pages:
    """Pages of entries, by a column without an index: nothing but the statement puts them in order.

    They are prepared within the test: a feature's own are prepared on import.
    """
    return Pages(access.ENTRIES.with_only_columns(Entry.id, Entry.written_at), Entry.written_at, Entry.id)


@pytest.fixture
def writer(acting: Callable[[Somebody], Actor], ada: Somebody, eve: Somebody) -> Actor:
    """Ada, with five entries; Eve has one, too."""
    person = acting(ada)
    for hours, row_id in zip(HOURS, IDS, strict=True):
        write(person, row_id, NOON + timedelta(hours=hours))
    with acting_for(eve.id):
        write(acting(eve), UUID(int=9), NOON)
    return person


def write(person: Actor, row_id: UUID, at: datetime) -> None:
    with clock.frozen(at):
        records.put(person, KINDS["entry"], row_id, None, values(KINDS["entry"], 0) | {"written_at": at})


def check_in(person: Actor, row_id: UUID, at: datetime) -> None:
    with clock.frozen(at):
        records.put(person, KINDS["checkin"], row_id, None, values(KINDS["checkin"], 0))


def walked(pages: Pages, person: Actor, limit: int) -> list[list[UUID]]:
    """Return the ids on each page, from the first to the last."""
    found, after = [], None
    while True:
        page = pages.page(person, limit, after)
        found.append([row.id for row in page.items])
        if page.next is None:
            return found
        after = page.next


@pytest.mark.parametrize("limit", range(1, 7))
def test_every_row_stands_on_one_page_however_long_a_page_is(pages: Pages, writer: Actor, limit: int) -> None:
    found = walked(pages, writer, limit)
    assert [row_id for page in found for row_id in page] == NEWEST_FIRST
    assert [len(page) for page in found[:-1]] == [limit] * (len(found) - 1)
    assert found[-1] != []


def test_an_empty_list_is_one_page_without_a_next(
    pages: Pages, acting: Callable[[Somebody], Actor], ada: Somebody
) -> None:
    assert pages.page(acting(ada), 3, None) == ([], None)


def test_a_page_ends_at_its_last_row(pages: Pages, writer: Actor) -> None:
    page = pages.page(writer, 2, None)
    assert page.next == Position(NOON + timedelta(hours=1), IDS[3])


def test_of_a_long_list_no_more_is_read_than_a_page_and_whether_it_goes_on(
    pages: Pages, writer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, run = [], access.run

    def count(*given: Any, **values: Any) -> Any:
        rows = run(*given, **values).all()
        read.append(len(rows))
        return SimpleNamespace(all=lambda: rows)

    monkeypatch.setattr(access, "run", count)
    after = pages.page(writer, 1, None).next
    pages.page(writer, 1, after)
    assert read == [2, 2]


def test_what_is_written_meanwhile_moves_no_page(pages: Pages, writer: Actor) -> None:
    after = pages.page(writer, 2, None).next
    write(writer, UUID(int=7), NOON + timedelta(hours=3))
    assert [row.id for row in pages.page(writer, 2, after).items] == NEWEST_FIRST[2:4]
    assert [row.id for row in pages.page(writer, 2, None).items] == [UUID(int=7), IDS[0]]


def test_all_rows_are_read_at_once_from_the_start_and_after_a_position(pages: Pages, writer: Actor) -> None:
    assert [row.id for row in pages.every(writer, None)] == NEWEST_FIRST
    after = Position(NOON + timedelta(hours=1), IDS[2])
    assert [row.id for row in pages.every(writer, after)] == NEWEST_FIRST[3:]


def test_a_position_is_read_under_the_name_that_the_id_has_in_the_statement(writer: Actor) -> None:
    pages = Pages(access.ENTRIES.with_only_columns(LABELLED, Entry.received_at), Entry.received_at, LABELLED)
    page = pages.page(writer, 4, None)
    assert page.next == Position(NOON + timedelta(hours=1), IDS[1])
    assert [row.entry_id for row in pages.page(writer, 4, page.next).items] == [IDS[4]]


def test_what_a_statement_is_narrowed_by_holds_on_every_page(
    acting: Callable[[Somebody], Actor], ada: Somebody
) -> None:
    person = acting(ada)
    pages = Pages(BY_INSTRUMENT, Checkin.received_at, Checkin.id)
    for hours in range(3):
        check_in(person, IDS[hours], NOON + timedelta(hours=hours))
    first = pages.page(person, 2, None, instrument_id="phq-9")
    assert [row.id for row in first.items] == [IDS[2], IDS[1]]
    assert [row.id for row in pages.page(person, 2, first.next, instrument_id="phq-9").items] == [IDS[0]]
    assert [row.id for row in pages.every(person, first.next, instrument_id="phq-9")] == [IDS[0]]
    assert pages.page(person, 2, None, instrument_id="gad-7") == ([], None)
    assert list(pages.every(person, None, instrument_id="gad-7")) == []


def test_a_page_is_read_item_by_item_and_goes_on_where_it_did() -> None:
    end = Position(NOON, IDS[0])
    assert Page([1, 2], end).map(str) == Page(["1", "2"], end)
    assert Page([1], None).map(str) == Page(["1"], None)
