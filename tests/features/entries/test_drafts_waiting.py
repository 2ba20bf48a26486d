"""Which draft a writing form shows: none that holds nothing, none too few, and never one that was already sent."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.plugins import sharing
from tests.plugins.drafts import bodies, open_form, save, wait_until_kept, write
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser

As = Callable[[Somebody], FlaskClient]
EDITED = """async () => {
  const { isEdited } = await import(new URL("form.js", document.querySelector("script[type=module]").src));
  return isEdited(document.forms[0]);
}"""
SPOIL = """async () => {
  const open = indexedDB.open("journal");
  const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const drafts = base.transaction("drafts", "readwrite").objectStore("drafts");
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const [row] = await done(drafts.getAll());
  await done(drafts.put({ ...row, id: crypto.randomUUID() }));
  base.close();
}"""


def test_the_way_back_to_an_entry_that_was_saved_leads_to_an_empty_form(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    open_form(phone, f"{live}/entries/new")
    phone.get_by_text("Add a feeling or a treatment").click()
    phone.locator("[name=mood][value='7']").check()
    phone.locator("[name=feelings]").first.check()
    save(phone)
    phone.go_back()
    assert (phone.url, phone.evaluate(EDITED)) == (f"{live}/entries/new", False)


def test_the_way_back_to_a_treatment_that_was_saved_leads_to_an_empty_form(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.goto(f"{live}/treatments/new")
    phone.locator("[name=starts_at]").fill("2026-05-12T10:00")
    phone.locator("[name=route]").select_option("iv")
    phone.locator("[name=noticed]").fill("A dry mouth")
    phone.get_by_role("button", name="Save").click()
    phone.wait_for_url(lambda url: not url.endswith("/new"))
    phone.go_back()
    assert (phone.url, phone.evaluate(EDITED)) == (f"{live}/treatments/new", False)


def test_a_draft_that_holds_nothing_is_dropped_and_dates_nothing(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, "A bird")
    began = phone.locator("[name=written_at]").input_value()
    phone.locator("[name=body]").fill("")
    wait_until_kept(phone)
    assert bodies(phone, ada) == [""]
    open_form(phone, f"{live}/entries/new")
    assert phone.locator("[name=written_at]").input_value() > began
    assert bodies(phone, ada) == []


@pytest.mark.parametrize("page", ["/entries/{}/edit", "/entries/new?about={}"])
def test_a_draft_whose_entry_was_deleted_is_shown_on_a_new_form(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, page: str
) -> None:
    entry_id = sharing.entry(as_(ada))
    sign_in(phone, ada)
    open_form(phone, live + page.format(entry_id))
    phone.locator("[name=body]").fill("What came to me later")
    wait_until_kept(phone)
    open_form(phone, f"{live}/entries/new")
    expect(phone.locator("[name=body]")).to_have_value("")
    as_(ada).delete(f"/api/v1/entries/{entry_id}")
    open_form(phone, f"{live}/entries/new")
    expect(phone.locator("[name=body]")).to_have_value("What came to me later")
    save(phone)
    assert [item["opening"] for item in as_(ada).get("/api/v1/entries").json["items"]] == ["What came to me later"]


def test_a_draft_that_does_not_open_hides_no_other(phone: Page, live: str, sign_in: SignIn, ada: Somebody) -> None:
    sign_in(phone, ada)
    write(phone, live, "A bird")
    phone.evaluate(SPOIL)
    open_form(phone, f"{live}/entries/new")
    expect(phone.locator("[name=body]")).to_have_value("A bird")
