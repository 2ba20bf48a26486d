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


def titles(page: str) -> list[str]:
    """Return the heading of each card."""
    return re.findall(r'<a class="card.*?<h2[^>]*>\s*(.*?)\s*</h2>', page, re.DOTALL)


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


@pytest.mark.parametrize(
    ("name", "greeted"), [("Ada Marsh", "Ada"), ("Ada", "Ada"), ("Dr. Marsh", "Dr. Marsh"), ("李 明", "李")]
)
def test_the_greeting_says_the_first_name(as_: As, ada: Somebody, name: str, greeted: str) -> None:
    assert as_(ada).put("/api/v1/me", json={"name": name, "zone": "America/New_York"}).status_code == 200
    assert f", {greeted}.</h1>" in today(as_(ada))


def test_on_the_first_day_without_a_therapist_one_card_offers_to_add_a_treatment(as_: As, ada: Somebody) -> None:
    assert titles(today(as_(ada))) == ["Add your next treatment"]


def test_on_the_first_day_the_page_says_who_the_therapist_is_and_that_nothing_is_shared(
    as_: As, ada: Somebody, tom: Somebody, take_care: Callable
) -> None:
    as_(tom).put("/api/v1/me", json={"name": "Tom Lind", "zone": "America/New_York"})
    take_care(tom, ada)
    page = today(as_(ada))
    assert titles(page) == ["Tom Lind is your therapist here", "Add your next treatment"]
    assert "Nothing is shared with Tom yet." in page
    share_id = sharing.share(as_(ada), tom)
    assert as_(ada).delete(f"/api/v1/shares/{share_id}").status_code == 204
    assert titles(today(as_(ada))) == ["Add your next treatment"]


def test_the_last_treatment_is_offered_while_it_has_a_time_point(as_: As, ada: Somebody, eve: Somebody) -> None:
    treatment(as_(ada), 3, -timedelta(hours=50), status="done")
    treatment_id = treatment(as_(ada), 4, -timedelta(hours=1), status="done")
    treatment(as_(ada), 2, -timedelta(hours=90), status="done")
    page = today(as_(ada))
    assert " after " in page.split("What is still with you?")[0].rsplit("eyebrow", 1)[1]
    assert f'href="/entries/new?treatment={treatment_id}"' in page
    assert "What is different this week?" in titles(today(as_(ada), timedelta(days=8)))
    assert LAST not in today(as_(ada), timedelta(days=20))
    assert LAST not in today(as_(eve))


def test_the_next_planned_treatment_is_shown_until_it_starts(as_: As, ada: Somebody, eve: Somebody) -> None:
    treatment(as_(ada), 6, timedelta(days=9), status="planned")
    treatment_id = treatment(as_(ada), 4, timedelta(days=2), status="planned")
    treatment(as_(ada), 5, timedelta(days=4), status="planned")
    page = today(as_(ada))
    assert f'href="/treatments/{treatment_id}"' in page
    assert titles(page) == ["Treatment 4 of 6"]
    assert titles(today(as_(ada), timedelta(days=3)))[-1] == "Treatment 5 of 6"
    assert titles(today(as_(eve))) == ["Add your next treatment"]


def test_a_next_treatment_without_numbers_is_shown_without_them(as_: As, ada: Somebody) -> None:
    treatment(as_(ada), 1, timedelta(days=2), status="planned", number=None, of=None)
    assert "Your next treatment" in today(as_(ada))


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
    assert "Shared with Tom" in today(as_(ada))
    assert "Shared with" not in today(as_(eve))
    assert as_(ada).delete(f"/api/v1/shares/{first}").status_code == 204
    assert f"1 summary, {both[1]}." in today(as_(ada))
    assert as_(ada).delete(f"/api/v1/shares/{second}").status_code == 204
    assert "Shared with" not in today(as_(ada))


def test_support_is_offered_after_the_answer_that_asks_for_it(as_: As, ada: Somebody, eve: Somebody) -> None:
    for person, answer in ((ada, 1), (eve, 0)):
        sharing.checkin(as_(person), item_9=answer)
    assert "Need support?" in today(as_(ada))
    assert "Need support?" not in today(as_(eve))


def test_staff_have_no_such_page(as_: As, tom: Somebody, clara: Somebody) -> None:
    assert [as_(person).get("/today").status_code for person in (tom, clara)] == [403, 403]
