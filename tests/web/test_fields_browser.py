"""Fields look like one family on a phone, and a day stays in one line."""

import pytest
from playwright.sync_api import Page

from tests.plugins.browser import OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser
NARROW = {"viewport": {"width": 320, "height": 740}}
LOOK = """(field) => {
  const { appearance, borderRadius, borderColor, backgroundColor, minHeight, fontSize } = getComputedStyle(field);
  const own = !["number", "select-one"].includes(field.type) || ["none", "textfield"].includes(appearance);
  return [own, borderRadius, borderColor, backgroundColor, minHeight, fontSize].join();
}"""
LINES = "(part) => new Set([...part.getClientRects()].map(({ top }) => Math.round(top))).size"


def test_number_fields_and_selects_look_like_every_field(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.goto(f"{live}/treatments/new")
    phone.evaluate("() => { for (const part of document.querySelectorAll('details')) part.open = true; }")
    fields = phone.locator(".field > :is(input, select):not([type=checkbox])").all()
    kinds = {field.evaluate("(field) => field.type") for field in fields}
    assert kinds >= {"number", "datetime-local", "text"}
    assert {field.evaluate(LOOK) for field in fields} == {fields[0].evaluate(LOOK)}
    assert fields[0].evaluate(LOOK).startswith("true")


def test_a_day_is_not_broken_on_a_narrow_phone_with_large_text(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    page = open_page(NARROW)
    sign_in(page, ada)
    page.goto(f"{live}/entries/new")
    page.locator("#body").fill("A quiet day.")
    page.get_by_role("button", name="Save").first.click()
    page.goto(f"{live}/entries")
    page.evaluate("document.documentElement.style.fontSize = '24px'")
    day = page.locator(".line .whole")
    assert "Today, " in day.inner_text()
    for width in range(120, 320, 40):
        page.locator(".line").evaluate("(line, width) => { line.style.inlineSize = `${width}px`; }", width)
        assert day.evaluate(LINES) == 1
