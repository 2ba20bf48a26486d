"""Changing the words of an entry changes nothing else: what it is about stays, and the form shows what was chosen."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.domain.entry_text import ANSWER_LIMIT
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import put

As = Callable[[Somebody], FlaskClient]

START = "2026-05-12T15:00:00-04:00"
AHEAD = "the phone's clock"


def form(page: str) -> dict[str, str]:
    """Return what a browser sends of the writing form as it stands."""
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    session = re.search(r'<option value="([^"]+)" selected>', page)
    body = re.search(r'name="body"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return sent | {"treatment_id": session[1] if session else "", "body": unescape(body[1])}


def saved(client: FlaskClient, entry_id: str, **words: str) -> dict:
    """Open an entry for change, save it with these words, and return what is kept."""
    sent = form(client.get(f"/entries/{entry_id}/edit").text) | {"body": "Other words"} | words
    answer = client.post(f"/entries/{entry_id}", data=sent)
    assert answer.status_code == 303, answer.text
    return client.get(f"/api/v1/entries/{entry_id}").json


@pytest.mark.parametrize("session", ["old", "cancelled", "deleted"])
def test_an_entry_stays_about_its_session(as_: As, ada: Somebody, session: str) -> None:
    treatment_id = sharing.treatment(as_(ada), starts_at=START)
    entry_id = sharing.entry(as_(ada), treatment_id=treatment_id)
    if session == "old":
        for day in range(13, 26):
            sharing.treatment(as_(ada), starts_at=f"2026-05-{day}T15:00:00-04:00")
    elif session == "cancelled":
        facts = {"starts_at": START, "route": "iv", "status": "cancelled", "number": 4, "of": 6}
        assert put(as_(ada), f"/treatments/{treatment_id}", facts, 1).status_code == 200
    else:
        as_(ada).delete(f"/api/v1/treatments/{treatment_id}")
    kept = saved(as_(ada), entry_id)
    assert (kept["body"], kept["treatment_id"]) == ("Other words", treatment_id)
    assert saved(as_(ada), entry_id, treatment_id="")["treatment_id"] is None


def test_adding_to_an_old_entry_offers_its_session_and_nobody_elses(as_: As, ada: Somebody, eve: Somebody) -> None:
    treatment_id = sharing.treatment(as_(ada), starts_at="2025-05-12T15:00:00-04:00", status="cancelled")
    assert form(as_(ada).get(f"/entries/new?treatment={treatment_id}").text)["treatment_id"] == treatment_id
    assert treatment_id not in as_(eve).get(f"/entries/new?treatment={treatment_id}").text


def test_a_time_point_that_nobody_chose_goes_on_moving_with_its_session(as_: As, ada: Somebody) -> None:
    treatment_id = sharing.treatment(as_(ada), starts_at=START)
    entry_id = sharing.entry(as_(ada), treatment_id=treatment_id)
    assert saved(as_(ada), entry_id)["time_point"] == "evening"
    facts = {"starts_at": "2026-05-11T15:00:00-04:00", "route": "iv", "status": "done"}
    put(as_(ada), f"/treatments/{treatment_id}", facts, 1)
    assert as_(ada).get(f"/api/v1/entries/{entry_id}").json["time_point"] == "day_1"


def test_a_time_point_that_the_writer_chose_stays(as_: As, ada: Somebody) -> None:
    entry_id = sharing.entry(as_(ada), treatment_id=sharing.treatment(as_(ada)), time_point="week_1")
    assert saved(as_(ada), entry_id)["time_point"] == "week_1"


def test_words_change_where_the_session_is_deleted_but_no_entry_comes_to_be_about_it(as_: As, ada: Somebody) -> None:
    treatment_id = sharing.treatment(as_(ada))
    about, other = sharing.entry(as_(ada), treatment_id=treatment_id), sharing.entry(as_(ada))
    as_(ada).delete(f"/api/v1/treatments/{treatment_id}")
    words = {"body": "Other words", "written_at": sharing.WRITTEN, "treatment_id": treatment_id}
    assert put(as_(ada), f"/entries/{about}", words, 1).status_code == 200
    refused = put(as_(ada), f"/entries/{other}", words, 1)
    assert (refused.status_code, list(refused.json["fields"])) == (422, ["treatment_id"])


@pytest.mark.parametrize("given", [{"feelings": "calm"}, {"treatment_id": "mine"}])
def test_what_was_chosen_is_seen_when_the_form_comes_back(as_: As, ada: Somebody, given: dict[str, str]) -> None:
    treatment_id = sharing.treatment(as_(ada))
    given = {name: treatment_id if value == "mine" else value for name, value in given.items()}
    sent = {"id": str(uuid4()), "written_at": "last Tuesday", "body": "Words"}
    assert "<details open>" in as_(ada).post("/entries", data=sent | given).text
    assert "<details>" in as_(ada).post("/entries", data=sent).text
    with_mood = as_(ada).post("/entries", data=sent | {"mood": "0"}).text
    assert re.search(r'name="mood" value="0" checked', with_mood.split("<details>")[0])


def test_a_session_that_is_not_there_is_said_where_it_is_seen(as_: As, ada: Somebody) -> None:
    sharing.treatment(as_(ada))
    sent = {"id": str(uuid4()), "written_at": sharing.WRITTEN, "body": "Words", "treatment_id": str(uuid4())}
    answer = as_(ada).post("/entries", data=sent)
    assert (answer.status_code, "<details open>" in answer.text) == (422, True)


def test_a_long_paste_is_not_cut_but_comes_back_with_what_to_do(as_: As, ada: Somebody) -> None:
    long = "x" * (ANSWER_LIMIT + 1)
    sent = {"id": str(uuid4()), "written_at": sharing.WRITTEN, "prompts.First?": "", "prompts.Second?": long}
    answer = as_(ada).post("/entries", data=sent)
    assert (answer.status_code, long in answer.text) == (422, True)
    assert answer.text.count("This is over 5,000 characters.") == 2
    assert 'id="prompts.0.answer"' in answer.text
    for page in (answer.text, as_(ada).get("/treatments/new").text):
        assert not re.search(r"<textarea[^>]*maxlength", page)


def test_a_clock_that_was_far_off_is_marked_wherever_its_time_is_said(as_: As, ada: Somebody) -> None:
    first = sharing.entry(as_(ada), written_at=datetime.now(UTC).isoformat())
    found = as_(ada).post("/entries/search", data={"q": "water"}).location
    for path in ("/entries", found, f"/entries/{first}"):
        assert AHEAD not in as_(ada).get(path).text.lower()
    ahead = sharing.entry(as_(ada), written_at="2031-05-12T20:14:00+02:00", about_id=first)
    for path in ("/entries", found, f"/entries/{first}", f"/entries/{ahead}"):
        assert AHEAD in as_(ada).get(path).text.lower()
