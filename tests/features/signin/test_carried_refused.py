"""What a sign-in does not carry: what nobody filled in, what is a secret, and what was not sealed here."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.crypto.form_seal import FormSeal
from journal.web.carried_form import FIELD
from tests.features.signin.late import filled, sign_in
from tests.plugins import sharing
from tests.plugins.people import ORIGIN, PASSWORD, Somebody, settings

As = Callable[[Somebody], FlaskClient]


@pytest.mark.parametrize("account", ["", "x", "{0}x", "5e0c4a3e-7d8b-4b6e-9a51-2f3d1c0b9a87"])
def test_a_form_of_no_account_of_ours_comes_back_to_nobody(signed_out: As, ada: Somebody, account: str) -> None:
    late = signed_out(ada).post("/entries", data={"account": account.format(ada.id), "body": "The water"})
    answer = sign_in(signed_out(ada), late, ada)
    assert "The water" not in late.text + answer.text
    assert 'action="/entries"' not in answer.text


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/invitations/received/acceptance", "/resets", "/nowhere"])
def test_what_opens_without_signing_in_is_not_carried(as_: As, ada: Somebody, eve: Somebody, path: str) -> None:
    sent = {"account": str(eve.id), "email": "eve@example.org", "password": PASSWORD, "name": "Eve"}
    answer = as_(ada).post(path, data=sent)
    assert (answer.status_code, f'name="{FIELD}"' in answer.text) == (403, False)
    assert PASSWORD not in answer.text


def test_the_api_refuses_as_before(signed_out: As, ada: Somebody) -> None:
    sent = {"account": str(ada.id), "body": "The water", "written_at": sharing.WRITTEN}
    for client, body in ((signed_out(ada), {"data": sent}), (signed_out(ada), {"json": sent})):
        answer = client.put(f"/api/v1/entries/{uuid4()}", **body)
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
        assert set(answer.json) == {"type", "title", "status", "detail"}


def test_a_password_is_not_carried(as_: As, signed_out: As, ada: Somebody) -> None:
    form = filled(as_(ada), "/settings/password", {"current": PASSWORD, "password": "another one, and long"})
    page = "/settings/password"
    late = signed_out(ada).post(page, data=form.sent, headers={"Referer": ORIGIN + page})
    answer = sign_in(as_(ada), late, ada)
    assert (late.status_code, answer.status_code, answer.location) == (401, 303, page)


def test_files_are_not_carried(signed_out: As, ada: Somebody) -> None:
    sent = {"account": str(ada.id), "body": "The water"}
    late = signed_out(ada).post("/entries", data=sent, content_type="multipart/form-data")
    assert (late.status_code, FIELD in late.text, "The water" in late.text) == (401, False, False)


@pytest.mark.parametrize("carried", ["x", "gAAAAA==", "\u0436" * 100, "[]", "forged", "cut", "x" * 100_000])
def test_what_was_not_sealed_here_is_not_handed_back(as_: As, ada: Somebody, database_url: str, carried: str) -> None:
    value = [str(ada.id), "//evil.com/x", [["account", str(ada.id)], ["body", "The water"]]]
    if carried == "forged":
        carried = FormSeal(bytes(32)).seal(value)
    elif carried == "cut":
        carried = FormSeal(settings(database_url).secret_key).seal(value)[:-8]
    given = {"email": ada.email, "password": PASSWORD, FIELD: carried, "next": "/entries"}
    answer = as_(ada).post("/sign-in", data=given)
    assert (answer.status_code, "could not keep what was written" in answer.text) == (200, True)
    assert ("The water" in answer.text, "evil" in answer.text) == (False, False)
    refused = as_(ada).post("/sign-in", data=given | {"password": "not this one"})
    assert (refused.status_code, f'name="{FIELD}"' in refused.text) == (401, False)
