"""Nothing leads away from a page in which somebody types, and an entry is dated when its first letter is typed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, expect

from tests.plugins import sharing
from tests.plugins.drafts import SEND, bodies, open_form, save, send_for_question, show_waiting, wait_until_kept, write
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
SLOW = """const encrypt = SubtleCrypto.prototype.encrypt;
SubtleCrypto.prototype.encrypt = async function (...given) {
  await new Promise((done) => setTimeout(done, 1000));
  return encrypt.apply(this, given);
};"""
LONG = 2_500  # milliseconds


def kept_on_the_phone(page: Page, words: str) -> None:
    page.locator("[name=body]").fill(words)
    wait_until_kept(page)


@pytest.mark.browser
def test_who_types_while_words_of_another_entry_are_found_stays_on_the_page(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, "A bird")
    phone.evaluate(SEND)
    kept_on_the_phone(phone, "A bird, and more")
    phone.add_init_script(SLOW)
    with phone.expect_response("**/sent"):
        phone.goto(f"{live}/entries/new", wait_until="commit")
    phone.locator("[name=body]").fill("Another thought")
    phone.wait_for_timeout(LONG)
    assert (phone.url, phone.locator("[name=body]").input_value()) == (f"{live}/entries/new", "Another thought")
    wait_until_kept(phone)
    assert bodies(phone, ada) == ["A bird, and more", "Another thought"]


@pytest.mark.browser
def test_who_types_while_a_treatment_is_put_on_offer_stays_on_the_page(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    starts_at = (datetime.now(UTC) - timedelta(hours=5)).isoformat()
    treatment = sharing.treatment(as_(ada), starts_at=starts_at)
    sign_in(phone, ada)
    write(phone, live, "A yellow bird")
    cancelled = {"starts_at": starts_at, "route": "iv", "status": "cancelled"}
    assert sharing.put(as_(ada), f"/treatments/{treatment}", cancelled, 1).status_code == 200
    asked: list[Route] = []
    phone.route("**/entries/new?offer=*", lambda route: asked.append(route))
    phone.goto(f"{live}/entries/new")
    while not asked:
        phone.wait_for_timeout(10)
    phone.locator("[name=body]").fill("Another thought")
    asked[0].continue_()
    wait_until_kept(phone)
    assert (phone.url, phone.locator("[name=body]").input_value()) == (f"{live}/entries/new", "Another thought")
    assert bodies(phone, ada) == ["A yellow bird", "Another thought"]


@pytest.mark.browser(refusals={412})
def test_after_a_conflict_of_two_tabs_a_new_entry_stays_a_new_one(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, "A bird")
    tabs = [phone, phone.context.new_page()]
    for tab in tabs:
        open_form(tab, f"{live}/entries/new")
        if tab is tabs[1]:
            show_waiting(tab)
        expect(tab.locator("[name=body]")).to_have_value("A bird")
    for tab, words in zip(tabs, ("A bird of one tab", "A bird of the other"), strict=True):
        kept_on_the_phone(tab, words)
    save(tabs[0])
    tabs[1].get_by_role("button", name="Save").click()
    expect(tabs[1].get_by_role("alert")).to_contain_text("This was changed somewhere else.")
    open_form(phone, f"{live}/entries/new")
    assert (phone.url, phone.locator("[name=body]").input_value()) == (f"{live}/entries/new", "")
    expect(phone.get_by_role("link", name="The changes are not saved yet")).to_be_visible()
    phone.locator("[name=body]").fill("Something new")
    save(phone)
    assert {item["opening"] for item in as_(ada).get("/api/v1/entries").json["items"]} == {
        "A bird of one tab",
        "Something new",
    }
    assert bodies(phone, ada) == ["A bird of the other"]
    open_form(phone, f"{live}/entries/new")
    phone.get_by_role("link", name="The changes are not saved yet").click()
    phone.wait_for_url("**/edit")
    show_waiting(phone)
    expect(phone.locator("[name=body]")).to_have_value("A bird of the other")


@pytest.mark.browser
def test_an_entry_is_dated_when_its_first_letter_is_typed(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    open_form(phone, f"{live}/entries/new")
    phone.wait_for_timeout(LONG)
    began = datetime.now(UTC)
    kept_on_the_phone(phone, "A bird")
    first = phone.locator("[name=written_at]").input_value()
    assert began - timedelta(seconds=1) < datetime.fromisoformat(first) < datetime.now(UTC) + timedelta(seconds=1)
    kept_on_the_phone(phone, "A bird, and more")
    open_form(phone, f"{live}/entries/new")
    kept_on_the_phone(phone, "A bird, and much more")
    assert phone.locator("[name=written_at]").input_value() == first
    save(phone)
    (entry,) = as_(ada).get("/api/v1/entries").json["items"]
    assert datetime.fromisoformat(entry["written_at"]) == datetime.fromisoformat(first)


@pytest.mark.browser(refusals={422})
@pytest.mark.parametrize("first", ["Give me a question", "Save"])
def test_an_entry_that_says_nothing_yet_is_dated_by_its_first_letter_also_when_it_comes_back(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody, first: str
) -> None:
    sign_in(phone, ada)
    open_form(phone, f"{live}/entries/new")
    if first == "Save":
        phone.get_by_role("button", name="Save").click()
    else:
        send_for_question(phone)
    phone.wait_for_url(lambda url: url.endswith("/entries"))
    phone.wait_for_timeout(LONG)
    began = datetime.now(UTC)
    phone.locator("main textarea").last.fill("A bird")
    dated = datetime.fromisoformat(phone.locator("[name=written_at]").input_value())
    assert dated > began - timedelta(seconds=1)
    save(phone)


@pytest.mark.browser
def test_a_browser_whose_database_never_opens_says_that_it_keeps_nothing(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.add_init_script("indexedDB.open = () => ({});")
    phone.goto(f"{live}/entries/new")
    phone.locator("[name=body]").fill("A bird")
    expect(phone.locator("[data-status]")).to_contain_text("This phone can't keep drafts")
