"""What is typed while a draft is looked for, or while something changes elsewhere, is not lost and not said again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, expect

from tests.plugins import sharing
from tests.plugins.drafts import SEND, bodies, open_form, save, send_for_question, show_waiting, wait_until_kept, write
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser

As = Callable[[Somebody], FlaskClient]
TWICE = """async (account) => {
  const { src } = document.querySelector("script[type=module]");
  const { keepDraft } = await import(new URL("store.js", src));
  const store = (row, stamp, body) => keepDraft(account, row, stamp, "entry new", [["body", body]]);
  const row = await store({ id: crypto.randomUUID() }, "1", "Before");
  await Promise.all([store(row, "2", "In one tab"), store(row, "3", "In the other")]);
}"""


@pytest.mark.parametrize("how", ["cancelled", "deleted"])
def test_a_draft_is_let_go_although_its_treatment_is_offered_no_more(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, how: str
) -> None:
    starts_at = (datetime.now(UTC) - timedelta(hours=5)).isoformat()
    treatment_id = sharing.treatment(as_(ada), starts_at=starts_at)
    sign_in(phone, ada)
    write(phone, live, "A yellow bird")
    assert phone.locator("[name=treatment_id]").input_value() == treatment_id
    if how == "deleted":
        as_(ada).delete(f"/api/v1/treatments/{treatment_id}")
    else:
        facts = {"starts_at": starts_at, "route": "iv", "status": "cancelled"}
        assert sharing.put(as_(ada), f"/treatments/{treatment_id}", facts, 1).status_code == 200
    phone.goto(f"{live}/entries/new")
    expect(phone.locator("[name=body]")).to_have_value("A yellow bird")
    save(phone)
    assert bodies(phone, ada) == []
    (kept,) = as_(ada).get("/api/v1/entries").json["items"]
    assert kept["treatment_id"] == (treatment_id if how == "cancelled" else None)


def test_what_is_typed_while_a_draft_is_looked_for_stays_on_the_page(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, "A bird")
    phone.evaluate(SEND)
    phone.locator("[name=body]").fill("A bird, and more")
    wait_until_kept(phone)
    asked: list[Route] = []
    phone.route("**/sent", lambda route: asked.append(route))
    phone.goto(f"{live}/entries/new", wait_until="commit")
    phone.locator("[name=body]").fill("Another thought")
    while not asked:
        phone.wait_for_timeout(10)
    asked[0].continue_()
    wait_until_kept(phone)
    assert phone.url.endswith("/entries/new")
    assert bodies(phone, ada) == ["A bird, and more", "Another thought"]
    phone.unroute("**/sent")
    save(phone)
    phone.goto(f"{live}/entries/new")
    phone.get_by_role("link", name="The changes are not saved yet").click()
    phone.wait_for_url("**/edit")
    expect(phone.locator("[name=body]")).to_have_value("A bird, and more")


def test_what_is_typed_is_kept_although_the_server_does_not_reply(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, "A bird")
    phone.route("**/sent", lambda _route: None)
    phone.goto(f"{live}/entries/new", wait_until="commit")
    phone.locator("[name=body]").fill("Typed while the network hangs")
    expect(phone.locator("[data-status]")).to_contain_text("Kept on this phone", timeout=10_000)
    assert bodies(phone, ada) == ["A bird", "Typed while the network hangs"]


def test_two_tabs_keep_a_draft_each_although_a_form_comes_back(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, "A bird")
    tabs = [phone, phone.context.new_page()]
    for tab in tabs:
        tab.goto(f"{live}/entries/new")
        if tab is tabs[1]:
            show_waiting(tab)
        expect(tab.locator("[name=body]")).to_have_value("A bird")
    for tab, words in zip(tabs, ("A bird of one tab", "A bird of the other"), strict=True):
        tab.locator("[name=body]").fill(words)
        wait_until_kept(tab)
    send_for_question(tabs[1])
    expect(tabs[1].locator('[name^="prompts."]')).to_be_visible()
    tabs[1].locator("[name=body]").fill("A bird of the other, and more")
    expect(tabs[1].locator("[data-status]")).to_contain_text("Kept on this phone")
    assert bodies(phone, ada) == ["A bird of one tab", "A bird of the other, and more"]


def test_two_tabs_write_two_entries(phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody) -> None:
    sign_in(phone, ada)
    write(phone, live, "A bird")
    other = phone.context.new_page()
    open_form(other, f"{live}/entries/new")
    expect(other.locator("[name=body]")).to_have_value("")
    expect(other.locator("[data-waiting]")).to_contain_text("A bird")
    other.locator("[name=body]").fill("A fish")
    wait_until_kept(other)
    assert bodies(phone, ada) == ["A bird", "A fish"]
    phone.locator("[name=body]").fill("A bird, and more")
    wait_until_kept(phone)
    for tab in (other, phone):
        save(tab)
    kept = {item["opening"] for item in as_(ada).get("/api/v1/entries").json["items"]}
    assert (kept, bodies(phone, ada)) == ({"A bird, and more", "A fish"}, [])


def test_two_tabs_that_store_a_draft_at_the_same_moment_both_keep_theirs(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.evaluate(TWICE, str(ada.id))
    assert bodies(phone, ada) == ["In one tab", "In the other"]


def test_each_of_two_tabs_has_its_own_words_again_after_a_reload(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, "A bird")
    other = phone.context.new_page()
    open_form(other, f"{live}/entries/new")
    other.locator("[name=body]").fill("A fish")
    wait_until_kept(other)
    for tab, words in ((phone, "A bird"), (other, "A fish"), (phone, "A bird")):
        open_form(tab, f"{live}/entries/new")
        expect(tab.locator("[name=body]")).to_have_value(words)
        expect(tab.locator("[data-waiting]")).to_be_hidden()
    assert bodies(phone, ada) == ["A bird", "A fish"]
