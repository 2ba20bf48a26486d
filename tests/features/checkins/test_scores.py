"""The page of scores: the last total of each questionnaire, what changed, all check-ins, and the moods of entries."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.core import clock
from tests.features.checkins.forms import GAD, As, filled, new, put
from tests.plugins.people import Somebody

PAGE = "/checkins/scores"


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    with clock.frozen(datetime(2026, 6, 1, 12, tzinfo=UTC)):
        yield


def total(client: FlaskClient, day: str, points: int, **more: str) -> None:
    """Keep a finished PHQ-9 with a total of at most 9."""
    answers = filled(*[1] * points, *[0] * (9 - points))
    assert put(client, new(), answers, **{"answered_at": f"2026-05-{day}T12:00:00Z", **more}).status_code == 201


def scores(client: FlaskClient) -> str:
    return " ".join(client.get(PAGE).text.split())


def treat(client: FlaskClient, day: str) -> None:
    facts = {"starts_at": f"2026-05-{day}T12:00:00Z", "route": "iv", "status": "done", "number": 2}
    assert client.put(f"/api/v1/treatments/{uuid4()}", json=facts).status_code == 201


def feel(client: FlaskClient, day: str, mood: int | None) -> None:
    words = {"body": "Rain.", "mood": mood, "written_at": f"2026-05-{day}T12:00:00Z"}
    assert client.put(f"/api/v1/entries/{uuid4()}", json=words).status_code == 201


def test_it_is_one_tap_from_today_and_from_check_in(as_: As, ada: Somebody) -> None:
    for page in ("/today", "/checkins"):
        assert f'href="{PAGE}"' in as_(ada).get(page).text


def test_without_any_score_it_says_so(as_: As, ada: Somebody) -> None:
    page = scores(as_(ada))
    assert "No scores yet." in page
    assert "<svg class=" not in page.partition("<main")[2].replace('class="icon', "")


def test_the_last_total_stands_first_with_what_changed(as_: As, ada: Somebody) -> None:
    for day, points in (("01", 9), ("08", 3), ("15", 7)):
        total(as_(ada), day, points)
    page = scores(as_(ada))
    assert "Mood (PHQ\N{NON-BREAKING HYPHEN}9)" in page
    assert "<span><strong>7</strong> of 27</span>" in page
    assert "4 points higher than on Friday, May 8. A change under 5 points is often not seen as meaningful." in page
    assert "than on Friday, May 1" not in page
    assert page.count("#rest") == 3
    assert "Worry (GAD\N{NON-BREAKING HYPHEN}7)" not in page


def test_two_on_one_day_say_their_hour_and_are_compared_with_another_day(as_: As, ada: Somebody) -> None:
    for day, points in (("01", 9), ("08", 3)):
        total(as_(ada), day, points)
    total(as_(ada), "08", 4, answered_at="2026-05-08T12:00:30Z")
    total(as_(ada), "08", 7, answered_at="2026-05-08T15:30:00Z")
    page = scores(as_(ada))
    assert "2 points lower than on Friday, May 1." in page
    assert "on Friday, May 8." not in page
    lines = re.findall(r"<small>([^<]*)</small> <span>(\d)", page.rpartition("<h2>")[2])
    hours = ["Friday, May 8 · 11:30 AM", "Friday, May 8 · 8:00 AM", "Friday, May 8 · 8:00 AM"]
    assert lines == list(zip([*hours, "Friday, May 1"], "7439", strict=True))


def test_a_day_with_two_stands_for_its_last_one(as_: As, ada: Somebody) -> None:
    for day, hour, points in (("01", "08", 2), ("01", "12", 9), ("08", "12", 4)):
        total(as_(ada), day, points, answered_at=f"2026-05-{day}T{hour}:00:00Z")
    assert "5 points lower than on Friday, May 1." in scores(as_(ada))


def test_a_later_check_in_that_is_not_finished_is_told_beside_the_last_total(as_: As, ada: Somebody) -> None:
    total(as_(ada), "08", 9)
    put(as_(ada), new(), filled(1), answered_at="2026-05-15T12:00:00Z")
    page = scores(as_(ada))
    assert "Last total 9 on May 8. A later check-in is not finished." in page


def test_a_questionnaire_that_was_never_finished_has_no_number(as_: As, ada: Somebody) -> None:
    put(as_(ada), new(), filled(1, instrument=GAD), instrument="gad-7", answered_at="2026-05-15T12:00:00Z")
    page = scores(as_(ada))
    assert "Worry (GAD\N{NON-BREAKING HYPHEN}7)" in page
    assert 'class="last-total"' not in page
    assert "Saved, not finished" in page


@pytest.mark.parametrize(("day", "told"), [("01", False), ("02", True), ("15", True), ("16", False)])
def test_a_score_within_the_days_after_a_treatment_says_so(as_: As, ada: Somebody, day: str, told: bool) -> None:
    total(as_(ada), "15", 9)
    treat(as_(ada), day)
    assert ("You had a treatment in the 14 days it asks about." in scores(as_(ada))) is told


def test_moods_of_entries_are_dots_beside_the_treatments_and_joined_by_no_line(as_: As, ada: Somebody) -> None:
    for day, mood in (("01", 3), ("08", None), ("15", 6)):
        feel(as_(ada), day, mood)
    treat(as_(ada), "09")
    page = scores(as_(ada))
    assert "Mood from your entries" in page
    assert "3 on May 1 and 6 on May 15." in page
    chart = page.partition("key")[0]
    assert len(re.findall("M", re.search(r'class="point" d="([^"]*)"', chart)[1])) == 2
    assert [chart.count(f'class="{part}"') for part in ("dose", "line", "recall", "band")] == [1, 0, 0, 0]


def test_nobody_sees_the_scores_or_moods_of_another(as_: As, ada: Somebody, eve: Somebody) -> None:
    total(as_(ada), "15", 9)
    feel(as_(ada), "15", 6)
    assert "No scores yet." in scores(as_(eve))
