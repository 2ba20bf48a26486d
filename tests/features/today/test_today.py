"""The patient's first page: a greeting, the last and the next treatment, open shares, and nothing of anybody else's."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
LAST = "What is still with you?"


def today(client: FlaskClient, after: timedelta = timedelta()) -> str:
    """Open the page; return its text."""
    with time_machine.travel(datetime.now(UTC) + after, tick=False):
        answer = client.get("/today")
    assert answer.status_code == 200
    return str(answer.text)


def treatment(client: FlaskClient, number: int, start: timedelta, /, **facts: object) -> str:
    """Keep a treatment that starts so long from now; return its id, which is higher for a lower number."""
    treatment_id = UUID(int=100 - number)
    values = {"starts_at": (datetime.now(UTC) + start).isoformat(), "route": "iv", "number": number, "of": 6}
    assert sharing.put(client, f"/treatments/{treatment_id}", values | facts).status_code == 201
    return str(treatment_id)


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [
        (4, "Hello, Ada."),
        (5, "Good morning, Ada."),
        (11, "Good morning, Ada."),
        (12, "Hello, Ada."),
        (17, "Hello, Ada."),
        (18, "Good evening, Ada."),
        (23, "Good evening, Ada."),
    ],
)
def test_the_greeting_follows_the_clock_of_the_persons_zone(as_: As, ada: Somebody, hour: int, greeting: str) -> None:
    client = as_(ada)
    client.put("/api/v1/me", json={"name": "Ada", "zone": "Asia/Tokyo"})
    now = datetime.now(UTC)
    later = now.replace(hour=0, minute=30, second=0, microsecond=0) + timedelta(days=2, hours=hour - 9)
    assert f"<h1>{greeting}</h1>" in today(client, later - now)


def test_without_treatments_and_shares_the_page_only_greets(as_: As, ada: Somebody) -> None:
    page = today(as_(ada))
    assert LAST not in page
    assert "/treatments/" not in page
    assert "Open for" not in page
    assert "Need support?" not in page


def test_the_last_treatment_is_offered_while_it_has_a_time_point(as_: As, ada: Somebody, eve: Somebody) -> None:
    treatment(as_(ada), 3, -timedelta(hours=50), status="done")
    treatment_id = treatment(as_(ada), 4, -timedelta(hours=1), status="done")
    treatment(as_(ada), 2, -timedelta(hours=90), status="done")
    page = today(as_(ada))
    assert "Resting after session 4" in page
    assert f'href="/entries/new?treatment={treatment_id}"' in page
    assert "Week 1 after session 4" in today(as_(ada), timedelta(days=8))
    assert LAST not in today(as_(ada), timedelta(days=20))
    assert LAST not in today(as_(eve))


def test_the_next_planned_treatment_is_shown_until_it_starts(as_: As, ada: Somebody, eve: Somebody) -> None:
    treatment(as_(ada), 6, timedelta(days=9), status="planned")
    treatment_id = treatment(as_(ada), 4, timedelta(days=2), status="planned")
    treatment(as_(ada), 5, timedelta(days=4), status="planned")
    page = today(as_(ada))
    assert f'href="/treatments/{treatment_id}"' in page
    assert ["Session 4 of 6" in page, "Session 5 of 6" in page, "Session 6 of 6" in page] == [True, False, False]
    assert "Session 5 of 6" in today(as_(ada), timedelta(days=3))
    assert "/treatments/" not in today(as_(eve))


def test_a_next_treatment_without_numbers_is_shown_without_them(as_: As, ada: Somebody) -> None:
    treatment(as_(ada), 1, timedelta(days=2), status="planned", number=None, of=None)
    assert "Your next session" in today(as_(ada))


@pytest.mark.parametrize(("start", "status"), [(-1, "cancelled"), (24, "cancelled"), (24, "done")])
def test_no_other_treatment_is_offered(as_: As, ada: Somebody, start: int, status: str) -> None:
    treatment_id = treatment(as_(ada), 1, timedelta(hours=start), status=status)
    page = today(as_(ada))
    assert LAST not in page
    assert treatment_id not in page


def test_open_shares_are_shown_by_therapist_until_they_end(
    as_: As, ada: Somebody, eve: Somebody, tom: Somebody, take_care: Callable
) -> None:
    take_care(tom, ada)
    first, second = (sharing.share(as_(ada), tom, ends_at=sharing.soon(days=days)) for days in (3, 40))
    both = re.search("2 summaries, (until .*?)\\.", today(as_(ada)))
    assert both
    assert "Open for Tom" in today(as_(ada))
    assert "Open for" not in today(as_(eve))
    assert as_(ada).delete(f"/api/v1/shares/{first}").status_code == 204
    assert f"1 summary, {both[1]}." in today(as_(ada))
    assert as_(ada).delete(f"/api/v1/shares/{second}").status_code == 204
    assert "Open for" not in today(as_(ada))


def test_support_is_offered_after_the_answer_that_asks_for_it(as_: As, ada: Somebody, eve: Somebody) -> None:
    for person, answer in ((ada, 1), (eve, 0)):
        sharing.checkin(as_(person), item_9=answer)
    assert "Need support?" in today(as_(ada))
    assert "Need support?" not in today(as_(eve))


def test_staff_have_no_such_page(as_: As, tom: Somebody, clara: Somebody) -> None:
    assert [as_(person).get("/today").status_code for person in (tom, clara)] == [403, 403]
