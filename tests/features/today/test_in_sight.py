"""On a low phone nothing of Today lies under its bars, and with large text the bars give way."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page

from tests.features.today.test_cards import day
from tests.features.today.test_today import treatment
from tests.plugins import sharing
from tests.plugins.browser import OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser

As = Callable[[Somebody], FlaskClient]
LOW: dict[str, Any] = {"viewport": {"width": 360, "height": 640}}
LARGE_TEXT = "document.documentElement.style.fontSize = '24px'"
TO_THE_END = "scrollTo(0, document.body.scrollHeight)"


@pytest.fixture
def page(
    open_page: OpenPage, live: str, sign_in: SignIn, as_: As, ada: Somebody, tom: Somebody, take_care: Callable
) -> Page:
    """Today with three cards, on a low phone."""
    take_care(tom, ada)
    treatment(as_(ada), 5, timedelta(days=3), status="planned")
    sharing.share(as_(ada), tom, for_date=day(2))
    sharing.entry(as_(ada))
    page = open_page(**LOW)
    sign_in(page, ada)
    page.goto(f"{live}/today")
    return page


def top_and_bottom(part: Locator) -> tuple[float, float]:
    """Return where a part begins and ends in the window."""
    box = part.bounding_box()
    assert box
    return box["y"], box["y"] + box["height"]


def test_three_cards_stand_whole_above_the_button(page: Page) -> None:
    cards = page.locator(".today > a:visible")
    assert cards.count() == 3
    assert top_and_bottom(cards.last)[1] < top_and_bottom(page.locator(".actions > .button"))[0]
    assert top_and_bottom(page.locator(".rail"))[1] <= 640


def test_large_text_scrolls_with_its_bars_and_every_card_clear_of_them(page: Page) -> None:
    page.evaluate(LARGE_TEXT)
    assert top_and_bottom(page.locator(".actions"))[0] > 640
    assert top_and_bottom(page.locator(".rail"))[0] > 640
    page.evaluate(TO_THE_END)
    assert top_and_bottom(page.locator(".top"))[1] < 0
    assert top_and_bottom(page.locator(".today > a:visible").last)[1] < top_and_bottom(page.locator(".actions"))[0] + 1
