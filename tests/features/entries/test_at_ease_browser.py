"""Today, writing, the list and the calendar: nothing that axe finds, no small target, nothing wider than the screen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Page

from tests.plugins import sharing
from tests.plugins.browser import OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
SMALL = """() => [...document.querySelectorAll("a, button, summary, select, label:has(input)")].filter((one) => {
  const { width, height } = one.getBoundingClientRect();
  return width && !one.matches(".skip") && (Math.round(width) < 44 || Math.round(height) < 44);
}).map((one) => one.outerHTML.slice(0, 120))"""
TOO_WIDE = "() => document.documentElement.scrollWidth > innerWidth"


def look(page: Page, address: str) -> tuple[list, list, bool]:
    """Return what axe finds on a page, its small targets, and whether it is wider than the screen."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return Axe().run(page).response["violations"], page.evaluate(SMALL), page.evaluate(TOO_WIDE)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360])
def test_the_pages_of_a_diary_are_easy_to_read_and_to_touch(
    open_page: OpenPage, live: str, sign_in: SignIn, as_: As, ada: Somebody, width: int
) -> None:
    page = open_page({"viewport": {"width": width, "height": 740}}, reduced_motion="reduce")
    starts_at = (datetime.now(UTC) - timedelta(hours=20)).isoformat()
    about = sharing.entry(as_(ada), mood=6, treatment_id=sharing.treatment(as_(ada), starts_at=starts_at))
    sharing.entry(as_(ada))
    sign_in(page, ada)
    for path in ("today", "entries", "entries/months", "entries/new", f"entries/new?about={about}"):
        assert (path, *look(page, f"{live}/{path}")) == (path, [], [], False)
