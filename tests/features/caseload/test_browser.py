"""The brief in five minutes: thanks are said in place, and what is printed fits one page."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.plugins import sharing
from tests.plugins.browser import DESKTOP, OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC

As = Callable[[Somebody], FlaskClient]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("in_care")]


def checkin(client: FlaskClient, instrument: str, questions: int, day: str, treatment_id: str) -> str:
    """Add a check-in of a treatment. questions: how many the questionnaire scores."""
    answers = {f"{instrument.replace('-', '')}-{number}": 1 for number in range(1, questions + 1)}
    at = f"{day}T12:00:00-04:00"
    body = {"instrument": instrument, "answers": answers, "answered_at": at, "treatment_id": treatment_id}
    return sharing.made(client, "checkins", body)


def test_thank_you_is_said_in_place_and_opens_nothing_again(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, tom: Somebody
) -> None:
    share_id = sharing.share(as_(ada), tom)
    sign_in(phone, tom)
    phone.goto(f"{live}/caseload/{ada.id}")
    expect(phone.locator(".brief .new")).to_have_text("New")
    phone.get_by_role("button", name="Read, thank you").click()
    expect(phone.get_by_role("status")).to_contain_text("You said thank you. Ada sees it.")
    expect(phone.locator(".brief .new")).to_have_count(0)
    assert said_once(phone, live)
    expect(phone.get_by_text(TOPIC["text"])).to_be_visible()
    told = as_(ada).get(f"/api/v1/shares/{share_id}").json
    assert (told["opened"], told["acknowledged_at"] is None) == (1, False)


def said_once(page: Page, live: str) -> bool:
    """Return whether the next page says nothing of it."""
    thanks = "You said thank you."
    return thanks not in page.context.request.get(f"{live}/settings").text()


def test_without_a_script_thank_you_is_confirmed_on_the_brief(
    open_page: OpenPage, live: str, sign_in: SignIn, as_: As, ada: Somebody, tom: Somebody
) -> None:
    sharing.share(as_(ada), tom)
    page = open_page(DESKTOP, java_script_enabled=False)
    sign_in(page, tom)
    page.goto(f"{live}/caseload/{ada.id}")
    page.get_by_role("button", name="Read, thank you").click()
    expect(page).to_have_url(f"{live}/caseload/{ada.id}")
    expect(page.get_by_role("status")).to_contain_text("You said thank you. Ada sees it.")
    assert said_once(page, live)


def test_a_full_brief_fits_one_desktop_screen_and_two_of_a_phone_and_one_printed_page(
    open_page: OpenPage, live: str, sign_in: SignIn, as_: As, ada: Somebody, tom: Somebody
) -> None:
    client = as_(ada)
    days = ("2026-10-04", "2026-10-18", "2026-11-01")
    treatment_id = sharing.treatment(client, starts_at="2026-10-30T15:00:00-04:00")
    last = [checkin(client, "phq-9", 9, day, treatment_id) for day in days][-1]
    for day in days:
        checkin(client, "gad-7", 7, day, treatment_id)
    pieces = [
        *({"kind": "topic", "text": text} for text in ("My father, and the lake", "Whether I go on with this")),
        *(sharing.excerpt(sharing.entry(client)) for _each in range(3)),
        {"kind": "treatment", "treatment_id": treatment_id},
        {
            "kind": "treatment",
            "treatment_id": sharing.treatment(client, status="planned", setting="Room 1. Ruth drives."),
        },
        *({"kind": "series", "instrument": one, "since": "2026-09-01", "answers": False} for one in ("phq-9", "gad-7")),
        {"kind": "checkin", "checkin_id": last, "answers": True},
    ]
    read_already = sharing.share(client, tom)
    as_(tom).post(f"/caseload/{ada.id}/acknowledgements", data={"share_id": read_already})
    sharing.share(client, tom, *pieces, for_date="2031-05-14")
    page = open_page(DESKTOP)
    sign_in(page, tom)
    page.goto(f"{live}/caseload/{ada.id}")
    assert page.evaluate("document.documentElement.scrollHeight") <= 800
    page.get_by_text("Each answer").scroll_into_view_if_needed()
    page.emulate_media(media="print")
    expect(page.locator(".print-only")).to_be_visible()
    expect(page.get_by_text("Each answer")).to_be_hidden()  # nobody opened it
    page.set_viewport_size({"width": 703, "height": 1047})  # an A4 page between its margins
    assert page.evaluate("document.documentElement.scrollHeight") <= 1047
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollHeight") <= 2 * 844
