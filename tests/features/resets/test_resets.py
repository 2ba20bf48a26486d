"""A new password by a link: once, within a day, for its own address, and every device is signed out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from journal.core.account_fields import NewPassword
from journal.crypto import tokens
from journal.models import AuditLine, Reset
from tests.plugins.people import ORIGIN, PASSWORD, Browser, Somebody, command

As = Callable[[Somebody], FlaskClient]
FRESH = "three calm new words"


def link(app: Flask, person: Somebody) -> str:
    made = command(app, "account", "reset", person.email)
    assert made.exit_code == 0, made.output
    page, _mark, token = made.output.strip().partition("#")
    assert page == f"{ORIGIN}/resets/new"
    return token


def look(client: FlaskClient, token: str):
    return client.post("/resets/new", data={"token": token})


def use(client: FlaskClient, token: str, way: str, email: str, password: str = FRESH):
    values = {"token": token, "email": email, "password": password}
    return client.post("/resets", data=values) if way == "page" else client.post("/api/v1/resets", json=values)


def sign_in(app: Flask, person: Somebody, password: str) -> int:
    return int(Browser(app).post("/sign-in", data={"email": person.email, "password": password}).status_code)


@pytest.mark.parametrize("way", ["page", "api"])
def test_the_link_sets_a_password_and_signs_every_device_out(
    app: Flask, as_: As, ada: Somebody, stored: Callable, way: str
) -> None:
    assert as_(ada).get("/api/v1/me").status_code == 200
    token = link(app, ada)
    assert as_(ada).get("/api/v1/me").status_code == 200
    assert use(Browser(app), token, way, ada.email).status_code == (303 if way == "page" else 204)
    assert as_(ada).get("/api/v1/me").status_code == 401
    assert [sign_in(app, ada, password) for password in (PASSWORD, FRESH)] == [401, 303]
    assert use(Browser(app), token, way, ada.email, "yet another long one").status_code == 410
    assert sign_in(app, ada, FRESH) == 303
    acts = {(line.act, line.actor_id) for line in stored(AuditLine, owner_id=ada.id)}
    assert {("reset.started", ada.id), ("password.reset", ada.id)} <= acts


def test_looking_uses_nothing_up_and_only_the_hash_is_kept(
    app: Flask, ada: Somebody, visitor: FlaskClient, stored: Callable
) -> None:
    token = link(app, ada)
    assert [look(visitor, token).status_code for _ in range(3)] == [200] * 3
    (row,) = stored(Reset)
    assert row.used_at is None
    assert tokens.opens(tokens.parse(token), tokens.reset(ada.id, row.id, row.expires_at), row.token_hash)
    assert ada.email not in look(visitor, token).text


def test_the_page_says_how_long_a_password_must_be_as_its_field_does(
    app: Flask, ada: Somebody, visitor: FlaskClient
) -> None:
    page = look(visitor, link(app, ada)).text
    assert f"{NewPassword.shortest} characters. A few" in page
    assert f'minlength="{NewPassword.shortest}"' in page


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize("end", ["expired", "replaced", "deactivated", "changed", "guessed"])
def test_every_dead_link_gets_the_same_answer(
    app: Flask, as_: As, clara: Somebody, ada: Somebody, way: str, end: str
) -> None:
    token, hours = link(app, ada), 0
    if end == "expired":
        hours = 24
    if end == "replaced":
        link(app, ada)
    if end == "deactivated":
        as_(clara).put(f"/api/v1/people/{ada.id}/deactivation")
    if end == "changed":
        as_(ada).put("/api/v1/me/password", json={"current": PASSWORD, "password": "four other quiet words"})
    if end == "guessed":
        token = token[:-20] + "A" * 20
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=hours, seconds=1)):
        answer = use(Browser(app), token, way, ada.email)
        assert look(Browser(app), token).status_code == 410
    assert answer.status_code == 410
    assert "Ask your clinic for a new one." in answer.text
    assert sign_in(app, ada, FRESH) == 401


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize(
    ("email", "password", "message"),
    [
        ("eve@example.org", FRESH, "for another address"),
        ("nobody@example.org", FRESH, "for another address"),
        ("ada@example.org", "too short", "12 characters"),
        ("ada", FRESH, "Give an e-mail address"),
    ],
)
def test_a_refusal_leaves_the_link_working(
    app: Flask, ada: Somebody, eve: Somebody, way: str, email: str, password: str, message: str
) -> None:
    token = link(app, ada)
    answer = use(Browser(app), token, way, email, password)
    assert (answer.status_code, message in answer.text) == (422, True)
    if way == "page":
        assert f'value="{email}"' in answer.text
        assert password not in answer.text
    assert use(Browser(app), token, way, ada.email).status_code < 400


def test_guessing_the_address_is_slowed_down(app: Flask, ada: Somebody) -> None:
    token, stranger = link(app, ada), Browser(app)
    answers = [use(stranger, token, "page", "guess@example.org") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "then try again" in answers[-1].text


def test_a_page_offers_no_form_for_a_link_that_does_not_work(app: Flask) -> None:
    answer = use(Browser(app), "none", "page", "ada@example.org", "too short")
    assert (answer.status_code, 'name="password"' in answer.text) == (422, False)


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_password_that_is_too_short_is_no_guess(app: Flask, ada: Somebody, way: str) -> None:
    token, client = link(app, ada), Browser(app)
    answers = [use(client, token, way, ada.email, "too short") for _ in range(11)]
    assert {answer.status_code for answer in answers} == {422}
    assert use(client, token, way, ada.email).status_code < 400


def test_invalid_links_cost_no_hashing_and_any_address_costs_one(
    app: Flask, ada: Somebody, hashing: list[bool]
) -> None:
    token = link(app, ada)
    made = [
        (use(Browser(app), tried, "page", email).status_code, len(hashing))
        for tried, email in ((token[:-20] + "A" * 20, ada.email), (token, "nobody@example.org"), (token, ada.email))
    ]
    assert made == [(410, 0), (422, 1), (303, 2)]
    assert hashing == [False, False]


@pytest.mark.parametrize("who", ["ada", "tom", "clara"])
@pytest.mark.parametrize(
    ("path", "status"),
    [("/people/{}/resets", 404), ("/api/v1/people/{}/resets", 404), ("/resets", 422), ("/api/v1/resets", 422)],
)
def test_nobody_has_a_door_to_a_link_not_even_an_admin(
    as_: As, request: pytest.FixtureRequest, eve: Somebody, stored: Callable, who: str, path: str, status: int
) -> None:
    client = as_(request.getfixturevalue(who))
    for sent in ({}, {"email": eve.email, "person_id": str(eve.id)}):
        assert client.post(path.format(eve.id), json=sent).status_code == status
        assert client.post(path.format(eve.id), data=sent).status_code in {status, 415}
    assert stored(Reset) == []


@pytest.mark.parametrize("given", ["", "#", "x", "{}/resets/new", "{}x"])
def test_what_is_not_a_whole_link_is_asked_for_again(
    app: Flask, ada: Somebody, visitor: FlaskClient, given: str
) -> None:
    pasted = given.format(link(app, ada))
    for reply in (look(visitor, pasted), use(visitor, pasted, "page", ada.email)):
        assert (reply.status_code, '<form id="link" method="post" action="/resets/new"' in reply.text) == (422, True)
    refused = use(visitor, pasted, "api", ada.email)
    assert (refused.status_code, list(refused.json["fields"])) == (422, ["token"])
    page = visitor.get("/resets/new").text
    assert ('name="token"' in page, '<a class="back" href="/">' in page) == (True, True)


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_whole_link_is_taken_like_its_token(app: Flask, ada: Somebody, way: str) -> None:
    whole = f" {ORIGIN}/resets/new#{link(app, ada)}\r\n"
    assert look(Browser(app), whole).status_code == 200
    assert use(Browser(app), whole, way, ada.email).status_code < 400
    assert sign_in(app, ada, FRESH) == 303


def test_the_admin_page_says_who_makes_links_and_makes_none(
    app: Flask, as_: As, clara: Somebody, ada: Somebody
) -> None:
    token = link(app, ada)
    page = as_(clara).get(f"/people/{ada.id}").text
    assert "If Ada asks you for a link, tell the people who run the server." in page
    assert "Ask the people who run the server for a link." in as_(clara).get(f"/people/{clara.id}").text
    assert "/resets" not in page
    assert token not in as_(clara).get("/api/v1/people").text


def test_none_is_started_for_a_closed_account(app: Flask, as_: As, clara: Somebody, ada: Somebody) -> None:
    as_(clara).put(f"/api/v1/people/{ada.id}/deactivation")
    made = command(app, "account", "reset", ada.email)
    assert (made.exit_code, "can reactivate it" in made.output) == (1, True)


@pytest.mark.parametrize("end", ["changed", "deactivated"])
def test_a_request_that_came_before_the_end_finds_the_link_dead_too(
    app: Flask, as_: As, clara: Somebody, ada: Somebody, end: str
) -> None:
    token, now = link(app, ada), datetime.now(UTC)
    with time_machine.travel(now + timedelta(seconds=2)):
        if end == "changed":
            as_(ada).put("/api/v1/me/password", json={"current": PASSWORD, "password": "four other quiet words"})
        else:
            as_(clara).put(f"/api/v1/people/{ada.id}/deactivation")
    with time_machine.travel(now + timedelta(seconds=1)):
        assert use(Browser(app), token, "api", ada.email).status_code == 410
