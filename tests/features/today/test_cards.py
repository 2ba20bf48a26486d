"""At most three cards, chosen by what is true now: what was begun, what comes next, what was written last."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from tests.features.today.test_today import titles, today, treatment
from tests.plugins import sharing
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
PHQ_9 = [f"phq9-{number}" for number in range(1, 10)]


def day(ahead: int) -> str:
    """Return the day that is so many days away, as people of these tests see it."""
    return (datetime.now(UTC) + timedelta(days=ahead)).date().isoformat()


def checkin(client: FlaskClient, given: int, instrument: str = "phq-9", **ago: float) -> str:
    """Keep a check-in with its first `given` questions answered."""
    answered_at = (datetime.now(UTC) - timedelta(**ago)).isoformat()
    body = {"instrument": instrument, "answers": dict.fromkeys(PHQ_9[:given], 0), "answered_at": answered_at}
    return sharing.made(client, "checkins", body)


def test_an_unfinished_check_in_goes_on_at_its_first_blank_question(as_: As, ada: Somebody, eve: Somebody) -> None:
    checkin_id = checkin(as_(ada), 1, minutes=5)
    page = today(as_(ada))
    assert "Go on, 1 of 9" in titles(page)
    assert f'href="/checkins/{checkin_id}/questions/2"' in page
    assert "Go on" not in today(as_(eve))


@pytest.mark.parametrize(
    ("given", "days_later"),
    [(0, 0), (9, 0), (3, 3)],
    ids=["nothing is answered", "all is answered", "it asks about other weeks by now"],
)
def test_no_other_check_in_is_to_go_on_with(as_: As, ada: Somebody, given: int, days_later: int) -> None:
    checkin(as_(ada), given)
    assert "Go on" not in today(as_(ada), timedelta(days=days_later))


def test_what_was_finished_later_is_not_to_go_on_with(as_: As, ada: Somebody) -> None:
    checkin(as_(ada), 4, hours=2)
    checkin(as_(ada), 9, hours=1)
    assert "Go on" not in today(as_(ada))


def test_today_and_the_page_of_check_ins_offer_the_same_to_go_on_with(as_: As, ada: Somebody) -> None:
    checkin_id = checkin(as_(ada), 9, minutes=5)
    path = f"/checkins/{checkin_id}"
    assert as_(ada).post(f"{path}/questions/9", data={"leave": "true", "before": "0"}).status_code == 303
    assert as_(ada).get(f"/api/v1{path}").json["status"] == "incomplete"
    pages = [today(as_(ada)), as_(ada).get("/checkins").text]
    assert [f'href="{path}/questions/' in page for page in pages] == [False, False]
    begun = checkin(as_(ada), 2, minutes=1)
    pages = [today(as_(ada)), as_(ada).get("/checkins").text]
    assert [f'href="/checkins/{begun}/questions/3"' in page for page in pages] == [True, True]


def test_the_next_day_that_a_summary_is_for_is_shown_until_it_is_over(
    as_: As, ada: Somebody, tom: Somebody, take_care: Callable
) -> None:
    take_care(tom, ada)
    sharing.share(as_(ada), tom, for_date=day(2), ends_at=sharing.soon(days=20))
    sharing.summary(as_(ada), sharing.TOPIC, title="After that", for_date=day(9))
    sharing.summary(as_(ada), sharing.TOPIC, title="Before", for_date=day(-9))
    page = today(as_(ada))
    assert [title for title in titles(page) if title in ("For Thursday", "After that", "Before")] == ["For Thursday"]
    assert "Shared with Tom until" in page
    later = today(as_(ada), timedelta(days=4))
    assert "After that" in titles(later)
    assert "Not shared right now." in later
    assert "Shared with Tom" in titles(today(as_(ada), timedelta(days=12)))


def test_the_last_note_says_when_and_not_what(as_: As, ada: Somebody, eve: Somebody) -> None:
    sharing.entry(as_(ada), "An earlier bird")
    last = sharing.entry(as_(ada), "A yellow bird")
    page = today(as_(ada))
    assert f'href="/entries/{last}"' in page
    assert "bird" not in page
    assert "Your last note" in titles(page)
    assert "Your last note" not in titles(today(as_(eve)))


def test_there_are_three_cards_at_most_and_help_comes_first(
    as_: As, ada: Somebody, tom: Somebody, take_care: Callable
) -> None:
    take_care(tom, ada)
    treatment(as_(ada), 4, timedelta(days=-1), status="done")
    treatment(as_(ada), 5, timedelta(days=3), status="planned")
    sharing.share(as_(ada), tom, for_date=day(3))
    sharing.entry(as_(ada))
    checkin(as_(ada), 2, minutes=5)
    assert titles(today(as_(ada))) == ["What is still with you?", "Go on, 2 of 9", "Treatment 5 of 6"]
    sharing.checkin(as_(ada), item_9=1)
    assert titles(today(as_(ada)))[0] == "Need support?"
    assert len(titles(today(as_(ada)))) == 3
