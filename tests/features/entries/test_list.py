"""The list of entries has rhythm: treatments with their day, weeks in between, the hour and the mood of each entry."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from journal.clinical import time_points
from journal.clinical.time_points import Placement
from journal.domain.identity import Actor
from journal.domain.placement import clock_differs
from journal.features.entries import groups
from tests.plugins import sharing
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]


def entries(client: FlaskClient, *given: dict[str, Any]) -> str:
    """Keep entries, each written `ago` before now; return the text of the list."""
    for one in given:
        sharing.entry(client, **{"written_at": before(one.pop("ago")), **one})
    return str(client.get("/entries").text)


def before(ago: timedelta) -> str:
    return (datetime.now(UTC) - ago).isoformat()


def an_entry(written_at: datetime, treated_at: datetime | None = None, received_at: datetime | None = None) -> Any:
    """Return an entry as a list has it. treated_at: of the treatment that it is about; its id is that time's."""
    place = time_points.place(treated_at, written_at, UTC, 4) if treated_at else Placement(None, None, None)
    received_at = received_at or written_at
    return {
        "id": uuid4(),
        "treatment_id": UUID(int=int(treated_at.timestamp())) if treated_at else None,
        **place._asdict(),
        "written_at": written_at,
        "received_at": received_at,
        "clock_differs": clock_differs(written_at, received_at),
    }


def headings(page: str) -> list[str]:
    return [" ".join(found.split()) for found in re.findall(r"<h2>(.*?)</h2>", page, re.DOTALL)]


def test_entries_stand_under_their_treatment_and_its_day_and_the_others_under_their_week(
    as_: As, ada: Somebody
) -> None:
    treated = datetime.now(ZoneInfo("America/New_York")) - timedelta(days=30)
    about = {"treatment_id": sharing.treatment(as_(ada), starts_at=treated.isoformat(), number=4)}
    page = entries(
        as_(ada),
        {"ago": timedelta(days=60), "body": "Long before"},
        {"ago": timedelta(days=29), "body": "The day after", **about},
        {"ago": timedelta(days=27), "body": "Three days after", **about},
        {"ago": timedelta(days=7), "body": "A week ago"},
        {"ago": timedelta(0), "body": "Now"},
    )
    found = headings(page)
    assert found[:2] == ["This week", "Last week"]
    assert re.fullmatch(rf"Treatment 4, .*\b{treated.day}\b.*", found[2])
    assert len(found) == 4
    assert page.index("Three days after") < page.index("The day after") < page.index("Long before")


def test_a_treatment_without_a_number_is_named_by_its_day(as_: As, ada: Somebody) -> None:
    treatment_id = sharing.treatment(as_(ada), starts_at=before(timedelta(days=2)), number=None, of=None)
    page = entries(as_(ada), {"ago": timedelta(hours=20), "treatment_id": treatment_id})
    assert headings(page)[0].startswith("Treatment on ")


def test_each_entry_says_the_hour_and_its_mood(as_: As, ada: Somebody) -> None:
    page = entries(
        as_(ada),
        {"ago": timedelta(hours=3), "body": "With a mood", "mood": 0, "written_at": "2026-05-12T20:14:00-04:00"},
        {"ago": timedelta(hours=1), "body": "Without a mood", "written_at": "2026-05-13T03:07:00-04:00"},
    )
    without, with_mood = page.split('<a class="row"')[1:]
    assert re.search(r"\b8:14\b", with_mood)
    assert "Mood 0" in with_mood
    assert re.search(r"\b3:07\b", without)
    assert "Mood" not in without


def test_the_mood_of_an_entry_without_words_is_said_once(as_: As, ada: Somebody) -> None:
    page = entries(as_(ada), {"ago": timedelta(hours=3), "body": None, "mood": 6})
    assert page.count("Mood 6") == 1


@pytest.mark.parametrize(("first_weekday", "week"), [(0, date(2026, 5, 11)), (6, date(2026, 5, 10))])
def test_a_week_begins_where_the_reader_begins_it(
    acting: Callable[[Somebody], Actor], ada: Somebody, first_weekday: int, week: date
) -> None:
    written_at = datetime(2026, 5, 13, 12, tzinfo=UTC)
    (found,) = groups.grouped(acting(ada), [an_entry(written_at)], first_weekday)
    assert found.week == week


def test_an_entry_weeks_after_its_treatment_stands_in_its_own_week_and_says_which_it_is_about(
    as_: As, ada: Somebody
) -> None:
    about = {"treatment_id": sharing.treatment(as_(ada), starts_at=before(timedelta(days=40)), number=4)}
    page = entries(
        as_(ada),
        {"ago": timedelta(days=38), "body": "Two days after", **about},
        {"ago": timedelta(days=8), "body": "Weeks after", **about},
        {"ago": timedelta(days=7), "body": "About none"},
    )
    late, own = page.index("Weeks after"), page.index("Two days after")
    assert page.index("About none") < late < page.index("Treatment 4, ") < own
    assert "Week 4 after treatment 4" in " ".join(page[:late].split())
    assert "Day 2 ·" in " ".join(page[late:own].split())


def test_a_note_between_two_about_a_treatment_stands_with_them(as_: As, ada: Somebody) -> None:
    about = {"treatment_id": sharing.treatment(as_(ada), starts_at=before(timedelta(days=5)), number=4)}
    page = entries(
        as_(ada),
        {"ago": timedelta(days=4), "body": "One", **about},
        {"ago": timedelta(days=3), "body": "About none"},
        {"ago": timedelta(days=2), "body": "Two", **about},
    )
    assert len(headings(page)) == 1


DAYS = st.integers(0, 40).map(lambda day: datetime(2026, 9, 1, 12, tzinfo=UTC) + timedelta(days=day))
ENTRIES = st.builds(an_entry, DAYS, st.none() | DAYS, DAYS)


@given(st.lists(ENTRIES, max_size=12))
def test_days_never_run_backwards(found: list[Any]) -> None:
    shown = groups.grouped(cast("Actor", SimpleNamespace(zone=UTC)), found, 0)
    dated = [entry["written_at"] for one in shown for entry in one.entries if not entry["clock_differs"]]
    assert dated == sorted(dated, reverse=True)
    treated = [one.treated_on for one in shown if one.treated_on]
    assert treated == sorted(treated, reverse=True)
    weeks = [one.week for one in shown if one.week]
    assert weeks == sorted(weeks, reverse=True)
    assert sorted(entry["id"] for one in shown for entry in one.entries) == sorted(entry["id"] for entry in found)
