"""Words that were not sent yet wait on the phone, sealed, for the person who wrote them."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.plugins import outbox, sharing
from tests.plugins.drafts import BODY, SEND, drafts_of, open_form, rows, save, wait_until_kept, write
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody, end_devices


@pytest.mark.browser
def test_words_outlive_the_page_and_are_let_go_once_they_are_kept(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    first = phone.locator("[name=id]").input_value()
    kept = rows(phone)
    assert (len(kept["drafts"]), kept["stores"]) == (1, ["drafts", "outbox", "phones"])
    assert [(phone["account"], list(phone)) for phone in kept["phones"]] == [(str(ada.id), ["account", "id"])]
    assert "yellow" not in json.dumps(kept)
    phone.goto(f"{live}/today")
    phone.goto(f"{live}/entries/new")
    expect(phone.locator("[name=body]")).to_have_value(BODY)
    assert phone.locator("[name=id]").input_value() == first
    save(phone)
    expect(phone.locator("body")).to_have_attribute("data-ready", "")
    assert rows(phone)["drafts"] == []


@pytest.mark.browser(refusals={401, 403})
def test_after_signing_out_the_words_stay_sealed_until_their_writer_comes_back(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody, eve: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    phone.goto(f"{live}/settings")
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(f"{live}/")
    assert drafts_of(phone, ada) == "refused: the server replied 401"
    assert len(rows(phone)["drafts"]) == 1
    sign_in(phone, eve)
    phone.goto(f"{live}/entries/new")
    expect(phone.locator("[name=body]")).to_have_value("")
    assert drafts_of(phone, ada) == "refused: the server replied 403"
    phone.goto(f"{live}/settings")
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(f"{live}/")
    sign_in(phone, ada)
    phone.goto(f"{live}/entries/new")
    expect(phone.locator("[name=body]")).to_have_value(BODY)


@pytest.mark.browser(refusals={401})
@pytest.mark.parametrize("ending", ["cookie gone", "device ended"])
def test_an_ended_session_loses_no_word(
    app: Flask, phone: Page, live: str, sign_in: SignIn, as_: Callable[..., FlaskClient], ada: Somebody, ending: str
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    if ending == "cookie gone":
        phone.context.clear_cookies()
    else:
        end_devices(app, ada)
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("link", name="Sign in to send it")).to_be_visible()
    assert drafts_of(phone, ada) == []
    phone.goto(f"{live}/today")
    assert len(outbox.rows(phone)) == 1
    sign_in(phone, ada)
    outbox.empty(phone)
    (entry,) = as_(ada).get("/api/v1/entries").json["items"]
    assert entry["opening"] == BODY


@pytest.mark.browser
def test_writing_works_without_javascript(
    open_page: Callable[..., Page], live: str, sign_in: SignIn, ada: Somebody
) -> None:
    page = open_page({"viewport": {"width": 390, "height": 844}}, java_script_enabled=False)
    sign_in(page, ada)
    page.goto(f"{live}/entries/new")
    page.locator("[name=body]").fill(BODY)
    save(page)
    page.get_by_role("link", name="Read it again").click()
    expect(page.locator("main")).to_contain_text(BODY)


@pytest.mark.browser
def test_a_change_that_was_not_sent_outlives_the_page_that_says_kept(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    save(phone)
    kept = phone.url
    phone.goto(kept.replace("/kept", "/edit"))
    phone.locator("[name=body]").fill(f"{BODY}, and more")
    wait_until_kept(phone)
    phone.goto(kept)
    expect(phone.locator("body")).to_have_attribute("data-ready", "")
    assert len(rows(phone)["drafts"]) == 1
    phone.goto(kept.replace("/kept", "/edit"))
    expect(phone.locator("[name=body]")).to_have_value(f"{BODY}, and more")


@pytest.mark.browser
def test_words_whose_answer_was_lost_are_not_offered_again(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    phone.evaluate(SEND)
    open_form(phone, f"{live}/entries/new")
    assert rows(phone)["drafts"] == []
    expect(phone.locator("[name=body]")).to_have_value("")


@pytest.mark.browser
def test_words_that_were_typed_after_sending_come_back_on_their_entrys_page(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    phone.evaluate(SEND)
    phone.locator("[name=body]").fill(f"{BODY}, and more")
    wait_until_kept(phone)
    phone.goto(f"{live}/entries/new")
    phone.get_by_role("link", name="The changes are not saved yet").click()
    phone.wait_for_url("**/edit")
    expect(phone.locator("[name=body]")).to_have_value(f"{BODY}, and more")


@pytest.mark.browser
def test_answers_come_back_once(phone: Page, live: str, sign_in: SignIn, ada: Somebody) -> None:
    sign_in(phone, ada)
    phone.goto(f"{live}/entries/new")
    phone.get_by_role("button", name="Give me a question").click()
    phone.locator('[name^="prompts."]').fill("Still the sea.")
    save(phone)
    edit = phone.url.replace("/kept", "/edit")
    phone.goto(edit)
    phone.locator('[name^="prompts."]').fill("Still the sea, and the rain.")
    wait_until_kept(phone)
    phone.goto(edit)
    expect(phone.locator('[name^="prompts."]')).to_have_value("Still the sea, and the rain.")


@pytest.mark.browser
def test_a_draft_is_not_overwritten_before_it_was_looked_at(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    phone.route("**/sent.js", lambda route: (phone.wait_for_timeout(800), route.continue_())[1])
    phone.goto(f"{live}/entries/new", wait_until="commit")
    phone.locator("[name=body]").fill("Another thought")
    wait_until_kept(phone)
    assert len(rows(phone)["drafts"]) == 2


@pytest.mark.browser
@pytest.mark.parametrize("late", [0, 800])  # milliseconds until the page has its script
def test_another_treatment_alone_is_a_change_that_waits_until_it_is_saved(
    phone: Page, live: str, sign_in: SignIn, as_: Callable[..., FlaskClient], ada: Somebody, late: int
) -> None:
    treatment_id = sharing.treatment(as_(ada))
    edit = f"{live}/entries/{sharing.entry(as_(ada))}/edit"
    sign_in(phone, ada)
    phone.route("**/sent.js", lambda route: (phone.wait_for_timeout(late), route.continue_())[1], times=1)
    phone.goto(edit, wait_until="commit")
    phone.get_by_text("Add a feeling or a treatment").click()
    phone.locator("[name=treatment_id]").select_option(treatment_id)
    wait_until_kept(phone)
    phone.goto(edit.replace("/edit", "/kept"))
    expect(phone.locator("body")).to_have_attribute("data-ready", "")
    assert len(rows(phone)["drafts"]) == 1
    phone.goto(edit)
    expect(phone.locator("[data-status]")).to_contain_text("We kept these words for you.")
    expect(phone.locator("[name=treatment_id]")).to_have_value(treatment_id)
    save(phone)
    assert rows(phone)["drafts"] == []
