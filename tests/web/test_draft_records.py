"""A draft belongs to its record: it is put in place of no other, and outlives one that is deleted."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.plugins import sharing
from tests.plugins.drafts import open_form, rows, wait_until_kept
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody
from tests.web.test_draft_forms import WORDS, save

pytestmark = pytest.mark.browser

As = Callable[[Somebody], FlaskClient]


def type_in(page: Page, field: str, text: str) -> None:
    page.locator(f"[name={field}]").first.fill(text)
    wait_until_kept(page)


@pytest.mark.parametrize("begun", ["/summaries/new", "/summaries/new?entry={}"])
@pytest.mark.parametrize("more", ["", " and my brother"])
def test_a_summary_that_was_begun_although_no_reply_came_is_stored_once_with_all_its_words(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, begun: str, more: str
) -> None:
    address = live + begun.format(sharing.entry(as_(ada)))
    sign_in(phone, ada)
    open_form(phone, address)
    type_in(phone, "topic", WORDS)
    sent = dict(phone.evaluate("() => [...new FormData(compose)].filter(([, value]) => value)"))
    assert as_(ada).post("/summaries", data=sent).status_code == 303
    if more:
        type_in(phone, "topic", WORDS + more)
    open_form(phone, address)
    expect(phone.locator("[name=topic]").first).to_have_value(WORDS + more)
    assert phone.locator("[name=id]").input_value() == sent["id"]
    save(phone)
    (stored,) = as_(ada).get("/api/v1/summaries").json["items"]
    assert [piece["text"] for piece in stored["pieces"]] == [WORDS, WORDS + more][: 2 if more else 1]
    assert rows(phone)["drafts"] == []


def test_what_a_new_summary_says_waits_with_an_entry_and_without(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    entries = [sharing.entry(as_(ada)) for _each in range(2)]
    sign_in(phone, ada)
    open_form(phone, f"{live}/summaries/new?entry={entries[0]}")
    type_in(phone, "topic", WORDS)
    for address, entry in (("", None), (f"?entry={entries[1]}", entries[1])):
        open_form(phone, f"{live}/summaries/new{address}")
        expect(phone.locator("[name=topic]").first).to_have_value(WORDS)
        held = phone.locator("[name=entry]")
        assert (held.input_value() if held.count() else None) == entry


def test_what_was_not_sent_of_a_deleted_treatment_goes_into_a_new_one(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    deleted = sharing.treatment(as_(ada))
    sign_in(phone, ada)
    open_form(phone, f"{live}/treatments/{deleted}/edit")
    type_in(phone, "noticed", WORDS)
    open_form(phone, f"{live}/treatments/new")
    expect(phone.locator("[name=noticed]")).not_to_have_value(WORDS)
    assert as_(ada).delete(f"/api/v1/treatments/{deleted}").status_code == 204
    open_form(phone, f"{live}/treatments/new")
    expect(phone.locator("[name=noticed]")).to_have_value(WORDS)
    save(phone)
    (stored,) = as_(ada).get("/api/v1/treatments").json["items"]
    assert (stored["noticed"], stored["id"] == deleted) == (WORDS, False)
    assert rows(phone)["drafts"] == []
