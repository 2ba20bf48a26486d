"""What cannot be read, is too big, or knocks at the wrong door: a fitting status, words that help, never a 500."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from journal.app import BODY_LIMIT
from tests.plugins import sharing
from tests.plugins.forms import forms
from tests.plugins.people import ORIGIN, PASSWORD, Somebody

As = Callable[[Somebody], FlaskClient]
JSON = "application/json"
SECRET = "a password that is long enough"
PATH = "/api/v1/entries/01890a5d-ac96-774b-bcce-b302099a8057"
GOOD = b'{"body": "Mine", "written_at": "2026-05-12T20:14:00+02:00"}'


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", JSON, 400),
        (b"", JSON, 400),
        (b"\xff\xfe", JSON, 400),
        (b"[" * 100_000, JSON, 400),
        (b'{"body": "Mine", "mood": NaN, "written_at": "2026-05-12T20:14:00+02:00"}', JSON, 400),
        (b'{"mood": ' + b"9" * 5000 + b"}", JSON, 400),
        (b"[]", JSON, 422),
        (b'"words"', JSON, 422),
        (b"null", JSON, 422),
        (b'{"mood": 1e400, "written_at": "2026-05-12T20:14:00+02:00"}', JSON, 422),
        (GOOD, "text/plain", 415),
        (GOOD, "application/x-www-form-urlencoded", 422),
        (GOOD, "", 415),
        (b" " * 10_000_000, JSON, 413),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_body_that_is_none_is_refused(as_: As, ada: Somebody, body: bytes, kind: str, status: int) -> None:
    answer = as_(ada).put(PATH, data=body, content_type=kind)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["status"] == status
    assert answer.json["detail"]
    assert as_(ada).get(PATH).status_code == 404


def test_a_form_that_is_too_big_is_refused_kindly(as_: As, ada: Somebody) -> None:
    answer = as_(ada).post("/entries", data={"body": "x" * 10_000_000})
    assert answer.status_code == 413
    assert "smaller" in answer.text


@pytest.mark.parametrize("path", ["/api/v1/entries", "/entries/new"])
def test_a_wrong_verb_is_told_the_right_ones(as_: As, ada: Somebody, path: str) -> None:
    answer = as_(ada).delete(path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "limit=-1", "limit=", "limit=1e3"])
def test_a_limit_that_is_none_is_refused(as_: As, ada: Somebody, query: str) -> None:
    answer = as_(ada).get(f"/api/v1/entries?{query}")
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["limit"])


@pytest.mark.parametrize(
    ("cursor", "status"),
    [
        ("x", 422),
        ("", 422),
        ("%00", 422),
        ("AAAA", 422),
        ("é", 422),
        ("A" * 5000, 422),
        ("A" * 32, 200),
        ("_" * 32, 200),
    ],
)
@pytest.mark.parametrize(
    "path", ["/api/v1/entries", "/entries", "/api/v1/treatments", "/api/v1/checkins", "/api/v1/shares"]
)
def test_a_made_up_cursor_is_refused_unless_it_could_be_ours(
    as_: As, ada: Somebody, path: str, cursor: str, status: int
) -> None:
    assert as_(ada).get(f"{path}?cursor={cursor}").status_code == status


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what takes the database away."""

    def refuse(_engine: Engine) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    def lose() -> None:
        monkeypatch.setattr(Engine, "connect", refuse)

    return lose


@pytest.mark.parametrize(("path", "kind"), [("/api/v1/me", "application/problem+json"), ("/settings", "text/html")])
def test_a_database_that_is_away_is_told_as_such(
    as_: As, ada: Somebody, away: Callable[[], None], path: str, kind: str
) -> None:
    client = as_(ada)
    away()
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (503, kind)
    assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize("verb", ["GET", "POST"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"x" * (BODY_LIMIT + 1)),
        ("application/x-www-form-urlencoded", b"carried=\xff"),
        ("multipart/form-data; boundary=x", b"x" * (BODY_LIMIT + 1)),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nno end"),
    ],
)
def test_a_body_that_cannot_be_read_while_the_database_is_away_is_no_fault_of_ours(
    as_: As, ada: Somebody, away: Callable[[], None], verb: str, kind: str, body: bytes
) -> None:
    client = as_(ada)
    away()
    assert client.open("/entries", method=verb, data=body, content_type=kind).status_code == 503


@pytest.mark.parametrize("words", ["afraid", "The water was dark and I was <not> afraid."])
def test_words_that_come_too_late_are_given_back_and_nothing_else(signed_out: As, ada: Somebody, words: str) -> None:
    sent = {"id": str(uuid4()), "account": str(ada.id), "body": words, "prompts.And then?": "rain"}
    answer = signed_out(ada).post("/entries", data=sent, headers={"Referer": f"{ORIGIN}/entries/new"})
    assert answer.status_code == 401
    assert escape(words) in answer.text
    assert "rain" in answer.text
    assert sent["id"] not in answer.text
    assert forms(answer.text)[0].sent["next"] == "/entries/new"


@pytest.mark.parametrize("back", ["/entries/deleted", "/summaries/{}/pieces"])
def test_after_a_button_signing_in_leads_back_to_its_page_if_that_opens(
    as_: As, signed_out: As, ada: Somebody, back: str
) -> None:
    page = back.format(sharing.summary(as_(ada)))
    client = signed_out(ada)
    answer = client.post(f"/entries/{uuid4()}/restoration", headers={"Referer": ORIGIN + page})
    (form,) = forms(answer.text)
    assert (answer.status_code, set(form.sent) - {"next"}) == (401, {"email", "password"})
    form.sent["email"], form.sent["password"] = ada.email, PASSWORD
    went_on = client.post(form.action, data=form.sent)
    assert (went_on.status_code, went_on.location) == (303, "/" if back.endswith("pieces") else page)


def test_the_way_back_from_a_form_that_came_back_is_no_dead_end(as_: As, ada: Somebody) -> None:
    """The page of a refused form has the address that it was sent to, which opens for nobody."""
    pieces = f"/summaries/{sharing.summary(as_(ada))}/pieces"
    answer = as_(ada).post(f"/summaries/{uuid4()}/pieces", data={}, headers={"Referer": ORIGIN + pieces})
    assert answer.status_code == 404
    assert f'href="{pieces}"' not in answer.text
    assert '<a class="button" href="/">' in answer.text


@pytest.mark.parametrize("referrer", ["https://[", "https://evil.com/x", f"{ORIGIN}//evil.com", "", "x" * 5000])
def test_a_page_that_is_not_ours_is_no_way_back(visitor: FlaskClient, referrer: str) -> None:
    answer = visitor.post("/entries", data={"body": "rain"}, headers={"Referer": referrer})
    assert (answer.status_code, 'name="next"' in answer.text) == (401, False)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_another_site_chooses_no_words_of_our_pages(visitor: FlaskClient, site: str) -> None:
    sent = {"body": "Your account is closed. Call 0900 1.", "prompts.What?": "Call us"}
    answer = visitor.post("/entries", data=sent, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert "Call" not in answer.text


@pytest.mark.parametrize("path", ["/settings/password", "/sign-in", "/resets", "/invitations/received/acceptance"])
def test_a_password_is_never_shown_again(app: Flask, visitor: FlaskClient, path: str) -> None:
    for bare in (False, True):
        visitor.bare = bare
        sent = {"email": "ada@example.org", "current": SECRET, "password": SECRET, "name": "Ada"}
        answer = visitor.post(path, data=sent)
        assert answer.status_code in (401, 403, 422)
        assert SECRET not in answer.text


@pytest.mark.parametrize("raw", [b"body=MINE%ED%A0%80", b"body=MINE%ff%fe", b"body=MINE\xff"])
def test_a_form_that_is_no_utf_8_is_refused(as_: As, ada: Somebody, raw: bytes) -> None:
    answer = as_(ada).post("/entries", data=raw, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert as_(ada).get("/api/v1/entries").json["items"] == []


@pytest.mark.parametrize("path", [PATH, "/api/v1/me", PATH.replace("entries", "summaries")])
def test_a_name_that_cannot_be_written_is_refused(as_: As, ada: Somebody, path: str) -> None:
    answer = as_(ada).put(path, data=b'{"a\\ud800": 1}', content_type=JSON)
    assert answer.status_code == 422
    assert "a?" in answer.json["fields"]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_the_ends_of_the_calendar_are_refused(as_: As, ada: Somebody, at: str) -> None:
    answer = as_(ada).put(PATH, json={"body": "Mine", "written_at": at})
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["written_at"])


@pytest.mark.parametrize("year", [2, 1970, 2099, 9997])
def test_a_year_far_off_is_shown(as_: As, ada: Somebody, year: int) -> None:
    at = f"{year:04}-01-01T00:00:00Z"
    assert as_(ada).put(PATH, json={"body": "Mine", "written_at": at}).status_code == 201
    treatment = {"starts_at": at, "route": "iv", "status": "planned"}
    assert as_(ada).put(PATH.replace("entries", "treatments"), json=treatment).status_code == 201
    for page in ("/entries", PATH.removeprefix("/api/v1"), "/entries/new", "/treatments", "/checkins", "/today"):
        assert as_(ada).get(page).status_code == 200, page


def test_an_address_that_is_none_leads_nowhere(as_: As, ada: Somebody) -> None:
    for path in (f"/entries/{uuid4()}x", "/entries/1", "/entries/%00", "/entries/..%2f..", "/api/v1/entries/1"):
        assert as_(ada).get(path).status_code == 404, path


def test_marks_piled_on_one_letter_are_refused_at_once(as_: As, ada: Somebody) -> None:
    piled = "a" + "\u0301\u0316" * 80_000
    credentials = {"email": f"{piled}@example.org", "password": piled}
    assert as_(ada).post("/api/v1/session", json=credentials).status_code == 422
    entry = {"body": "a" + "\u0301\u0316" * 10_000, "written_at": "2026-05-12T20:14:00+02:00"}
    assert as_(ada).put(PATH, json=entry).status_code == 422
    assert as_(ada).put(PATH, json=entry | {"body": "e\u0301" * 20_000}).status_code == 201
