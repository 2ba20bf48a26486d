"""What is handed over is exactly what the preview showed: nothing lies in the copy that the page does not say."""

from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from markupsafe import Markup

from journal.clinical import instruments
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC, brief, excerpt

As = Callable[[Somebody], FlaskClient]

# What is said otherwise than it is kept: {the name in the copy: how a value is said}.
SAID: dict[str, dict[Any, str]] = {
    "route": {"iv": "IV, into a vein"},
    "status": {"done": "Done", "complete": "of 27", "incomplete": "not finished"},
    "time_point": {"evening": "The evening after session 4", "day_3": "Day 3 after session 4"},
    "safety": {"above": "answered: more than half the days", "not at all": "Not at all", "unknown": "unknown"},
}
UNSAID = {"kind", "version", "day"}  # of which form it is; the day after a session is said by the time point
ANSWERS = {str(option.value): option.text for option in instruments.get("phq-9").items[0].options}
SERIES = {"kind": "series", "instrument": "phq-9", "since": "2026-04-14", "answers": True}


@pytest.fixture
def pieces(as_: As, ada: Somebody) -> list[dict[str, Any]]:
    """One piece of every kind, with all that it can hold; the answers of the check-ins all differ a little."""
    client = as_(ada)
    about = sharing.treatment(client, setting="Room 2")
    more = {"prompts": [{"prompt": "What helped?", "answer": "The music."}], "feelings": ["calm"], "mood": 6}
    sharing.treatment(client, starts_at="2026-04-20T15:00:00-04:00", number=None, of=3)
    sharing.checkin(client, "2026-04-14", item_1=3, item_2=0)
    sharing.checkin(client, "2026-04-21", item_3=None, item_5=2)
    single = sharing.checkin(client, "2026-05-15", item_9=2, item_7=3)
    return [
        TOPIC,
        excerpt(sharing.entry(client, treatment_id=about)),
        {"kind": "entry", "entry_id": sharing.entry(client, "All of it.", time_point="evening", **more)},
        {"kind": "checkin", "checkin_id": single, "answers": True},
        SERIES,
        {"kind": "treatment", "treatment_id": about},
    ]


def leaves(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Return everything in a copy by the name under which it lies."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves("answer" if name == "answers" else key, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(name, inner)
    elif value is not None and name not in UNSAID:
        yield name, value


def said(name: str, value: Any) -> str:
    """Return how a page says a value of a copy."""
    if name in SAID:
        return SAID[name][value]
    if name == "answer" and isinstance(value, int):
        return ANSWERS[str(value)]
    if name == "instrument":
        return instruments.get(value).short
    if name in ("on", "since", "for_date", "treatments"):
        on = date.fromisoformat(value)
        return f"{on.day} {on:%B}"
    return str(value)


def page(client: FlaskClient, path: str) -> str:
    text = client.get(path).text.split("<main", 1)[1]
    return unescape(Markup(text).striptags())  # noqa: S704 - our own page


def test_every_word_and_number_of_the_copy_stands_on_the_preview(
    as_: As, ada: Somebody, pieces: list[dict[str, Any]]
) -> None:
    path = f"/summaries/{sharing.summary(as_(ada), *pieces, for_date='2031-05-14')}/preview"
    shown, copy = page(as_(ada), path), as_(ada).get(f"/api/v1{path}").json
    found = list(leaves("", copy))
    assert len(found) > 60
    assert [(name, value) for name, value in found if said(name, value).lower() not in shown.lower()] == []


def test_every_single_answer_of_a_series_is_shown_with_its_day(
    as_: As, ada: Somebody, tom: Somebody, take_care: Callable[..., object], pieces: list[dict[str, Any]]
) -> None:
    take_care(tom, ada)
    preview = page(as_(ada), f"/summaries/{sharing.summary(as_(ada), SERIES)}/preview")
    sharing.share(as_(ada), tom, SERIES)
    points = brief(as_(tom), ada).json["shares"][0]["pieces"][0]["points"]
    questions = {question.id: question.text for question in instruments.get("phq-9").questions}
    for shown in (preview, page(as_(tom), f"/caseload/{ada.id}")):
        listed = shown.split("The single answers")[1]
        for point in points:
            day = date.fromisoformat(point["on"])
            _before, listed = listed.split(f"{day.day} {day:%B}", 1)
            for question, value in point["answers"].items():
                answer = "" if value is None else ANSWERS[str(value)]
                assert f"{questions[question]}{answer}" in listed


def test_without_the_single_answers_no_answer_is_in_the_copy_or_on_the_page(
    as_: As, ada: Somebody, pieces: list[dict[str, Any]]
) -> None:
    path = f"/summaries/{sharing.summary(as_(ada), SERIES | {'answers': False})}/preview"
    assert "The single answers" not in page(as_(ada), path)
    points = as_(ada).get(f"/api/v1{path}").json["pieces"][0]["points"]
    assert [point["answers"] for point in points] == [None] * 3


def test_a_series_without_a_check_in_names_no_session(as_: As, ada: Somebody, pieces: list[dict[str, Any]]) -> None:
    path = f"/summaries/{sharing.summary(as_(ada), SERIES | {'since': '2026-05-16'})}/preview"
    sharing.treatment(as_(ada), starts_at="2026-05-16T15:00:00-04:00")
    piece = as_(ada).get(f"/api/v1{path}").json["pieces"][0]
    assert (piece["points"], piece["treatments"]) == ([], [])
