"""Words that wait in the browser are said on Today, with the way to them; at most three cards are in sight."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.features.today.test_today import treatment
from tests.plugins import sharing
from tests.plugins.drafts import SEND, open_form, save, wait_until_kept, write
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
WAIT = "There are words on this phone"


def open_today(page: Page, live: str) -> None:
    """Open Today, and wait until it is known whether words wait."""
    page.goto(f"{live}/today")
    expect(page.locator("[data-module=unsent]")).to_have_attribute("data-ready", "")


@pytest.mark.browser
def test_words_that_wait_are_said_until_they_are_sent(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    treatment(as_(ada), 5, timedelta(days=3), status="planned")
    earlier = sharing.entry(as_(ada))
    sign_in(phone, ada)
    open_today(phone, live)
    expect(phone.get_by_text(WAIT)).to_be_hidden()
    open_form(phone, f"{live}/entries/new?about={earlier}")
    phone.locator("[name=body]").fill("A yellow bird")
    wait_until_kept(phone)
    open_today(phone, live)
    phone.get_by_text(WAIT).click()
    expect(phone.locator("[name=body]")).to_have_value("A yellow bird")
    save(phone)
    open_today(phone, live)
    expect(phone.get_by_text(WAIT)).to_be_hidden()


@pytest.mark.browser
def test_words_that_were_sent_without_a_reply_are_not_said_to_wait_and_those_typed_since_are(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, "A yellow bird")
    phone.evaluate(SEND)
    open_today(phone, live)
    expect(phone.get_by_text(WAIT)).to_be_hidden()
    write(phone, live, "A blue bird")
    phone.evaluate(SEND)
    phone.locator("[name=body]").fill("A blue bird, and more")
    wait_until_kept(phone)
    open_today(phone, live)
    phone.get_by_text(WAIT).click()
    phone.wait_for_url("**/edit")
    expect(phone.locator("[name=body]")).to_have_value("A blue bird, and more")


@pytest.mark.browser
def test_words_that_wait_take_the_place_of_the_last_of_three_cards(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    treatment(as_(ada), 4, timedelta(days=-1), status="done")
    treatment(as_(ada), 5, timedelta(days=3), status="planned")
    sharing.entry(as_(ada))
    sign_in(phone, ada)
    write(phone, live, "A yellow bird")
    open_today(phone, live)
    expect(phone.get_by_text(WAIT)).to_be_visible()
    expect(phone.locator(".today > a:visible")).to_have_count(3)
    button = phone.get_by_role("link", name="Write", exact=True).bounding_box()
    last = phone.locator(".today > a:visible").last.bounding_box()
    assert button
    assert last
    assert 0 < button["y"] - last["y"] - last["height"] < 60  # no void above the button
