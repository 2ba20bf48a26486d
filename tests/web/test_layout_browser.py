"""The frame of a page: tabs, header and buttons, on a desk, with large text, and where the system picks the colors."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.plugins.browser import DESKTOP, OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 740}}
LARGE_TEXT = "document.documentElement.style.fontSize = '24px'"
BEFORE_FULL_STOP = """(link) => {
  const words = document.createRange(), stop = document.createRange(), after = link.nextSibling;
  words.selectNodeContents(link);
  stop.setStart(after, 0);
  stop.setEnd(after, 1);
  return [stop.toString(), stop.getBoundingClientRect().left - words.getBoundingClientRect().right];
}"""
WORDS_BEGIN = """(part) => {
  const words = document.createRange();
  words.selectNodeContents(part);
  return words.getBoundingClientRect().left;
}"""


def edges(part: Locator) -> tuple[float, float, float, float]:
    """Return where a part of the page begins and ends: left, top, right, bottom."""
    box = part.bounding_box()
    assert box
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def large(page: Page, address: str) -> None:
    """Open a page with text of 24 px."""
    page.goto(address)
    page.evaluate(LARGE_TEXT)


@pytest.mark.browser
def test_the_tabs_of_a_desk_stand_in_one_place(desktop: Page, live: str, sign_in: SignIn, ada: Somebody) -> None:
    sign_in(desktop, ada)
    places = set()
    for path in ("today", "entries", "shares", "settings"):
        desktop.goto(f"{live}/{path}")
        places.add(edges(desktop.get_by_role("navigation")))
    assert len(places) == 1


@pytest.mark.browser
def test_every_mood_and_none_stand_in_one_line_on_a_desk(
    desktop: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(desktop, ada)
    desktop.goto(f"{live}/entries/new")
    moods = desktop.locator(".scale label").all()
    assert len(moods) == 12
    assert len({edges(mood)[1] for mood in moods}) == 1


@pytest.mark.browser
def test_the_emergency_number_has_no_gap_before_the_full_stop(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.goto(f"{live}/entries/new")
    link = phone.locator("main p > a[href^='tel:']")
    stop, gap = link.evaluate(BEFORE_FULL_STOP)
    assert stop == "."
    assert gap < 2
    left, top, right, bottom = edges(link)
    assert right - left >= 44
    assert bottom - top >= 44


@pytest.mark.browser
def test_large_text_on_a_narrow_phone_keeps_buttons_beside_and_above_the_tabs(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    page = open_page(NARROW)
    sign_in(page, ada)
    large(page, f"{live}/today")
    tabs = page.get_by_role("navigation")
    assert len({edges(tab)[1] for tab in tabs.get_by_role("link").all()}) == 1
    assert edges(page.get_by_role("link", name="Your scores"))[3] <= edges(tabs)[1]
    large(page, f"{live}/entries/new")
    save = edges(page.get_by_role("button", name="Save"))
    assert edges(page.get_by_role("link", name="Get help"))[2] == pytest.approx(save[2], abs=1)


@pytest.mark.browser
@pytest.mark.parametrize("path", ["entries", "treatments/new"])
def test_colors_of_the_system_keep_the_ground_under_the_buttons(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody, path: str
) -> None:
    page = open_page(forced_colors="active")
    sign_in(page, ada)
    page.goto(f"{live}/{path}")
    ground = "(one) => getComputedStyle(one).backgroundColor"
    assert page.locator(".actions").evaluate(ground) == page.locator(".top").evaluate(ground) == "rgb(255, 255, 255)"


@pytest.mark.browser
@pytest.mark.parametrize(("forced", "arrow"), [("none", "none"), ("active", "auto")])
def test_a_select_draws_its_arrow_off_the_edge(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody, forced: str, arrow: str
) -> None:
    page = open_page(DESKTOP, forced_colors=forced)
    sign_in(page, ada)
    page.goto(f"{live}/treatments/new")
    select = page.get_by_label("How", exact=True)
    assert select.evaluate("(one) => getComputedStyle(one).appearance") == arrow
    drawn = select.evaluate("(one) => getComputedStyle(one).backgroundImage")
    assert drawn.count("linear-gradient") == (0 if forced == "active" else 2)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_small_print_of_a_chosen_answer_is_as_easy_to_read_as_the_rest(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    sign_in(page, ada)
    page.goto(f"{live}/checkins")
    page.locator(".choice:has(small) input").first.check()
    found = Axe().run(page, options={"runOnly": ["color-contrast-enhanced"]})
    assert found.response["violations"] == []


@pytest.mark.browser
def test_links_between_paragraphs_begin_where_these_do(phone: Page, live: str, sign_in: SignIn, ada: Somebody) -> None:
    sign_in(phone, ada)
    phone.goto(f"{live}/summaries/new")
    link, heading = (phone.get_by_text(words) for words in ("More to choose from", "What do you want to share?"))
    assert link.evaluate(WORDS_BEGIN) == heading.evaluate(WORDS_BEGIN)
