"""The list of entries has rhythm: treatments with their day, weeks in between, the hour and the mood of each entry."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from journal.domain.identity import Actor
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
    entry: Any = {"day": None, "treatment_id": None, "treatment_number": None, "written_at": written_at}
    (found,) = groups.grouped(acting(ada), [entry], first_weekday)
    assert found.week == week
