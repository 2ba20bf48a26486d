"""The pages after a form that was stored name the stamps of its draft; a form that was not stored is never named."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.people import PASSWORD, Somebody

As = Callable[[Somebody], FlaskClient]
READ, SENT = "5e0c4a3e-7d8b-4b6e-9a51-2f3d1c0b9a87.3", "8c7f2b90-1e4d-4f0a-b6c3-93d5a7e1f204.12"
STAMPS = f"{READ} {SENT}"
WORDS = {"body": "A yellow bird", "written_at": "2026-05-12T20:14:00Z"}


def named(page: str) -> str:
    found = re.search(r'<body[^>]* data-stored="([^"]*)"', page, re.DOTALL)
    return found[1] if found else ""


def carried(page: str) -> list[str]:
    return re.findall(r'name="draft" value="([^"]*)"', page)


def test_the_pages_that_follow_name_the_draft_of_a_form_that_was_stored(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    answer = client.post("/entries", data={**WORDS, "id": str(uuid4()), "draft": STAMPS})
    assert answer.status_code == 303
    assert named(client.get(answer.headers["Location"]).text) == STAMPS
    assert named(client.get("/today").text) == STAMPS  # the first may have been left before its script ran


def test_the_stamps_are_not_named_to_who_signs_in_next(as_: As, ada: Somebody, eve: Somebody) -> None:
    client = as_(ada)
    client.post("/entries", data={**WORDS, "id": str(uuid4()), "draft": STAMPS})
    client.post("/sign-out")
    assert named(client.get("/").text) == ""
    client.post("/sign-in", data={"email": eve.email, "password": PASSWORD})
    assert named(client.get("/today").text) == ""


def test_a_form_that_comes_back_carries_its_stamps_and_no_page_names_them(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    for data, status in (({"body": " "}, 422), ({**WORDS, "question": "next"}, 200)):
        answer = client.post("/entries", data={**data, "id": str(uuid4()), "draft": STAMPS})
        assert (answer.status_code, carried(answer.text)) == (status, [STAMPS])
    entry = sharing.entry(client)
    answer = client.post(f"/entries/{entry}", data={**WORDS, "revision": "7", "draft": STAMPS})
    assert (answer.status_code, carried(answer.text)) == (412, [STAMPS])
    assert named(client.get("/today").text) == ""


@pytest.mark.parametrize(
    "text", ["", "no stamp", f"{SENT}x", f'"><script>{SENT}', f"{STAMPS} {SENT}", f"{READ}456789", "0" * 20_000]
)
def test_what_is_no_stamp_is_neither_carried_nor_named(as_: As, ada: Somebody, text: str) -> None:
    client = as_(ada)
    assert carried(client.post("/entries", data={"body": " ", "id": str(uuid4()), "draft": text}).text) == [""]
    answer = client.post("/entries", data={**WORDS, "id": str(uuid4()), "draft": text})
    assert answer.status_code == 303
    assert named(client.get(answer.headers["Location"]).text) == ""


def test_many_forms_that_were_stored_at_once_do_not_outgrow_the_cookie(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    for _round in range(12):
        answer = client.post("/entries", data={**WORDS, "id": str(uuid4()), "draft": f"{uuid4()}.1 {SENT}"})
        assert len(answer.headers["Set-Cookie"]) < 2_000
    assert named(client.get(answer.headers["Location"]).text).split()[-1] == SENT


def test_a_share_that_was_not_made_keeps_its_draft(as_: As, ada: Somebody, tom: Somebody, in_care: None) -> None:
    client = as_(ada)
    summary = sharing.summary(client)  # nothing is in it, so that it cannot be shared
    terms = {"therapist_id": str(tom.id), "ends_at": sharing.soon()[:10], "purpose": "For Thursday", "draft": STAMPS}
    answer = client.post(f"/summaries/{summary}/share", data=terms)
    assert answer.status_code == 303
    assert named(client.get(answer.headers["Location"]).text) == ""
