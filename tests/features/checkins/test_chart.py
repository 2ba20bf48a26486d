"""The chart: a picture and the same in numbers, with no word and no colour that judges."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.core import clock
from tests.features.checkins.forms import As, filled, new, put
from tests.plugins.people import Somebody
from tests.words.dates import unbroken


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    """The month after the check-ins: of another year, their days would be told with the year."""
    with clock.frozen(datetime(2026, 6, 1, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def page(as_: As, ada: Somebody) -> str:
    """Ada's check-ins: three finished, one not, and a session between them."""
    client = as_(ada)
    for day, values in (("01", [2] * 9), ("08", [2] * 8), ("15", [1] * 9), ("22", [1] * 8 + [0])):
        assert put(client, new(), filled(*values), answered_at=f"2026-05-{day}T12:00:00Z").status_code == 201
    for day in ("05", "28"):
        facts = {"starts_at": f"2026-05-{day}T12:00:00Z", "route": "iv", "status": "done"}
        client.put(f"/api/v1/treatments/{uuid4()}", json=facts)
    return client.get("/checkins/scores").text


def svg(page: str) -> str:
    found = re.search(r'<svg class="chart".*?</svg>', page, re.DOTALL)
    assert found
    return found[0]


def marks(chart: str, part: str) -> int:
    """Return how many marks of a kind one path draws."""
    (path,) = re.findall(rf'<path class="{part}" d="([^"]*)"', chart)
    return path.count("M")


def test_the_picture_is_read_aloud(page: str) -> None:
    chart = svg(page)
    assert 'role="img"' in chart
    assert "<title>Mood (PHQ\N{NON-BREAKING HYPHEN}9) over time</title>" in chart
    assert "18 on May 1, 9 on May 15, and 8 on May 22. The table shows the same numbers." in " ".join(chart.split())


def test_totals_sessions_windows_gaps_and_the_change_band_are_drawn(page: str) -> None:
    chart = svg(page)
    assert [chart.count(f'class="{part}"') for part in ("line", "gap", "band")] == [1, 1, 1]
    assert (marks(chart, "point"), marks(chart, "dose")) == (3, 1)
    assert re.findall(r">(\d+)<", chart.split('class="values"')[1]) == ["18", "9", "8"]
    assert chart.count('class="recall"') == 1
    for words in (
        "A treatment</li>",
        "The 14 days asked about",
        "PHQ\N{NON-BREAKING HYPHEN}9: change under 5 points",
        "Not finished</li>",
    ):
        assert page.count(words) == 1


def test_treatments_are_numbered_and_what_is_dated_far_ahead_is_told(as_: As, ada: Somebody) -> None:
    facts = {"starts_at": "2026-05-05T12:00:00Z", "route": "iv", "status": "done", "number": 4}
    as_(ada).put(f"/api/v1/treatments/{uuid4()}", json=facts)
    for day in ("2026-05-01", "2026-05-08", "2050-01-01"):
        put(as_(ada), new(), filled(*[1] * 9), answered_at=f"{day}T12:00:00Z")
    page = as_(ada).get("/checkins/scores").text
    assert re.search(r'<g class="axis"[^>]*><text[^>]*>4<', svg(page))
    assert marks(svg(page), "point") == 2
    assert "That is too far ahead to draw." in page
    assert "2050" not in page[: page.index('<svg class="chart"')]
    assert "A later check-in is not finished." not in page


def test_nothing_in_it_needs_a_style_of_its_own(page: str) -> None:
    assert "style=" not in page
    assert not re.search(r'(fill|stroke)="', svg(page))


def test_the_table_says_the_same_and_leaves_the_unfinished_without_a_number(page: str) -> None:
    table = page[page.index("<table") : page.index("</table>")]
    rows = [re.findall(r"<t[hd][^>]*>([^<]*)<", row) for row in table.split("<tr>")[2:]]
    assert [(row[0].strip(), row[1:]) for row in rows] == [
        (unbroken("May 22"), ["Mild", "8"]),
        (unbroken("May 15"), ["Mild", "9"]),
        (unbroken("May 8"), ["not finished", ""]),
        (unbroken("May 1"), ["Moderately severe", "18"]),
    ]


def test_one_check_in_alone_and_none_at_all_are_fine(as_: As, ada: Somebody) -> None:
    client: FlaskClient = as_(ada)
    assert '<svg class="chart"' not in client.get("/checkins/scores").text
    put(client, new(), filled(3))
    assert '<svg class="chart"' not in client.get("/checkins/scores").text
    put(client, new(), filled(*[1] * 9))
    assert 'class="point"' in svg(client.get("/checkins/scores").text)


def test_a_change_is_told_with_the_published_line(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    for day, values in (("01", [2] * 9), ("08", [2] * 8 + [0]), ("15", [1] * 8 + [0])):
        path = new()
        put(client, path, filled(*values), answered_at=f"2026-05-{day}T12:00:00Z")
    said = " ".join(client.get(path.removeprefix("/api/v1")).text.split())
    assert "8 points lower than on Friday, May 8. A change this large is often seen as meaningful." in said
    assert "10 points lower than on Friday, May 1. A change this large is often seen as meaningful." in said


def test_a_score_soon_after_a_session_says_what_it_asks_about(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    facts = {"starts_at": "2026-05-05T12:00:00Z", "route": "iv", "status": "done"}
    client.put(f"/api/v1/treatments/{uuid4()}", json=facts)
    told = []
    for day in ("04", "06", "18", "20"):
        path = new()
        put(client, path, filled(1), answered_at=f"2026-05-{day}T12:00:00Z")
        told.append(
            "the last 14 days. Some of them were before your treatment" in client.get(path.removeprefix("/api/v1")).text
        )
    assert told == [False, True, True, False]
