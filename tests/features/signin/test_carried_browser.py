"""Signed out on another device in the middle of a form, on a phone with and without JavaScript: nothing is lost."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.features.signin.late import come_back, press, through_the_sign_in
from tests.plugins import sharing
from tests.plugins.browser import DESKTOP, PHONE, OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody, end_other_devices

pytestmark = pytest.mark.browser(refusals={401, 403, 422})

As = Callable[[Somebody], FlaskClient]
WORDS = 'The water was "dark" & <deep>.\n\nI was 100% not afraid. \u0436\u4e16\U0001f30a'


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def page(open_page: OpenPage, request: pytest.FixtureRequest) -> Page:
    """A page on a phone."""
    return open_page(PHONE, java_script_enabled=request.param)


def write(page: Page, live: str) -> None:
    """Begin an entry; with JavaScript, wait until its page has looked for a draft."""
    page.goto(f"{live}/entries/new", wait_until="networkidle")
    page.locator("[name=body]").fill(WORDS)


def begin(page: Page, live: str, client: FlaskClient) -> None:
    """Begin a topic, which goes through no outbox."""
    page.goto(f"{live}/summaries/{sharing.summary(client)}/pieces/new?kind=topic", wait_until="networkidle")
    page.locator("[name=text]").fill(WORDS)


def test_an_entry(open_page: OpenPage, live: str, sign_in: SignIn, as_: As, ada: Somebody) -> None:
    """With JavaScript it waits in the outbox: entries/test_outbox_refused_browser.py."""
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, ada)
    write(page, live)
    page.locator("[name=mood][value='7']").check()
    end_other_devices(as_(ada))
    press(page, "Save")
    expect(page.get_by_label("These are your words.")).to_have_value(WORDS)
    come_back(page, ada)
    expect(page.locator("main .prose")).to_have_text(WORDS, use_inner_text=True)
    assert as_(ada).get("/api/v1/entries").json["items"] == []
    press(page, "Send it again")
    expect(page.get_by_role("heading", name="Saved.")).to_be_visible()
    (item,) = as_(ada).get("/api/v1/entries").json["items"]
    kept = as_(ada).get(f"/api/v1/entries/{item['id']}").json
    assert (kept["body"], kept["mood"]) == (WORDS, 7)
    page.goto(f"{live}/entries/new")
    expect(page.locator("[name=body]")).to_have_value("")


def test_a_treatment(open_page: OpenPage, live: str, sign_in: SignIn, as_: As, ada: Somebody) -> None:
    """With JavaScript it waits in the outbox, as an entry does."""
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, ada)
    page.goto(f"{live}/treatments/new")
    page.locator("[name=starts_at]").fill("2026-05-12T10:00")
    page.locator("[name=route]").select_option("im")
    page.locator("[name=number]").fill("4")
    page.locator("[name=noticed]").fill(WORDS)
    through_the_sign_in(as_(ada), page, ada, "Save")
    (kept,) = as_(ada).get("/api/v1/treatments").json["items"]
    assert (kept["noticed"], kept["route"], kept["number"]) == (WORDS, "im", 4)


def test_a_topic_whose_form_had_come_back(page: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody) -> None:
    """Its page then has an address that opens for nobody."""
    summary_id = sharing.summary(as_(ada))
    sign_in(page, ada)
    page.goto(f"{live}/summaries/{summary_id}/pieces/new?kind=topic")
    page.locator("[name=text]").fill(" ")
    press(page, "Add")
    expect(page.locator(".error").first).to_be_visible()
    page.locator("[name=text]").fill(WORDS)
    through_the_sign_in(as_(ada), page, ada, "Add")
    (piece,) = as_(ada).get(f"/api/v1/summaries/{summary_id}").json["pieces"]
    assert piece["text"] == WORDS


def test_what_a_share_is_for(
    page: Page,
    live: str,
    sign_in: SignIn,
    as_: As,
    ada: Somebody,
    tom: Somebody,
    take_care: Callable[..., object],
) -> None:
    take_care(tom, ada)
    summary_id = sharing.summary(as_(ada), sharing.TOPIC)
    sign_in(page, ada)
    page.goto(f"{live}/summaries/{summary_id}/preview")
    page.locator("[name=purpose]").fill("My father & I")
    page.locator("[name=ends_at]").fill(sharing.soon()[:10])
    through_the_sign_in(as_(ada), page, ada, "Share with Tom")
    (share,) = as_(ada).get("/api/v1/shares").json["items"]
    assert share["purpose"] == "My father & I"


def test_an_answer(page: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody) -> None:
    sign_in(page, ada)
    page.goto(f"{live}/checkins")
    press(page, "Begin")
    page.locator("[name=answer][value='2']").check()
    through_the_sign_in(as_(ada), page, ada, "Next")
    expect(page.get_by_text("2 of 9", exact=True)).to_be_visible()
    (kept,) = as_(ada).get("/api/v1/checkins").json["items"]
    assert as_(ada).get(f"/api/v1/checkins/{kept['id']}").json["answers"]["phq9-1"] == 2


def test_somebody_else_who_signs_in_there_is_told_kindly(
    page: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, eve: Somebody
) -> None:
    sign_in(page, ada)
    begin(page, live, as_(ada))
    end_other_devices(as_(ada))
    press(page, "Add")
    come_back(page, eve)
    expect(page.get_by_text("What was written here before is someone else's.")).to_be_visible()
    assert "The water" not in page.content()
    page.get_by_role("link", name="Go on").click()
    expect(page).to_have_url(f"{live}/today")
    assert as_(eve).get("/api/v1/summaries").json["items"] == []


def test_a_form_of_somebody_who_was_signed_in_before_waits_for_them(
    page: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, eve: Somebody
) -> None:
    sign_in(page, ada)
    write(page, live)
    other = page.context.new_page()
    other.goto(f"{live}/settings")
    press(other, "Sign out")
    other.wait_for_url(f"{live}/")
    sign_in(other, eve)
    press(page, "Save")
    expect(page.get_by_role("heading", name="Someone else is signed in here now.")).to_be_visible()
    assert "The water" not in page.content()
    come_back(page, ada)
    press(page, "Send it again")
    expect(page.get_by_role("heading", name="Saved.")).to_be_visible()
    (item,) = as_(ada).get("/api/v1/entries").json["items"]
    assert as_(ada).get(f"/api/v1/entries/{item['id']}").json["body"] == WORDS
    assert as_(eve).get("/api/v1/entries").json["items"] == []


def test_help_opens_beside_the_words(page: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody) -> None:
    sign_in(page, ada)
    begin(page, live, as_(ada))
    end_other_devices(as_(ada))
    press(page, "Add")
    for _page in ("signed out", "signed in again"):
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="Get help").click()
        expect(opened.value).to_have_url(f"{live}/help")
        opened.value.close()
        if _page == "signed out":
            come_back(page, ada)
    expect(page.locator("main .prose")).to_have_text(WORDS, use_inner_text=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_pages_are_accessible(
    open_page: OpenPage, live: str, sign_in: SignIn, as_: As, ada: Somebody, size: dict, scheme: str
) -> None:
    page = open_page(size, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, ada)
    begin(page, live, as_(ada))
    end_other_devices(as_(ada))
    press(page, "Add")
    expect(page.get_by_label("These are your words.")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    come_back(page, ada)
    expect(page.get_by_role("heading", name="You are signed in again.")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
