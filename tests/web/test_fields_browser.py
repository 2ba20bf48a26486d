"""Fields look like one family on a phone, and a day stays in one line."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page

from tests.features.today.test_today import treatment
from tests.plugins import sharing
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
ROOM_LEFT = """(field) => {
  const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(field);
  const textContent = field.selectedOptions?.[0].text ?? field.value;
  const words = Object.assign(document.createElement("span"), { textContent });
  Object.assign(words.style, { font, position: "absolute", whiteSpace: "nowrap" });
  document.body.append(words);
  return field.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd) - words.offsetWidth;
}"""
ONE_LINE = "(part) => part.scrollHeight < 1.9 * parseFloat(getComputedStyle(part).lineHeight)"


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
    page.wait_for_url("**/kept")
    page.goto(f"{live}/entries")
    page.evaluate("document.documentElement.style.fontSize = '24px'")
    day = page.locator(".line .whole")
    assert "Today, " in day.inner_text()
    line = page.locator(".line")
    for width in range(200, 320, 20):  # the narrower ones hold no such line
        line.evaluate("(line, width) => { line.style.inlineSize = `${width}px`; }", width)
        assert day.evaluate(ONE_LINE)


def test_the_day_of_an_entry_is_one_line_on_a_low_phone(
    open_page: OpenPage, live: str, sign_in: SignIn, as_: Callable[[Somebody], FlaskClient], ada: Somebody
) -> None:
    page = open_page(viewport={"width": 360, "height": 640})
    sign_in(page, ada)
    page.goto(f"{live}/entries/{sharing.entry(as_(ada))}")
    day = page.get_by_role("heading", level=1)
    for said in (day.inner_text(), "Wednesday, November 25"):
        day.evaluate("(day, said) => { day.textContent = said; }", said)
        assert day.evaluate("(day) => day.offsetHeight < 1.5 * parseFloat(getComputedStyle(day).lineHeight)"), said


@pytest.mark.parametrize("width", [360, 390])
def test_what_a_field_says_at_first_is_not_cut(
    open_page: OpenPage,
    live: str,
    sign_in: SignIn,
    as_: Callable[[Somebody], FlaskClient],
    ada: Somebody,
    tom: Somebody,
    take_care: Callable[..., Any],
    width: int,
) -> None:
    take_care(tom, ada)
    treatment(as_(ada), 12, -timedelta(days=1), of=12, status="done")
    summary_id = sharing.summary(as_(ada), sharing.TOPIC)
    page = open_page(viewport={"width": width, "height": 800})
    sign_in(page, ada)
    for path, name in (("checkins", "treatment_id"), (f"summaries/{summary_id}/preview", "purpose")):
        page.goto(f"{live}/{path}")
        assert page.locator(f"[name={name}]").evaluate(ROOM_LEFT) > 0, name
