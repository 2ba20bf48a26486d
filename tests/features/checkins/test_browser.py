"""One check-in on a real phone, by finger and by key, with JavaScript and without; help comes before any score."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.features.checkins.forms import PHQ, begin_on
from tests.plugins.browser import PHONE, OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

HELP = "Because of one answer, here are people you can talk to now."

pytestmark = pytest.mark.browser(refusals={422})


def choose(page: Page, text: str) -> None:
    page.get_by_label(text).check()
    page.get_by_role("button", name="Next").click()


@pytest.mark.parametrize("script", [True, False])
def test_ada_goes_through_a_phq_9(open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody, script: bool) -> None:
    page = open_page(PHONE, java_script_enabled=script)
    sign_in(page, ada)
    page.goto(f"{live}/checkins")
    page.get_by_label("Mood (PHQ\N{NON-BREAKING HYPHEN}9)").check()
    page.get_by_role("button", name="Begin").click()

    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Choose one of these, or skip this one.")).to_be_visible()
    for number in range(1, 9):
        expect(page).to_have_title(f"Question {number} of 9 - Journal")
        expect(page.get_by_role("heading", name=PHQ.scored[number - 1].text)).to_be_visible()
        choose(page, "Several days")
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_label("Several days")).to_be_checked()
    page.get_by_role("button", name="Next").click()

    choose(page, "More than half the days")
    expect(page).to_have_title("One last question - Journal")
    expect(page.get_by_role("heading", name=HELP)).to_be_visible()
    expect(page.locator("a.call").first).to_have_attribute("href", "tel:988")
    for waiting in (page.get_by_role("heading", name=PHQ.unscored[0].text), page.get_by_role("button", name="Next")):
        expect(waiting).to_be_hidden()
    page.get_by_text("Go on", exact=True).click()
    expect(page.get_by_role("heading", name=HELP)).to_be_hidden()
    expect(page.get_by_role("heading", name=PHQ.unscored[0].text)).to_be_in_viewport(ratio=1)

    page.get_by_role("button", name="Skip this one").click()
    expect(page.get_by_role("heading", name=HELP)).to_be_hidden()
    expect(page.get_by_text("10 of 27")).to_be_visible()
    expect(page.get_by_role("link", name="Need support?")).to_be_visible()


def test_keys_choose_and_send_nothing(phone: Page, live: str, sign_in: SignIn, ada: Somebody) -> None:
    sign_in(phone, ada)
    phone.goto(f"{live}/checkins")
    phone.get_by_role("button", name="Begin").click()
    expect(phone).to_have_title("Question 1 of 9 - Journal")
    phone.wait_for_load_state("networkidle")
    phone.keyboard.press("3")
    expect(phone.get_by_label("More than half the days")).to_be_checked()
    phone.keyboard.press("9")
    expect(phone.get_by_label("More than half the days")).to_be_checked()
    phone.keyboard.press("Enter")
    expect(phone).to_have_title("Question 2 of 9 - Journal")


@pytest.mark.parametrize("script", [True, False])
def test_enter_means_next_and_drops_no_answer(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody, script: bool
) -> None:
    page = open_page(PHONE, java_script_enabled=script)
    sign_in(page, ada)
    question = f"{begin_on(page, live)}/questions/9"
    page.goto(question)
    page.wait_for_load_state("networkidle")
    if script:
        page.keyboard.press("4")
    else:
        page.get_by_label("Not at all").focus()
        page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Nearly every day")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=HELP)).to_be_visible()
    page.goto(question)
    expect(page.get_by_label("Nearly every day")).to_be_checked()
    page.get_by_role("button", name="Skip this one").click()
    expect(page.get_by_role("heading", name=PHQ.unscored[0].text)).to_be_visible()
    page.goto(question)
    expect(page.get_by_label("Nearly every day")).not_to_be_checked()


def test_stopping_keeps_what_was_answered(phone: Page, live: str, sign_in: SignIn, ada: Somebody) -> None:
    sign_in(phone, ada)
    phone.goto(f"{live}/checkins")
    phone.get_by_role("button", name="Begin").click()
    choose(phone, "Nearly every day")
    phone.get_by_label("Not at all").check()
    phone.get_by_role("button", name="Stop here and save my answers").click()
    expect(phone.get_by_role("heading", name="Saved, not finished.")).to_be_visible()
    phone.get_by_role("link", name="Answer the rest").click()
    expect(phone).to_have_title("Question 3 of 9 - Journal")


@pytest.mark.parametrize("script", [True, False])
def test_after_help_the_rest_opens_by_keys_and_without_a_request(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody, script: bool
) -> None:
    page = open_page(PHONE, java_script_enabled=script)
    sign_in(page, ada)
    page.goto(f"{begin_on(page, live)}/questions/9")
    page.get_by_label("Nearly every day").check()
    page.get_by_role("button", name="Stop here and save my answers").click()
    expect(page.get_by_role("heading", name=HELP)).to_be_visible()
    expect(page.get_by_role("heading", name="Saved, not finished.")).to_be_hidden()
    expect(page.get_by_role("link", name="Answer the rest")).to_be_hidden()
    page.wait_for_load_state("networkidle")
    address, requests = page.url, []
    page.on("request", lambda request: requests.append(request.url))
    page.keyboard.press("4")  # chooses nothing that is not in sight
    page.locator("summary", has_text="Go on").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Saved, not finished.")).to_be_visible()
    expect(page.get_by_role("heading", name=HELP)).to_be_hidden()
    assert (requests, page.url) == ([], address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Need support?")).to_be_focused()

    page.get_by_role("link", name="Done for now").click()
    page.goto(f"{live}/checkins/scores")
    page.locator("a.row").first.click()
    expect(page.get_by_role("heading", name="Saved, not finished.")).to_be_visible()
    expect(page.get_by_role("heading", name=HELP)).to_be_hidden()
    expect(page.get_by_role("link", name="Need support?")).to_be_visible()


def test_the_way_on_from_help_ends_the_screen_and_no_key_chooses_an_answer_behind_it(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.goto(f"{begin_on(phone, live)}/questions/9")
    choose(phone, "Nearly every day")
    expect(phone.get_by_role("heading", name=HELP)).to_be_visible()
    phone.wait_for_load_state("networkidle")
    phone.set_viewport_size({"width": 360, "height": 640})
    way_on = phone.locator(".after-help").bounding_box()
    assert way_on is not None
    assert way_on["y"] + way_on["height"] == pytest.approx(640, abs=1)  # no number shows below it
    phone.keyboard.press("2")
    phone.get_by_text("Go on", exact=True).click()
    expect(phone.locator("input:checked")).to_have_count(0)
    phone.keyboard.press("2")
    expect(phone.locator("input:checked")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_holds_the_rules_of_access(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody, scheme: str
) -> None:
    page = open_page(PHONE, color_scheme=scheme)
    sign_in(page, ada)
    checkin = begin_on(page, live)
    page.goto(f"{checkin}/questions/9")
    choose(page, "Nearly every day")
    for path in ("/questions/1", "/questions/10", "", "#rest"):
        check(page, checkin + path)
    for path in ("/help", "/help?country=IE", "/checkins", "/checkins/scores", "/treatments", "/treatments/new"):
        check(page, live + path)


def check(page: Page, address: str) -> None:
    """Open a page and look for what WCAG forbids, and for anything wider than the phone."""
    page.goto(address)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
