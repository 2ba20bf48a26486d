"""A writing form that is opened again, by reloading it or by Back, shows what was written last and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.plugins import sharing
from tests.plugins.drafts import bodies, open_form, ready, save, send_for_question, wait_until_kept, write
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser

As = Callable[[Somebody], FlaskClient]


def test_a_form_that_came_back_shows_after_reloading_what_was_written_since(
    phone: Page, live: str, sign_in: SignIn, as_: Callable[[Somebody], FlaskClient], ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, "A")
    send_for_question(phone)
    expect(phone.locator('[name^="prompts."]')).to_be_visible()
    ready(phone)
    phone.locator("[name=body]").fill("A and much more")
    wait_until_kept(phone)
    phone.reload()
    expect(phone.locator("[name=body]")).to_have_value("A and much more")
    assert bodies(phone, ada) == ["A and much more"]
    save(phone)
    (entry,) = as_(ada).get("/api/v1/entries").json["items"]
    assert entry["opening"] == "A and much more"


def test_a_draft_of_a_deleted_entry_goes_into_a_new_one_of_today(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    deleted = sharing.entry(as_(ada))
    sign_in(phone, ada)
    open_form(phone, f"{live}/entries/{deleted}/edit")
    phone.locator("[name=body]").fill("What came to me later")
    wait_until_kept(phone)
    as_(ada).delete(f"/api/v1/entries/{deleted}")
    open_form(phone, f"{live}/entries/new")
    expect(phone.locator("[name=body]")).to_have_value("What came to me later")
    save(phone)
    (entry,) = as_(ada).get("/api/v1/entries").json["items"]
    assert (entry["opening"], entry["id"] == deleted) == ("What came to me later", False)
    assert datetime.now(UTC) - datetime.fromisoformat(entry["written_at"]) < timedelta(hours=1)
    open_form(phone, f"{live}/entries/new")
    assert phone.locator("[name=body]").input_value() == ""
    assert bodies(phone, ada) == []


def test_the_treatment_of_a_draft_is_not_the_next_entrys(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    hours = [(datetime.now(UTC) - timedelta(hours=ago)).isoformat() for ago in (5, 2)]
    cancelled = sharing.treatment(as_(ada), starts_at=hours[0])
    sign_in(phone, ada)
    write(phone, live, "A yellow bird")
    sharing.put(as_(ada), f"/treatments/{cancelled}", {"starts_at": hours[0], "route": "iv", "status": "cancelled"}, 1)
    today = sharing.treatment(as_(ada), starts_at=hours[1])
    phone.goto(f"{live}/entries/new")
    expect(phone.locator("[name=body]")).to_have_value("A yellow bird")
    save(phone)
    phone.go_back()
    ready(phone)
    assert (phone.locator("[name=body]").input_value(), phone.locator("[name=treatment_id]").input_value()) == (
        "",
        today,
    )
