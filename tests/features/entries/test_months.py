"""A month as a calendar: its days with entries lead into the list, and no month is shown that can have none."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import chain
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from journal.core.connection import commit
from journal.features.entries import months
from journal.models import Entry
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute
from tests.words.dates import unbroken

As = Callable[[Somebody], FlaskClient]
THIS = "2026-11"


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """Make it 20 November 2026."""
    with time_machine.travel(datetime(2026, 11, 20, 15, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def page(november: None, as_: As, ada: Somebody) -> Callable[..., str]:
    """Open a page of Ada's."""

    def opened(path: str, status: int = 200) -> str:
        answer = as_(ada).get(path)
        assert answer.status_code == status
        return str(answer.text)

    return opened


@pytest.fixture
def write(november: None, app: Flask, as_: As) -> Callable[[Somebody, datetime, str], None]:
    """Keep an entry as if it had reached us at an instant."""

    def kept(person: Somebody, at: datetime, words: str) -> None:
        entry_id = sharing.entry(as_(person), words, written_at=at.isoformat())
        with app.app_context():
            execute(update(Entry).where(Entry.id == UUID(entry_id)).values(received_at=at))
            commit()

    return kept


def days(page: str) -> dict[str, str]:
    """Return the address behind each day that is a link."""
    found = re.findall(r'<td><a href="([^"]+)"[^>]*>(\d+)</a>', page)
    return {day: address for address, day in found}


def heading(page: str) -> str:
    found = re.search("<h1>(.*?)</h1>", page)
    assert found
    return found[1]


def test_a_day_leads_to_its_entries_and_to_what_is_earlier(
    ada: Somebody, eve: Somebody, page: Callable[..., str], write: Callable
) -> None:
    for day, words in ((3, "Third"), (9, "Ninth"), (18, "Eighteenth")):
        write(ada, datetime(2026, 11, day, 15, tzinfo=UTC), words)
    write(ada, datetime(2026, 11, 10, 3, tzinfo=UTC), "Late on the ninth")
    write(eve, datetime(2026, 11, 5, 15, tzinfo=UTC), "Of another")
    found = days(page("/entries/months"))
    assert list(found) == ["3", "9", "18"]
    there = page(found["9"])
    assert there.index("Late on the ninth") < there.index("Ninth") < there.index("Third")
    assert "Eighteenth" not in there
    assert 'href="/entries">Newest entries' in there
    assert "Newest entries" not in page("/entries")
    assert f'href="/entries/months?month={THIS}"' in page("/entries")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("?month=2026-10", "October 2026"),
        ("?month=2026-09", "September 2026"),
        ("?month=2026-08", "September 2026"),
        ("?month=0001-01", "September 2026"),
        ("?month=9999-12", "November 2026"),
        ("", "November 2026"),
    ],
)
def test_a_month_lies_between_the_first_entry_and_today(
    ada: Somebody, page: Callable[..., str], write: Callable, asked: str, shown: str
) -> None:
    write(ada, datetime(2026, 9, 15, 15, tzinfo=UTC), "The first")
    there = page(f"/entries/months{asked}")
    assert heading(there) == unbroken(shown)
    assert ("month=2026-08" in there, "month=2026-12" in there) == (False, False)
    assert ("No entries this month." in there) == (shown != "September 2026")


def test_who_has_written_nothing_sees_an_empty_month(page: Callable[..., str]) -> None:
    there = page("/entries/months")
    assert (heading(there), days(there)) == (unbroken("November 2026"), {})


@pytest.mark.parametrize("asked", ["x", "2026-13", "2026", "2026-05-12", ""])
def test_what_is_no_month_is_refused(page: Callable[..., str], asked: str) -> None:
    assert "Give a month, such as 2026-05." in page(f"/entries/months?month={asked}", 422)


@pytest.mark.parametrize("first_weekday", range(7))
@pytest.mark.parametrize("first", [date(2026, 2, 1), date(2026, 12, 1), date(2028, 2, 1)])
def test_the_weeks_of_a_month_hold_each_of_its_days_once(first: date, first_weekday: int) -> None:
    weeks = months.weeks(first, first_weekday)
    assert {len(week) for week in weeks} == {7}
    assert {week[0].weekday() for week in weeks} == {first_weekday}
    inside = [day.day for day in chain(*weeks) if day.month == first.month]
    assert inside == list(range(1, len(inside) + 1))
    assert len(inside) in {28, 29, 31}
