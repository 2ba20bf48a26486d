"""Words that are refused, that the phone cannot keep, or that are another person's: none is lost, each page says so."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, expect

from tests.features.entries.test_outbox_browser import openings, saved_in_place
from tests.plugins import sharing
from tests.plugins.browser import OpenPage
from tests.plugins.drafts import BODY, bodies, open_form, wait_until_kept, write
from tests.plugins.live import SignIn
from tests.plugins.outbox import (
    CUT,
    empty,
    flush,
    hurry,
    kept_on_the_phone,
    let_through,
    on_put,
    press_save,
    put_in,
    rows,
    waits,
)
from tests.plugins.people import PASSWORD, Somebody, end_devices

pytestmark = pytest.mark.browser(offline=True, refusals={401, 403, 412, 422})

As = Callable[[Somebody], FlaskClient]
FULL = """() => {
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (...given) {
    const request = add.apply(this, given);
    this.transaction.abort();
    return request;
  };
}"""


def sign_in_here(page: Page, person: Somebody) -> None:
    page.locator("[name=email]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button, .actions button").first.click()


def test_who_was_signed_out_signs_in_and_it_is_sent(
    app: Flask, phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    end_devices(app, ada)
    press_save(phone)
    kept_on_the_phone(phone)
    assert len(rows(phone)) == 1
    phone.get_by_role("link", name="Sign in to send it").click()
    sign_in_here(phone, ada)
    phone.wait_for_url("**/unsent")
    empty(phone)
    assert openings(as_(ada)) == [BODY]


def test_what_one_person_saved_is_neither_shown_nor_sent_while_another_is_signed_in(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, eve: Somebody
) -> None:
    sent: list[str] = []
    sign_in(phone, ada)
    left_open = phone.context.new_page()
    phone.goto(f"{live}/settings")
    put_in(phone, ada, BODY)
    left_open.goto(f"{live}/unsent")
    on_put(phone, lambda route: (sent.append(route.request.url), route.abort(CUT))[1])
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(f"{live}/")
    sent.clear()
    assert waits(phone, live).count() == 0
    expect(phone.locator("main")).to_contain_text("Your words here are locked.")
    sign_in(phone, eve)
    assert waits(phone, live).count() == 0
    expect(phone.locator("main")).to_contain_text("Nothing is waiting on this phone.")
    for tab in (phone, left_open):
        hurry(tab)
        tab.wait_for_timeout(200)
    assert (sent, len(rows(phone)), openings(as_(eve)), openings(as_(ada))) == ([], 1, [], [])
    phone.goto(f"{live}/settings")
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(f"{live}/")
    let_through(phone)
    sign_in(phone, ada)
    empty(phone)
    assert openings(as_(ada)) == [BODY]


def test_what_the_server_refuses_comes_back_with_its_reason(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, "\u200b")
    press_save(phone)
    expect(phone.locator("main")).to_contain_text("This is empty. Write something")
    assert (rows(phone), openings(as_(ada))) == ([], [])
    phone.locator("[name=body]").fill(BODY)
    press_save(phone)
    saved_in_place(phone)
    assert (openings(as_(ada)), bodies(phone, ada)) == ([BODY], [])


def test_words_of_which_the_server_has_not_all_are_a_draft_again(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    def lose_some(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, headers={**reply.headers, "form-digest": "0" * 64})

    sign_in(phone, ada)
    phone.goto(f"{live}/unsent")
    put_in(phone, ada, BODY)
    on_put(phone, lose_some)
    flush(phone, ada)
    assert (rows(phone), bodies(phone, ada)) == ([], [BODY])
    expect(waits(phone, live)).to_contain_text("Could not send.")


def test_two_texts_of_one_entry_are_shown_together(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    entry_id = sharing.entry(as_(ada))
    sign_in(phone, ada)
    open_form(phone, f"{live}/entries/{entry_id}/edit")
    sharing.put(as_(ada), f"/entries/{entry_id}", {"body": "From the desk", "written_at": sharing.WRITTEN}, 1)
    phone.locator("[name=body]").fill("From the phone")
    press_save(phone)
    expect(phone.get_by_role("alert")).to_contain_text("From the desk")
    expect(phone.locator("[name=body]")).to_have_value("From the phone")
    press_save(phone)
    saved_in_place(phone)
    assert (openings(as_(ada)), rows(phone), bodies(phone, ada)) == (["From the phone"], [], [])


def test_later_words_of_an_entry_take_the_place_of_those_that_were_not_sent_and_wait_behind_those_that_were(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    reached = [False]

    def once(route: Route) -> None:
        if not reached[0]:
            reached[0] = route.fetch().ok
        route.abort(CUT)

    sign_in(phone, ada)
    write(phone, live, "One")
    on_put(phone, once)
    for words in ("One", "One, two", "One, two, three"):
        if words != "One":
            phone.get_by_role("button", name="Go on writing").click()
            phone.locator("[name=body]").fill(words)
            wait_until_kept(phone)
        press_save(phone)
        kept_on_the_phone(phone)
    assert (openings(as_(ada)), len(rows(phone))) == (["One"], 2)
    let_through(phone)
    hurry(phone)
    empty(phone)
    assert (openings(as_(ada)), bodies(phone, ada)) == (["One, two, three"], [])


def test_who_goes_on_writing_is_not_led_away_when_the_server_has_the_rest(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, "One")
    on_put(phone, lambda route: route.abort(CUT))
    press_save(phone)
    kept_on_the_phone(phone)
    phone.get_by_role("button", name="Go on writing").click()
    phone.locator("[name=body]").fill("One, two")
    wait_until_kept(phone)
    let_through(phone)
    hurry(phone)
    empty(phone)
    phone.wait_for_timeout(300)
    assert (phone.url, phone.locator("[name=body]").input_value()) == (f"{live}/entries/new", "One, two")
    press_save(phone)
    saved_in_place(phone)
    assert (openings(as_(ada)), bodies(phone, ada)) == (["One, two"], [])


def test_where_the_script_that_saves_does_not_come_the_form_is_sent_as_it_is(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.route("**/save.js", lambda route: route.abort(CUT))
    write(phone, live, BODY)
    press_save(phone)
    saved_in_place(phone)
    assert (openings(as_(ada)), bodies(phone, ada)) == ([BODY], [])


@pytest.mark.parametrize("network", [True, False])
def test_a_full_phone_says_so_and_the_words_stay_in_the_form_until_they_are_sent(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, network: bool
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    phone.evaluate(FULL)
    if not network:
        on_put(phone, lambda route: route.abort(CUT))
    press_save(phone)
    if not network:
        expect(phone.locator("[data-status]")).to_contain_text("This phone can't keep it, and it could not be sent.")
        expect(phone.locator("[name=body]")).to_have_value(BODY)
        assert (openings(as_(ada)), bodies(phone, ada)) == ([], [BODY])
        let_through(phone)
        press_save(phone)
    saved_in_place(phone)
    assert openings(as_(ada)) == [BODY]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_saved_form_shows_and_the_list_are_accessible(
    open_page: OpenPage, live: str, sign_in: SignIn, ada: Somebody, scheme: str
) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, ada)
    write(page, live, BODY)
    on_put(page, lambda route: route.abort(CUT))
    press_save(page)
    kept_on_the_phone(page)
    assert Axe().run(page).response["violations"] == []
    expect(waits(page, live)).to_contain_text("We send it as soon as we can.")
    assert Axe().run(page).response["violations"] == []
