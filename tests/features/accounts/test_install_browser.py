"""How Journal gets on the home screen: by this browser, all ways without JavaScript, and nothing once it is there."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.features.entries.test_at_ease_browser import look
from tests.plugins.browser import PHONE, OpenPage
from tests.plugins.drafts import save, write
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 {} Chrome/136.0.0.0 Mobile Safari/537.36"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) {}"
BROWSERS = {
    IPHONE: "iPhone or iPad",
    ANDROID.format(""): "Chrome on Android",
    ANDROID.format("SamsungBrowser/28.0"): "Samsung Internet",
    "Mozilla/5.0 (Android 15; Mobile; rv:138.0) Gecko/138.0 Firefox/138.0": "Firefox on Android",
    WINDOWS.format("AppleWebKit/537.36 Chrome/136.0.0.0 Safari/537.36"): "Chrome on a computer",
    WINDOWS.format("AppleWebKit/537.36 Chrome/136.0.0.0 Safari/537.36 Edg/136.0.0.0"): "Edge on a computer",
    WINDOWS.format("Gecko/20100101 Firefox/138.0"): "Other browsers",
    MAC: "Safari on a Mac",
}
HOW = "[data-browser] strong"
OFFER = """() => {
  const event = new Event("beforeinstallprompt");
  event.prompt = async () => { window.asked = true; dispatchEvent(new Event("appinstalled")); };
  dispatchEvent(event);
}"""


def settings(open_page: OpenPage, live: str, sign_in: SignIn, person: Somebody, **options: Any) -> Page:
    """Sign in on a browser, and open what Settings says of the home screen."""
    page = open_page(**options)
    sign_in(page, person)
    page.goto(f"{live}/settings#install")
    return page


def ready(page: Page) -> None:
    """Wait until the page knows what to say."""
    expect(page.locator("[data-module]:not([data-ready])")).to_have_count(0)


def test_settings_says_what_this_browser_needs(open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody) -> None:
    page = settings(open_page, live, sign_in, ada, size={"viewport": PHONE["viewport"]})
    said = {}
    for agent in BROWSERS:
        network = page.context.new_cdp_session(page)
        network.send("Network.setUserAgentOverride", {"userAgent": agent})
        page.reload()
        ready(page)
        said[agent] = page.locator(HOW).all_inner_texts()
        network.detach()
    assert said == {agent: [name] for agent, name in BROWSERS.items()}


def test_without_javascript_settings_says_all_ways(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    page = settings(open_page, live, sign_in, ada, java_script_enabled=False)
    page.locator("#install > summary").click()
    assert set(page.locator(HOW).all_inner_texts()) == set(BROWSERS.values())


def test_where_the_browser_can_do_it_a_button_does_and_nothing_is_said_afterwards(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    page = settings(open_page, live, sign_in, ada)
    ready(page)
    page.evaluate(OFFER)
    expect(page.locator(HOW)).to_be_hidden()
    page.get_by_role("button", name="Put it there").click()
    assert page.evaluate("window.asked")
    expect(page.locator("#install")).to_be_hidden()
    page.reload()
    ready(page)
    expect(page.locator("#install")).to_be_hidden()


def test_today_tells_of_it_after_the_first_entry_until_somebody_says_not_now(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    hint = phone.get_by_role("link", name="Add it to your home screen")
    ready(phone)
    expect(hint).to_be_hidden()
    write(phone, live, "A yellow bird")
    save(phone)
    ready(phone)
    phone.goto(f"{live}/today")
    hint.click()
    expect(phone.locator("#install")).to_have_attribute("open", "")
    phone.goto(f"{live}/today")
    phone.get_by_role("button", name="Not now").click()
    expect(hint).to_be_hidden()
    write(phone, live, "A blue bird")
    save(phone)
    ready(phone)
    phone.goto(f"{live}/today")
    ready(phone)
    expect(hint).to_be_hidden()


def test_nothing_is_said_where_it_was_opened_from_the_home_screen(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.add_init_script("Object.defineProperty(navigator, 'standalone', { value: true })")
    phone.evaluate("localStorage.setItem('home screen', 'wrote')")
    for path in ("/today", "/settings"):
        phone.goto(live + path)
        ready(phone)
        expect(phone.locator("#install, [data-module=install_hint]")).to_be_hidden()


def test_what_is_said_of_it_is_easy_to_read_and_to_touch(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    page = open_page({"viewport": {"width": 320, "height": 900}}, reduced_motion="reduce")
    sign_in(page, ada)
    page.evaluate("localStorage.setItem('home screen', 'wrote')")
    page.add_init_script("addEventListener('load', () => document.querySelector('.toast').hidden = false)")
    for path in ("today", "settings#install"):
        assert (path, *look(page, f"{live}/{path}")) == (path, [], [], False)
