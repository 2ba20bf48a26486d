"""A draft belongs to its record: it is put in place of no other, and outlives one that is deleted."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.plugins import sharing
from tests.plugins.drafts import open_form, ready, rows, wait_until_kept
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody
from tests.web.test_draft_forms import WORDS, save

pytestmark = pytest.mark.browser

As = Callable[[Somebody], FlaskClient]
USUAL = "For my next appointment"
TITLE = "For Gr\u00fcn"


def type_in(page: Page, field: str, text: str) -> None:
    page.locator(f"[name={field}]").fill(text)
    wait_until_kept(page)


@pytest.mark.parametrize("begun", ["/summaries/new", "/summaries/new?entry={}"])
@pytest.mark.parametrize("more", ["", "My brother"])
def test_a_summary_that_was_begun_although_no_reply_came_is_not_renamed_by_the_next(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, begun: str, more: str
) -> None:
    address = live + begun.format(sharing.entry(as_(ada)))
    sign_in(phone, ada)
    open_form(phone, address)
    type_in(phone, "for_date", "2026-12-01")
    type_in(phone, "title", TITLE)
    sent = dict(phone.evaluate("() => [...new FormData(summary)]"))
    assert as_(ada).post("/summaries", data=sent).status_code == 303
    if more:
        type_in(phone, "title", more)
    open_form(phone, address)
    expect(phone.locator("[name=title]")).to_have_value(USUAL)
    assert phone.locator("[name=id]").input_value() != sent["id"]
    if not more:
        assert rows(phone)["drafts"] == []
        return
    phone.get_by_role("link", name="has a new title or day on this phone").click()
    ready(phone)
    expect(phone.locator("[name=title]")).to_have_value(more)
    save(phone)
    assert rows(phone)["drafts"] == []
    assert [one["title"] for one in as_(ada).get("/api/v1/summaries").json["items"]] == [more]


def test_what_a_new_summary_is_called_waits_with_an_entry_and_without(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    entries = [sharing.entry(as_(ada)) for _each in range(2)]
    sign_in(phone, ada)
    open_form(phone, f"{live}/summaries/new?entry={entries[0]}")
    type_in(phone, "title", WORDS)
    for address, entry in (("", None), (f"?entry={entries[1]}", entries[1])):
        open_form(phone, f"{live}/summaries/new{address}")
        expect(phone.locator("[name=title]")).to_have_value(WORDS)
        held = phone.locator("[name=entry]")
        assert (held.input_value() if held.count() else None) == entry


@pytest.mark.parametrize(("kind", "field"), [("treatments", "noticed"), ("summaries", "title")])
def test_what_was_not_sent_of_a_deleted_record_goes_into_a_new_one(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, kind: str, field: str
) -> None:
    make = {"treatments": sharing.treatment, "summaries": sharing.summary}[kind]
    deleted = make(as_(ada))
    sign_in(phone, ada)
    open_form(phone, f"{live}/{kind}/{deleted}/edit")
    type_in(phone, field, WORDS)
    open_form(phone, f"{live}/{kind}/new")
    expect(phone.locator(f"[name={field}]")).not_to_have_value(WORDS)
    assert as_(ada).delete(f"/api/v1/{kind}/{deleted}").status_code == 204
    open_form(phone, f"{live}/{kind}/new")
    expect(phone.locator(f"[name={field}]")).to_have_value(WORDS)
    save(phone)
    (stored,) = as_(ada).get(f"/api/v1/{kind}").json["items"]
    assert (stored[field], stored["id"] == deleted) == (WORDS, False)
    assert rows(phone)["drafts"] == []
