"""Two tabs that change the same entry without a network: neither takes the place of the other."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.plugins import sharing
from tests.plugins.drafts import open_form, wait_until_kept
from tests.plugins.live import SignIn
from tests.plugins.outbox import CUT, empty, hurry, kept_on_the_phone, let_through, on_put, press_save, rows
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser(offline=True, refusals={412})

As = Callable[[Somebody], FlaskClient]


def test_words_of_two_tabs_for_one_entry_are_both_kept(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    entry_id = sharing.entry(as_(ada), "Rain.")
    sign_in(phone, ada)
    tabs = {"The lake in one tab": phone, "A bird in the other": phone.context.new_page()}
    on_put(phone, lambda route: route.abort(CUT))
    for words, tab in tabs.items():
        open_form(tab, f"{live}/entries/{entry_id}/edit")
        tab.locator("[name=body]").fill(words)
        wait_until_kept(tab)
        press_save(tab)
        kept_on_the_phone(tab)
    assert len(rows(phone)) == 2
    let_through(phone)
    hurry(phone)
    empty(phone)
    assert as_(ada).get(f"/api/v1/entries/{entry_id}").json["body"] == "The lake in one tab"
    other = tabs["A bird in the other"]
    expect(other.locator("[name=body]")).to_have_value("A bird in the other")
    expect(other.get_by_text("The lake in one tab")).to_be_visible()
