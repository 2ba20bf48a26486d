"""One check-in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.core import clock
from journal.domain.sharing.pieces.checkin import NO_CHECKIN
from tests.domain.sharing.shown import page
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import PHQ_9, made, previewed, put

As = Callable[[Somebody], FlaskClient]

SAID = {
    "time_point": {"day_3": "Day 3 after treatment 4"},
    "status": {"complete": "of 27"},
    "safety": {"above": "answered: more than half the days"},
    "spans_treatment": {True: "There was a treatment in the 14 days it asks about."},
}


def example(client: FlaskClient) -> dict[str, Any]:
    asked = {"instrument": "phq-9", "answered_at": "2026-05-15T12:00:00-04:00"}
    asked |= {"answers": PHQ_9 | {"phq9-7": 3, "phq9-9": 2}, "treatment_id": sharing.treatment(client)}
    checkin_id = made(client, "checkins", asked | {"answers": PHQ_9})
    put(client, f"/checkins/{checkin_id}", asked, 1)
    return {"kind": "checkin", "checkin_id": checkin_id, "answers": True}


def test_a_check_in_holds_its_total_and_single_answers_only_where_chosen(as_: As, ada: Somebody) -> None:
    checkin_id = sharing.checkin(as_(ada), item_9=2)
    chosen = {"kind": "checkin", "checkin_id": checkin_id}
    total, single = previewed(as_(ada), chosen, chosen | {"answers": True})
    assert (total["total"], total["band"], total["answers"], total["safety"]) == (10, "Moderate", None, None)
    assert (single["answers"]["phq9-9"], single["safety"]) == (2, "above")


def test_an_unfinished_check_in_has_no_total_and_its_blank_is_unknown(as_: As, ada: Somebody) -> None:
    checkin_id = sharing.checkin(as_(ada), item_9=None)
    (piece,) = previewed(as_(ada), {"kind": "checkin", "checkin_id": checkin_id, "answers": True})
    assert (piece["status"], piece["total"], piece["band"], piece["safety"]) == ("incomplete", None, None, "unknown")


def test_a_check_in_that_is_not_there_is_refused_in_words(as_: As, ada: Somebody) -> None:
    piece = {"kind": "checkin", "checkin_id": str(uuid4())}
    answer = put(as_(ada), f"/summaries/{uuid4()}", {"title": "x", "pieces": [piece]})
    assert answer.json["fields"] == {"pieces.0.checkin_id": [str(NO_CHECKIN)]}


def test_a_check_in_says_when_it_was_filled_in_and_changed_where_that_is_another_day(as_: As, ada: Somebody) -> None:
    def times(checkin_id: str) -> tuple[str | None, str | None]:
        (piece,) = previewed(as_(ada), {"kind": "checkin", "checkin_id": checkin_id})
        return piece["filled_in_on"], piece["changed_on"]

    with clock.frozen(datetime(2026, 5, 13, 3, tzinfo=UTC)):  # still the 12th in New York
        checkin_id = sharing.checkin(as_(ada), "2026-05-12")
        assert times(checkin_id) == (None, None)
        late = sharing.checkin(as_(ada), "2026-05-10")
        assert times(late) == ("2026-05-12", None)
    with clock.frozen(datetime(2026, 5, 14, 16, tzinfo=UTC)):
        body = {"instrument": "phq-9", "answers": PHQ_9 | {"phq9-1": 3}, "answered_at": "2026-05-12T12:00:00-04:00"}
        put(as_(ada), f"/checkins/{checkin_id}", body, 1)
        assert times(checkin_id) == (None, "2026-05-14")


@pytest.mark.parametrize(
    ("starts_at", "status", "spans"),
    [
        ("2026-05-01T12:00:00-04:00", "done", False),
        ("2026-05-01T12:00:01-04:00", "done", True),
        ("2026-05-15T12:00:00-04:00", "planned", True),
        ("2026-05-15T12:00:01-04:00", "done", False),
        ("2026-05-12T12:00:00-04:00", "cancelled", False),
    ],
)
def test_any_treatment_within_the_days_it_asks_about_is_told(
    as_: As, ada: Somebody, starts_at: str, status: str, spans: bool
) -> None:
    """A PHQ-9 asks about 14 days. The check-in goes with another treatment, or with none."""
    sharing.treatment(as_(ada), starts_at=starts_at, status=status)
    long_ago = sharing.treatment(as_(ada), starts_at="2026-03-01T12:00:00-05:00")
    body = {"instrument": "phq-9", "answers": PHQ_9, "answered_at": "2026-05-15T12:00:00-04:00"}
    chosen = [
        {"kind": "checkin", "checkin_id": made(as_(ada), "checkins", body | more)}
        for more in ({}, {"treatment_id": long_ago})
    ]
    series = {"kind": "series", "instrument": "phq-9", "since": "2026-05-14", "answers": False}
    alone, other, over_time = previewed(as_(ada), *chosen, series)
    told = [one["spans_treatment"] for one in (alone, other, *over_time["points"])]
    assert told == [spans] * 4


@pytest.mark.usefixtures("in_care")
def test_what_the_brief_says_of_a_treatment_is_what_was_seen_before(as_: As, ada: Somebody, tom: Somebody) -> None:
    said = "There was a treatment in the 14 days it asks about."
    checkin = {"kind": "checkin", "checkin_id": sharing.checkin(as_(ada), "2026-05-15"), "answers": False}
    sharing.share(as_(ada), tom, checkin)
    sharing.treatment(as_(ada))
    assert said not in page(as_(tom), f"/caseload/{ada.id}")
    assert said in page(as_(ada), f"/summaries/{sharing.summary(as_(ada), checkin)}/preview")
    sharing.share(as_(ada), tom, checkin)
    assert said in page(as_(tom), f"/caseload/{ada.id}")
