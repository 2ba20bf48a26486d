"""Nothing turns text into markup or script but a page of our own server, by the one policy of static/js/trusted.js."""

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.plugins.browser import PHONE

pytestmark = pytest.mark.browser

REFUSED = {
    "innerHTML": "() => { document.body.innerHTML = '<b>words</b>'; }",
    "insertAdjacentHTML": "() => { document.body.insertAdjacentHTML('beforeend', '<b>words</b>'); }",
    "a parser": "() => new DOMParser().parseFromString('<b>words</b>', 'text/html')",
    "the address of a script": "() => { document.createElement('script').src = '/static/x.js'; }",
    "the text of a script": "() => { document.createElement('script').text = 'words'; }",
    "another policy": "() => trustedTypes.createPolicy('another', { createHTML: (text) => text })",
    "the same policy again": "() => trustedTypes.createPolicy('journal', { createHTML: (text) => text })",
}
POLICY = """async () => {
  const { pageOf } = await import(document.querySelector("script").src.replace("main.js", "trusted.js"));
  return (await pageOf(await fetch("/privacy"))).querySelector("main").id;
}"""


def test_only_a_page_of_our_own_server_becomes_markup(browser: Browser, live: str) -> None:
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        page.goto(f"{live}/privacy")
        assert page.evaluate(POLICY) == "main"
        assert {way for way, script in REFUSED.items() if not is_refused(page, script)} == set()


def is_refused(page: Page, script: str) -> bool:
    try:
        page.evaluate(script)
    except Error as error:
        return "Trusted" in error.message or "Policy" in error.message
    return False
