"""Whatever is typed or chosen in a form of a patient's waits in the browser, sealed, until it is stored."""

import json
from collections.abc import Callable
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.features.signin.late import through_the_sign_in
from tests.plugins import sharing
from tests.plugins.drafts import drafts_of, open_form, ready, rows, wait_until_kept
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser

As = Callable[[Somebody], FlaskClient]
WORDS = "The yellow bird"


class Form(NamedTuple):
    """A form: its address, the field that is typed in, and what must be filled in besides to save it."""

    address: str
    field: str
    besides: tuple[tuple[str, str], ...] = ()


TREATMENT = (("starts_at", "2026-05-12T10:00"), ("route", "iv"))
FORMS = {
    "a treatment's intention": Form("/treatments/new", "intention", TREATMENT),
    "what was noticed": Form("/treatments/{treatment}/edit", "noticed"),
    "where it was": Form("/treatments/{treatment}/edit", "setting"),
    "a topic of a new summary": Form("/summaries/new", "topic"),
    "a topic that is added": Form("/summaries/{summary}", "topic"),
    "another title": Form("/summaries/{summary}/edit", "title"),
    "a topic": Form("/summaries/{summary}/pieces/new?kind=topic", "text"),
    "a topic that is changed": Form("/summaries/{summary}/pieces/0/edit", "text"),
    "what a share is for": Form("/summaries/{summary}/preview", "purpose"),
}


@pytest.fixture
def places(as_: As, ada: Somebody, in_care: None) -> dict[str, str]:
    """What the addresses of the forms name."""
    client = as_(ada)
    summary = sharing.summary(client, sharing.TOPIC)
    return {"treatment": sharing.treatment(client), "summary": summary}


def fill(page: Page, field: str, text: str) -> None:
    box = page.locator(f"[name={field}]").first
    if box.evaluate("(field) => field.tagName") == "SELECT":
        box.select_option(text)
    else:
        box.fill(text)


def save(page: Page) -> None:
    page.locator(".actions button").first.click()
    page.wait_for_url(lambda url: "/new" not in url and "/edit" not in url)
    expect(page.locator("body")).to_have_attribute("data-ready", "")


@pytest.mark.parametrize("what", FORMS)
def test_what_is_typed_comes_back_and_goes_when_it_is_stored(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody, places: dict[str, str], what: str
) -> None:
    form = FORMS[what]
    address = live + form.address.format(**places)
    sign_in(phone, ada)
    open_form(phone, address)
    for field, text in (*form.besides, (form.field, WORDS)):
        fill(phone, field, text)
    wait_until_kept(phone)
    (row,) = rows(phone)["drafts"]
    assert set(row) == {"account", "id", "stamp", "at", "iv", "sealed", "sealed_by"}  # nor which form it is of
    assert "bird" not in json.dumps(row)
    phone.goto(f"{live}/today")
    open_form(phone, address)
    expect(phone.locator(f"[name={form.field}]").first).to_have_value(WORDS)
    expect(phone.locator("[data-status]")).to_contain_text("We kept these words for you.")
    save(phone)
    assert rows(phone)["drafts"] == []
    phone.goto(live + form.address.format(**places))
    expect(phone.locator("[data-status]:visible")).to_have_count(0)


@pytest.mark.parametrize("more", ["", "To rest"])
def test_a_treatment_that_was_stored_although_no_reply_came_is_not_put_in_place_of_the_next(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, more: str
) -> None:
    sign_in(phone, ada)
    open_form(phone, f"{live}/treatments/new")
    for field, text in (*TREATMENT, ("number", "4"), ("noticed", f"{WORDS}\nand rain")):
        fill(phone, field, text)
    wait_until_kept(phone)
    sent = dict(phone.evaluate("() => [...new FormData(treatment)]"))
    assert as_(ada).post("/treatments", data=sent).status_code == 303
    fill(phone, "intention", more)
    wait_until_kept(phone)
    open_form(phone, f"{live}/treatments/new")
    assert [phone.locator(f"[name={field}]").input_value() for field in ("noticed", "intention")] == ["", ""]
    if not more:
        assert rows(phone)["drafts"] == []
        return
    phone.get_by_role("link", name="The changes are not saved yet").click()
    ready(phone)
    expect(phone.locator("[name=intention]")).to_have_value(more)


def test_the_very_words_of_an_excerpt_wait_for_their_entry_alone(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, places: dict[str, str]
) -> None:
    entries = [sharing.entry(as_(ada)) for _each in range(2)]
    address = f"{live}/summaries/{places['summary']}/pieces/new?kind=excerpt&entry={{}}"
    sign_in(phone, ada)
    open_form(phone, address.format(entries[0]))
    phone.locator("[name=chosen]").nth(1).check()
    phone.get_by_text("Only part of a sentence").click()
    phone.locator("[name=text]").fill("My father stood")
    wait_until_kept(phone)
    open_form(phone, address.format(entries[1]))
    expect(phone.locator("[name=text]")).to_have_value("")
    open_form(phone, address.format(entries[0]))
    expect(phone.locator("[name=text]")).to_have_value("My father stood")
    assert phone.locator("[name=chosen]:checked").count() == 1
    save(phone)
    assert rows(phone)["drafts"] == []


def test_over_a_topic_that_was_changed_elsewhere_words_are_only_offered(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, places: dict[str, str]
) -> None:
    edit = f"{live}/summaries/{places['summary']}/pieces/0/edit"
    sign_in(phone, ada)
    open_form(phone, edit)
    phone.locator("[name=text]").fill(WORDS)
    wait_until_kept(phone)
    other = {"title": "For Thursday", "pieces": [{"kind": "topic", "text": "My brother"}]}
    assert sharing.put(as_(ada), f"/summaries/{places['summary']}", other, 1).status_code == 200
    open_form(phone, edit)
    expect(phone.locator("[name=text]")).to_have_value("My brother")
    expect(phone.locator("[data-waiting]")).to_contain_text(WORDS)
    phone.get_by_role("button", name="Show them").click()
    expect(phone.locator("[name=text]")).to_have_value(WORDS)


def test_what_is_typed_already_is_not_replaced_unasked_and_nothing_is_lost_when_asked(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody, places: dict[str, str]
) -> None:
    address = f"{live}/summaries/{places['summary']}/pieces/new?kind=topic"
    sign_in(phone, ada)
    open_form(phone, address)
    phone.locator("[name=text]").fill(WORDS)
    wait_until_kept(phone)
    phone.route("**/phone_key.js", lambda route: (phone.wait_for_timeout(600), route.continue_())[1], times=1)
    phone.goto(address, wait_until="commit")
    phone.locator("[name=text]").fill("Another topic")
    ready(phone)
    expect(phone.locator("[data-waiting]")).to_contain_text(WORDS)
    expect(phone.locator("[name=text]")).to_have_value("Another topic")
    phone.get_by_role("button", name="Show them").click()
    expect(phone.locator("[name=text]")).to_have_value(WORDS)
    drafts = drafts_of(phone, ada)
    assert {dict(draft["value"])["text"] for draft in drafts} == {WORDS, "Another topic"}
    save(phone)
    assert len(rows(phone)["drafts"]) == 1


def test_a_draft_is_dropped_although_the_page_after_saving_was_left_at_once(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody, places: dict[str, str]
) -> None:
    address = f"{live}/summaries/{places['summary']}/pieces/new?kind=topic"
    sign_in(phone, ada)
    open_form(phone, address)
    phone.locator("[name=text]").fill(WORDS)
    wait_until_kept(phone)
    late = {"content_type": "text/javascript", "body": "export default () => {};"}
    phone.route("**/stored.js", lambda route: route.fulfill(**late), times=1)
    phone.locator(".actions button").first.click()
    phone.wait_for_url("**/summaries/*")
    open_form(phone, address)
    expect(phone.locator("[name=text]")).to_have_value("")
    assert rows(phone)["drafts"] == []


@pytest.mark.browser(refusals={401})
def test_a_form_that_was_carried_through_the_sign_in_leaves_no_draft(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, places: dict[str, str]
) -> None:
    sign_in(phone, ada)
    open_form(phone, f"{live}/summaries/{places['summary']}/pieces/new?kind=topic")
    phone.locator("[name=text]").fill(WORDS)
    wait_until_kept(phone)
    through_the_sign_in(as_(ada), phone, ada, "Add")
    phone.wait_for_url("**/summaries/*")
    expect(phone.locator("main")).to_contain_text(WORDS)
    expect(phone.locator("body")).to_have_attribute("data-ready", "")
    assert rows(phone)["drafts"] == []
