"""A PUT of a treatment takes the form of its page too, as the phone sends it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from werkzeug.test import TestResponse

from journal.web.form_digest import digest
from journal.web.forms import URL_ENCODED
from tests.plugins import sharing
from tests.plugins.drafts import open_form
from tests.plugins.forms import forms
from tests.plugins.live import SignIn
from tests.plugins.outbox import CUT, empty, hurry, kept_on_the_phone, let_through, on_put, press_save, rows
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
FORM = {"starts_at": "2026-05-12T10:00", "route": "iv", "status": "done", "number": "04", "setting": "at  the clinic "}


def put(client: FlaskClient, treatment_id: object, data: object = FORM, revision: int | None = None) -> TestResponse:
    tag = {"If-Match": f'"{revision}"'} if revision else {}
    return client.put(f"/api/v1/treatments/{treatment_id}", data=data, headers=tag, content_type=URL_ENCODED)


def test_the_form_is_kept_by_the_persons_own_clock_and_its_digest_said(as_: As, ada: Somebody) -> None:
    treatment_id = uuid4()
    answer = put(as_(ada), treatment_id)
    kept = answer.json
    assert (answer.status_code, kept["starts_at"], kept["number"]) == (201, "2026-05-12T14:00:00Z", 4)
    assert (kept["setting"], answer.headers["Form-Digest"]) == ("at the clinic", digest(FORM.items()))


def test_a_time_that_nobody_touched_stays_the_instant_that_it_was(as_: As, ada: Somebody) -> None:
    instant = "2026-11-01T06:30:00Z"  # the second 1:30 of that night in New York
    treatment_id = sharing.treatment(as_(ada), starts_at=instant)
    form = forms(as_(ada).get(f"/treatments/{treatment_id}/edit").text)[0]
    assert form.sent["starts_at"] == "2026-11-01T01:30"
    form.sent["noticed"] = "Rain"
    answer = put(as_(ada), treatment_id, form.sent, 1)
    assert (answer.status_code, answer.json["starts_at"], answer.json["revision"]) == (200, instant, 2)
    assert "Form-Digest" in answer.headers


@pytest.mark.parametrize(
    "wrong", [{"starts_at": "soon"}, {"starts_at": ""}, {"number": "9", "of": "6"}, {"instant": "x"}, {"route": "tea"}]
)
def test_a_form_that_is_refused_by_its_page_is_refused_here(as_: As, ada: Somebody, wrong: dict[str, str]) -> None:
    treatment_id = uuid4()
    status = 201 if "instant" in wrong else 422
    assert put(as_(ada), treatment_id, FORM | wrong).status_code == status


@pytest.mark.browser(offline=True)
def test_a_treatment_waits_on_the_phone_too_and_its_page_says_that_it_is_saved(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    for network in (False, True):
        open_form(phone, f"{live}/treatments/new")
        phone.locator("[name=starts_at]").fill("2026-05-12T10:00")
        phone.locator("[name=route]").select_option("iv")
        phone.locator("[name=setting]").fill("at the clinic ")
        if not network:
            on_put(phone, lambda route: route.abort(CUT))
        press_save(phone)
        if network:
            phone.wait_for_url("**/treatments/*#saved")
            expect(phone.get_by_text("Saved.", exact=True)).to_be_visible()
            continue
        kept_on_the_phone(phone)
        assert (len(rows(phone)), as_(ada).get("/api/v1/treatments").json["items"]) == (1, [])
        let_through(phone)
        hurry(phone)
        expect(phone.get_by_role("heading", name="Saved.")).to_be_visible()
        empty(phone)
    assert len(as_(ada).get("/api/v1/treatments").json["items"]) == 2
