"""A form that is sent too late is carried through the sign-in and handed back as it was, to its own account alone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from journal.web.carried_form import FIELD
from tests.core.test_unavailable import read_only
from tests.features.signin.late import WORDS, filled, sign_in, written
from tests.features.signin.test_signing_in import COOKIE, HOST
from tests.plugins import sharing
from tests.plugins.forms import forms
from tests.plugins.people import Browser, Somebody

As = Callable[[Somebody], FlaskClient]
KEPT = WORDS.replace("\r\n", "\n")
PAGES = {  # where a form stands, and what is put in
    "/entries/new": {"body": WORDS, "mood": "7", "feelings": "calm", 'prompts.What "helped"?': "The sea\r\nand rain"},
    "/entries/{entry}/edit": {"body": WORDS},
    "/treatments/new": {"starts_at": "2026-05-12T15:00", "route": "im", "status": "done", "of": "6", "noticed": WORDS},
    "/summaries/new": {"topic": 'For "Monday" & on'},
    "/summaries/{summary}/edit": {"title": "For Monday", "for_date": "2031-05-14"},
    "/summaries/{summary}/pieces/new?kind=topic": {"text": WORDS},
    "/summaries/{summary}/preview": {"purpose": "My father & I", "ends_at": "{soon}"},
    "/checkins": {"instrument": "gad-7"},
    "/checkins/{checkin}/questions/2": {"answer": "3", "stop": "true"},
    "/settings/account": {"name": 'Ada "L"'},
    "/invitations/new": {"email": "new@example.org"},
}


@pytest.fixture
def page_of(as_: As, ada: Somebody, tom: Somebody, take_care: Callable[..., object]) -> Callable[[str], str]:
    """Return the address of one of the pages, with what it is about."""
    take_care(tom, ada)

    def fill(page: str) -> str:
        summary = sharing.summary(as_(ada), sharing.TOPIC)
        rows = {
            "entry": sharing.entry(as_(ada)),
            "summary": summary,
            "checkin": sharing.checkin(as_(ada)),
        }
        return page.format(**rows)

    return fill


@pytest.mark.parametrize("page", PAGES)
def test_every_form_goes_on_as_it_was_once_its_writer_is_back(
    app: Flask, as_: As, signed_out: As, ada: Somebody, page_of: Callable[[str], str], page: str
) -> None:
    form = filled(as_(ada), page_of(page), PAGES[page])
    late = signed_out(ada).post(form.action, data=form.sent)
    assert (late.status_code, "You have been signed out." in late.text) == (401, True)
    back = sign_in(as_(ada), late, ada)
    (again,) = forms(back.text)
    assert (back.status_code, "You are signed in again." in back.text) == (200, True)
    assert (again.action, again.sent) == (form.action, form.sent)
    assert as_(ada).post(again.action, data=again.sent).status_code in (201, 303)


def test_an_entry_is_kept_once_with_its_very_words(as_: As, signed_out: As, ada: Somebody) -> None:
    form = written(as_(ada))
    back = sign_in(as_(ada), signed_out(ada).post(form.action, data=form.sent), ada)
    assert as_(ada).get("/api/v1/entries").json["items"] == []
    (again,) = forms(back.text)
    assert [as_(ada).post(again.action, data=again.sent).status_code for _ in range(2)] == [303, 303]
    (item,) = as_(ada).get("/api/v1/entries").json["items"]
    assert as_(ada).get(f"/api/v1/entries/{item['id']}").json["body"] == KEPT


def test_a_conflict_meanwhile_is_told_and_both_versions_are_there(as_: As, signed_out: As, ada: Somebody) -> None:
    entry_id = sharing.entry(as_(ada))
    form = filled(as_(ada), f"/entries/{entry_id}/edit", {"body": WORDS})
    other = {"body": "From the other phone", "written_at": sharing.WRITTEN}
    sharing.put(as_(ada), f"/entries/{entry_id}", other, tag=1)
    back = sign_in(as_(ada), signed_out(ada).post(form.action, data=form.sent), ada)
    (again,) = forms(back.text)
    answer = as_(ada).post(again.action, data=again.sent)
    assert (answer.status_code, "From the other phone" in answer.text) == (412, True)
    assert forms(answer.text)[0].sent["body"].replace("\r\n", "\n") == KEPT


def test_a_wrong_password_loses_nothing(as_: As, signed_out: As, ada: Somebody) -> None:
    form = written(as_(ada))
    page = signed_out(ada).post(form.action, data=form.sent)
    for password, status in (("not this one", 401), ("", 422), ("nor that", 401)):
        page = sign_in(as_(ada), page, ada, password)
        assert (page.status_code, "was &#34;dark&#34; &amp;" in page.text) == (status, True)
        assert 'class="back"' not in page.text
    (again,) = forms(sign_in(as_(ada), page, ada).text)
    assert (again.action, again.sent) == (form.action, form.sent)


def test_too_many_tries_lose_nothing(as_: As, signed_out: As, ada: Somebody) -> None:
    form = written(as_(ada))
    page = signed_out(ada).post(form.action, data=form.sent)
    while page.status_code == 401:
        page = sign_in(as_(ada), page, ada, "not this one")
    assert (page.status_code, "was &#34;dark&#34; &amp;" in page.text) == (429, True)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1), tick=False):
        (again,) = forms(sign_in(as_(ada), page, ada).text)
    assert (again.action, again.sent) == (form.action, form.sent)


def test_nobody_else_gets_the_words_by_signing_in(as_: As, signed_out: As, ada: Somebody, eve: Somebody) -> None:
    form = written(as_(ada))
    page = signed_out(ada).post(form.action, data=form.sent)
    answer = sign_in(as_(ada), page, eve)
    assert (answer.status_code, "someone else" in unescape(answer.text)) == (200, True)
    assert ("The water" in answer.text, FIELD in answer.text, form.sent["id"] in answer.text) == (False, False, False)
    assert as_(ada).get("/api/v1/me").json["name"] == "Eve"
    again = as_(ada).post(form.action, data=form.sent)  # the browser loads the page before once more
    assert (again.status_code, "The water" in again.text) == (403, False)
    assert as_(ada).get("/api/v1/entries").json["items"] == []
    assert as_(eve).get("/api/v1/entries").json["items"] == []


@pytest.mark.parametrize("cookie", ["signed out in another tab", "someone else's", "none"])
def test_words_come_back_to_their_writer_whatever_the_cookie_says_and_are_not_shown_before(
    app: Flask, as_: As, signed_out: As, ada: Somebody, eve: Somebody, cookie: str
) -> None:
    form = written(as_(ada))
    client = Browser(app) if cookie == "none" else signed_out(eve) if cookie == "someone else's" else as_(ada)
    if client is as_(ada):
        client.post("/sign-out")
    late = client.post(form.action, data=form.sent)
    assert (late.status_code, "The water" in late.text, "Nothing is lost." in late.text) == (401, False, True)
    back = sign_in(client, late, ada)
    (again,) = forms(back.text)
    assert ("The water" in back.text, again.sent) == (True, form.sent)


@pytest.mark.parametrize("letter", ["x", "\u0436", "\U0001f30a", "\r\n"])
def test_whoever_signed_out_in_another_tab_keeps_an_entry_at_its_longest(as_: As, ada: Somebody, letter: str) -> None:
    words = "a" + letter * 19_998 + "b"
    form = written(as_(ada), words)
    as_(ada).post("/sign-out")
    (again,) = forms(sign_in(as_(ada), as_(ada).post(form.action, data=form.sent), ada).text)
    assert again.sent["body"] == words
    assert as_(ada).post(again.action, data=again.sent).status_code == 303


def test_what_anybody_may_send_still_fits_when_it_comes_back(app: Flask, as_: As, ada: Somebody) -> None:
    words = "".join(f"{number} quiet words, and the sea. " for number in range(480))
    form = written(as_(ada), words)
    stranger = Browser(app)
    late = stranger.post(form.action, data=form.sent)
    (again,) = forms(sign_in(stranger, late, ada).text)
    assert (late.status_code, again.sent["body"]) == (401, words)


def test_a_thousand_fields_come_back_in_their_order(as_: As, signed_out: As, ada: Somebody) -> None:
    as_(ada)
    many = MultiDict([("account", str(ada.id)), *((f"prompts.Question {n}?", f"Answer {n}") for n in range(1000))])
    for name, value in (
        ("feelings", "calm"),
        ("feelings", "light"),
        (FIELD, "x"),
        ("next", "/x"),
        ("email", ""),
        ("id", ""),
    ):
        many.add(name, value)
    late = signed_out(ada).post("/entries", data=many)
    (again,) = forms(sign_in(as_(ada), late, ada).text)
    assert list(again.sent.items(multi=True)) == list(many.items(multi=True))


def test_the_words_are_sealed_on_the_page_that_carries_them(app: Flask, as_: As, ada: Somebody) -> None:
    form = written(as_(ada))
    (carrying,) = forms(Browser(app).post(form.action, data=form.sent).text)
    assert set(carrying.sent) == {"email", "password", FIELD}
    assert re.fullmatch(r"[\w=-]+", carrying.sent[FIELD])


def test_after_signing_in_again_there_is_one_device_and_a_new_token(as_: As, signed_out: As, ada: Somebody) -> None:
    form = written(as_(ada))
    before = as_(ada).get_cookie(COOKIE, domain=HOST)
    sign_in(as_(ada), signed_out(ada).post(form.action, data=form.sent), ada)
    assert as_(ada).get_cookie(COOKIE, domain=HOST) != before
    assert len(as_(ada).get("/api/v1/devices").json["items"]) == 1


def test_a_database_that_is_away_while_somebody_signs_in_loses_nothing(
    app: Flask, as_: As, signed_out: As, ada: Somebody
) -> None:
    form = written(as_(ada))
    page = signed_out(ada).post(form.action, data=form.sent)
    with read_only(app):
        page = sign_in(as_(ada), page, ada)
    assert (page.status_code, "was &#34;dark&#34; &amp;" in page.text) == (503, True)
    (again,) = forms(sign_in(as_(ada), page, ada).text)
    assert (again.action, again.sent) == (form.action, form.sent)
