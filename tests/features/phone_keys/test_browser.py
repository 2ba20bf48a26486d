"""A phone that others use: what waits in its browser opens for its writer alone, and signing out says how it went."""

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from journal.features.phone_keys import service
from tests.plugins.browser import OpenPage, chromium
from tests.plugins.drafts import BODY, drafts_of, open_form, rows, save, write
from tests.plugins.live import SignIn
from tests.plugins.people import PASSWORD, Somebody, end_other_devices

As = Callable[[Somebody], FlaskClient]
SIGN_IN = """([email, password]) =>
  fetch("/sign-in", { method: "POST", body: new URLSearchParams({ email, password }) })"""
SILENT = "IDBFactory.prototype.open = () => new EventTarget();"  # a store that never replies


@pytest.mark.browser(refusals={403})
def test_after_a_remote_sign_out_the_next_person_opens_nothing(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, eve: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    assert len(drafts_of(phone, ada)) == 1
    end_other_devices(as_(ada))
    left_open = phone
    left_open.evaluate(SIGN_IN, [eve.email, PASSWORD])
    phone = left_open.context.new_page()
    open_form(phone, f"{live}/entries/new")
    for page in (phone, left_open):
        assert drafts_of(page, ada) == "refused: the server replied 403"
        assert drafts_of(page, eve) == []
    assert [draft["account"] for draft in rows(phone)["drafts"]] == [str(ada.id)]
    left_open.close()  # a tab that still has the words would keep them to itself
    phone.context.clear_cookies()
    sign_in(phone, ada)
    phone.goto(f"{live}/entries/new")
    expect(phone.locator("[name=body]")).to_have_value(BODY)


@pytest.mark.browser(refusals={401})
@pytest.mark.parametrize("how", ["a page", "a script"])
def test_a_remote_sign_out_that_is_noticed_makes_every_page_forget(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, eve: Somebody, how: str
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    noticing = phone.context.new_page()
    noticing.goto(f"{live}/help")
    assert len(drafts_of(phone, ada)) == 1
    end_other_devices(as_(ada))
    if how == "a page":
        noticing.goto(f"{live}/today")
        assert "/sign-in" in noticing.url
        expect(noticing.locator("body")).to_have_attribute("data-ready", "")
    else:
        noticing.evaluate(
            """async (account) => {
              const { src } = document.querySelector("script[type=module]");
              await (await import(new URL("phone_key.js", src))).keyOf(account).catch(() => {});
            }""",
            str(eve.id),
        )
    assert drafts_of(phone, ada) == "refused: the server replied 401"
    assert len(rows(phone)["drafts"]) == 1


@pytest.mark.browser(refusals={422})
def test_a_browser_that_gets_no_key_says_that_it_cannot_keep_words(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST", 0)
    sign_in(phone, ada)
    phone.goto(f"{live}/entries/new")
    phone.locator("[name=body]").fill(BODY)
    expect(phone.locator("[data-status]")).to_contain_text("This phone can't keep drafts.")
    assert rows(phone)["drafts"] == []
    save(phone)


@pytest.mark.browser
def test_no_file_of_the_browser_holds_a_key(
    browser: Browser, tmp_path: Path, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    context = browser.browser_type.launch_persistent_context(tmp_path, executable_path=chromium())
    page, keys = context.new_page(), []
    page.on("response", lambda reply: reply.url.endswith("/phone-keys") and keys.append(reply.json()["key"]))
    sign_in(page, ada)
    write(page, live, BODY)
    drafts = [draft["id"] for draft in rows(page)["drafts"]]
    context.close()
    (key,) = set(keys)
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    utf_16 = drafts[0].encode("utf-16-be")
    assert any(drafts[0].encode() in file or utf_16 in file for file in files)  # the store is among them
    for secret in (key.encode(), b64decode(key), BODY.encode()):
        assert not any(secret in file for file in files)


@pytest.mark.browser(offline=True)
def test_signing_out_without_a_network_locks_the_drafts_and_says_that_one_is_still_signed_in(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    settings = phone.context.new_page()
    settings.goto(f"{live}/settings")
    expect(settings.locator("[data-module=leave]")).to_have_attribute("data-ready", "")
    phone.context.set_offline(True)
    settings.get_by_role("button", name="Sign out").click()
    expect(settings.get_by_role("alert")).to_contain_text("You are offline, so you are still signed in.")
    tabs = settings.get_by_role("navigation").bounding_box()
    again = settings.get_by_role("button", name="Sign out").bounding_box()
    assert tabs
    assert again
    assert again["y"] + again["height"] <= tabs["y"]
    assert settings.url == f"{live}/settings"
    assert drafts_of(phone, ada) == "refused: Failed to fetch"
    phone.context.set_offline(False)
    settings.get_by_role("button", name="Sign out").click()
    settings.wait_for_url(f"{live}/")
    settings.goto(f"{live}/today")
    assert "/sign-in" in settings.url


@pytest.mark.browser
def test_signing_out_does_not_wait_for_a_store_that_never_replies(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.add_init_script(SILENT)
    phone.goto(f"{live}/settings")
    expect(phone.locator("[data-module=leave]")).to_have_attribute("data-ready", "")
    began = monotonic()
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(f"{live}/")
    assert monotonic() - began < 5  # seconds


@pytest.mark.browser
def test_signing_out_works_without_javascript(open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, ada)
    page.goto(f"{live}/settings")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{live}/")
