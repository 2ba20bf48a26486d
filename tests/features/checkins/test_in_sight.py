"""Every answer of every question is in sight on a low phone, and nothing covers it: a covered answer biases a score."""

import pytest
from playwright.sync_api import Page, expect

from journal.clinical import instruments
from journal.clinical.instruments import Instrument
from tests.features.checkins.forms import begin_on
from tests.plugins.browser import PHONE, OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser

SIZES = [(360, 640), (390, 664), (390, 844)]
BARS = 80  # pixels that the header and the strip of a demo may take
COVERED = """(answers) => answers.filter((answer) => {
  const box = answer.getBoundingClientRect();
  const [middle, right, bottom] = [box.x + box.width / 2, box.right - 3, box.bottom - 3];
  const seen = [[middle, box.top + 3], [middle, bottom], [box.x + 3, box.y + box.height / 2], [right, bottom - 15]]
    .every(([x, y]) => answer.contains(document.elementFromPoint(x, y)));
  return !seen || box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth;
}).map((answer) => answer.textContent.trim())"""


@pytest.mark.parametrize("instrument", instruments.ALL, ids=lambda one: one.id)
def test_every_answer_is_in_sight_and_under_nothing(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody, instrument: Instrument
) -> None:
    sign_in(phone, ada)
    path = begin_on(phone, live, instrument.id)
    for question in instrument.questions:
        phone.goto(f"{path}/questions/{question.number}")
        answers = phone.locator("label.choice")
        assert answers.count() == len(question.options)
        for width, height in SIZES:
            phone.set_viewport_size({"width": width, "height": height})
            assert answers.evaluate_all(COVERED) == [], (question.id, width, height)
            assert phone.locator(".top").evaluate("(top) => top.getBoundingClientRect().bottom") <= BARS
        reach_in_large_text(phone, SIZES[0])


def reach_in_large_text(page: Page, size: tuple[int, int]) -> None:
    """Check that with 24 px text each answer can be scrolled to, and that nothing lies over it then."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("document.documentElement.style.fontSize = '24px'")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    hidden = (
        f"(all) => all.flatMap((one) => {{ one.scrollIntoView({{ block: 'nearest' }}); return ({COVERED})([one]); }})"
    )
    assert page.locator("label.choice").evaluate_all(hidden) == []


def test_the_first_choice_stands_whole_below_a_check_in_to_go_on_with(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    begin_on(phone, live)
    phone.locator("label.choice").first.click()
    phone.get_by_role("button", name="Next").click()
    phone.wait_for_url("**/questions/2")
    phone.goto(f"{live}/checkins")
    expect(phone.get_by_role("heading", name="Go on, 1 of 9")).to_be_visible()
    for width, height in SIZES:
        phone.set_viewport_size({"width": width, "height": height})
        assert phone.locator("label.choice").evaluate_all(f"(all) => ({COVERED})([all[0]])") == [], (width, height)


def test_what_was_chosen_stays_where_help_opens_beside_it(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, ada)
    begin_on(page, live)
    expect(page.get_by_text("Get help opens in a new tab. What you chose stays here.")).to_be_visible()
    page.get_by_label("Several days").check()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Get help").click()
    expect(opened.value).to_have_url(f"{live}/help")
    opened.value.close()
    expect(page.get_by_label("Several days")).to_be_checked()


def test_help_opens_beside_a_choice_that_this_phone_cannot_keep(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    page = open_page()
    sign_in(page, ada)
    path = begin_on(page, live)
    page.route("**/api/v1/phone-keys", lambda route: route.fulfill(status=200, body="{"))
    page.goto(f"{path}/questions/1")
    expect(page.locator("form.question")).to_have_attribute("data-ready", "")
    page.get_by_label("Several days").check()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Get help").click()
    opened.value.close()
    expect(page.get_by_label("Several days")).to_be_checked()
