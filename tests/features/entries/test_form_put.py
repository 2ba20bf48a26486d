"""A PUT of an entry takes the form of its page too, as the phone sends it: the same words, refused for the same."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from journal.core.errors import SOMEBODY_ELSE
from journal.web.form_digest import digest
from journal.web.forms import MOST_FIELDS, URL_ENCODED
from tests.plugins import sharing
from tests.plugins.forms import forms
from tests.plugins.openapi_watch import Description
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
WORDS = {
    "body": "Rain\r\non the lake.",
    "feelings": ["calm", "open"],
    "mood": "6",
    "prompts.What helped?": "The rain.",
    "prompts.What was hard?": " ",
    "written_at": "2026-05-12T18:14:00.000Z",
}
KEPT = [(name, value) for name, values in WORDS.items() for value in ([values] if isinstance(values, str) else values)]


def put(client: FlaskClient, entry_id: object, data: object = WORDS, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.put(f"/api/v1/entries/{entry_id}", data=data, headers=named, content_type=URL_ENCODED)


def test_the_form_is_kept_as_the_page_keeps_it(as_: As, ada: Somebody) -> None:
    by_form, by_page = str(uuid4()), str(uuid4())
    answer = put(as_(ada), by_form, {**WORDS, "account": str(ada.id), "id": by_form, "revision": "", "draft": ""})
    assert (answer.status_code, answer.mimetype, answer.json["id"]) == (201, "application/json", by_form)
    assert as_(ada).post("/entries", data={**WORDS, "id": by_page}).status_code == 303
    first, second = (as_(ada).get(f"/api/v1/entries/{entry_id}").json for entry_id in (by_form, by_page))
    told = {"id", "received_at", "revised_at"}
    assert {k: v for k, v in first.items() if k not in told} == {k: v for k, v in second.items() if k not in told}
    assert first["prompts"] == [{"prompt": "What helped?", "answer": "The rain."}]


def test_the_reply_has_the_digest_of_what_is_stored(as_: As, ada: Somebody) -> None:
    entry_id = uuid4()
    for status in (201, 200):
        answer = put(as_(ada), entry_id)
        assert (answer.status_code, answer.headers["Form-Digest"]) == (status, digest(KEPT))
    assert (
        "Form-Digest"
        not in sharing.put(as_(ada), f"/entries/{uuid4()}", {"body": "x", "written_at": sharing.WRITTEN}).headers
    )


def test_what_the_schema_does_not_know_is_not_said_to_be_stored(as_: As, ada: Somebody) -> None:
    answer = put(as_(ada), uuid4(), {**WORDS, "dream": "A boat.", "account": str(ada.id), "draft": "x"})
    assert (answer.status_code, answer.headers["Form-Digest"]) == (201, digest(KEPT))
    twice = [*KEPT, ("mood", "3")]
    assert put(as_(ada), uuid4(), MultiDict(twice)).headers["Form-Digest"] == digest(KEPT)


def test_the_form_that_the_page_of_an_entry_shows_has_that_digest_again(as_: As, ada: Somebody) -> None:
    sharing.treatment(as_(ada))
    entry_id = sharing.entry(as_(ada))
    (form,) = [form for form in forms(as_(ada).get(f"/entries/{entry_id}/edit").text) if "body" in form.names]
    said = [(name, value) for name, value in form.sent.items(multi=True) if name not in ("account", "id", "revision")]
    answer = put(as_(ada), entry_id, form.sent, If_Match='"1"')
    assert (answer.status_code, answer.json["revision"]) == (200, 1)
    assert answer.headers["Form-Digest"] == digest(said)


def test_other_words_need_the_revision_that_they_replace(as_: As, ada: Somebody) -> None:
    entry_id = uuid4()
    put(as_(ada), entry_id)
    other = {**WORDS, "body": "Sun."}
    for revision in ("", '"7"', '"x"', "*"):
        answer = put(as_(ada), entry_id, {**other, "revision": "1"}, If_Match=revision)
        assert (answer.status_code, answer.json["current"]["body"]) == (412, "Rain\non the lake.")
    assert put(as_(ada), entry_id, other, If_Match='"1"').json["revision"] == 2


@pytest.mark.parametrize("by", ["header", "field", "header of two"])
def test_the_words_of_one_person_are_not_kept_as_anothers(as_: As, ada: Somebody, eve: Somebody, by: str) -> None:
    entry_id = uuid4()
    data = WORDS if by == "header" else {**WORDS, "account": str(ada.id)}
    headers = {"field": {}, "header": {"X_Account": str(ada.id)}}.get(by, {"X_Account": str(eve.id)})
    answer = put(as_(eve), entry_id, data, **headers)
    assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")
    assert answer.json["detail"] == str(SOMEBODY_ELSE)
    assert as_(eve).get(f"/api/v1/entries/{entry_id}").status_code == 404


def test_json_says_whose_it_is_too(as_: As, ada: Somebody, eve: Somebody) -> None:
    for account, status in ((eve.id, 403), ("nobody", 403), (ada.id, 201)):
        words = {"body": "Rain.", "written_at": sharing.WRITTEN}
        sent = as_(ada).put(f"/api/v1/entries/{uuid4()}", json=words, headers={"X-Account": str(account)})
        assert sent.status_code == status


def test_who_is_signed_out_is_refused_and_nothing_is_kept(
    signed_out: As, as_: As, visitor: FlaskClient, ada: Somebody
) -> None:
    for client in (signed_out(ada), visitor):
        answer = put(client, uuid4(), X_Account=str(ada.id))
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")


BAD = {
    "not UTF-8": (b"body=%ff&written_at=2026-05-12T18:14:00Z", 400),
    "too many fields": (b"&".join([b"body=x"] * (MOST_FIELDS + 2)), 413),
    "nothing": (b"", 422),
    "blank": ({**WORDS, "body": "\u200b", "mood": "99"}, 422),
    "a surrogate": (b"body=%ed%a0%80", 400),
    "no time": ({"body": "Rain."}, 422),
    "no such treatment": ({**WORDS, "treatment_id": str(uuid4())}, 422),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_forms_are_refused_and_nothing_is_kept(as_: As, ada: Somebody, what: str) -> None:
    data, status = BAD[what]
    answer = put(as_(ada), entry_id := uuid4(), data)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert "Form-Digest" not in answer.headers
    assert as_(ada).get(f"/api/v1/entries/{entry_id}").status_code == 404


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencoded2"]
)
def test_other_kinds_of_content_are_refused(as_: As, ada: Somebody, kind: str) -> None:
    assert as_(ada).put(f"/api/v1/entries/{uuid4()}", data=b"body=x", content_type=kind).status_code == 415


@pytest.mark.parametrize("entry_id", ["x", "../me", "00000000"])
def test_what_is_no_id_is_not_found(as_: As, ada: Somebody, entry_id: str) -> None:
    assert put(as_(ada), entry_id).status_code in (404, 415)


def test_a_form_is_taken_for_no_other_call(as_: As, ada: Somebody) -> None:
    for path in ("/me", "/me/password", f"/shares/{uuid4()}"):
        assert as_(ada).put(f"/api/v1{path}", data=WORDS, content_type=URL_ENCODED).status_code == 415


def test_it_is_described(described: Description) -> None:
    call = described.calls["put", "/api/v1/entries/{entry_id}"]
    assert set(call["requestBody"]["content"]) == {"application/json", URL_ENCODED}
    assert {"$ref": "#/components/parameters/X-Account"} in call["parameters"]
    for status in ("200", "201"):
        assert set(call["responses"][status]["headers"]) == {"ETag", "Form-Digest"}
