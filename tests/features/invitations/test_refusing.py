"""Links that do not work and addresses that do not match: one message, the form filled, nothing stored."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from journal.models import Care, Invitation, Person
from tests.features.invitations.links import API, NEW, RECEIVED, accept, answer, decline, look, token_of
from tests.plugins.people import Browser, Somebody

As = Callable[[Somebody], FlaskClient]
NIA = "nia@example.org"


@pytest.fixture
def token(as_: As, tom: Somebody) -> str:
    """The token of Tom's invitation to Nia."""
    return token_of(as_(tom), NIA, "patient")


@pytest.fixture
def end(app: Flask, as_: As, token: str, tom: Somebody, clara: Somebody) -> Iterator[Callable[[str], str]]:
    """End an invitation in one way or another; return the token to try."""
    later = time_machine.travel(datetime.now(UTC) + timedelta(days=7, seconds=1))

    def by(way: str) -> str:
        if way == "used":
            assert accept(Browser(app), token, email=NIA, **NEW) == 201
        if way == "expired":
            later.start()
        if way in ("deactivated", "reactivated"):
            assert as_(clara).put(f"/api/v1/people/{tom.id}/deactivation").status_code == 204
        if way == "reactivated":
            assert as_(clara).delete(f"/api/v1/people/{tom.id}/deactivation").status_code == 204
        return token[:-20] + "A" * 20 if way == "guessed" else token

    yield by
    with suppress(AttributeError, IndexError, RuntimeError):
        later.stop()


@pytest.mark.parametrize("way", ["used", "expired", "guessed", "deactivated", "reactivated"])
def test_every_dead_link_gets_the_same_answer(
    app: Flask, stored: Callable, end: Callable[[str], str], way: str
) -> None:
    dead = end(way)
    people = len(stored(Person))
    visitor = Browser(app)
    answers = [
        reply
        for way in ("page", "api")
        for reply in (
            look(visitor, dead, way),
            answer(visitor, dead, way, email=NIA, **NEW),
            decline(visitor, dead, way),
        )
    ]
    assert [reply.status_code for reply in answers] == [410] * 6
    assert answers[0].text.partition("<main")[2].count("does not work any more") == 1
    assert {reply.text.count("Ask the person who sent it for a new one.") for reply in answers} == {1}
    assert len(stored(Person)) == people


def test_a_link_works_until_its_last_second(app: Flask, token: str) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=6, hours=23)):
        assert accept(Browser(app), token, email=NIA, **NEW) == 201


@pytest.mark.parametrize("way", ["page", "api"])
def test_another_address_gets_the_message_for_one_that_has_an_account(
    as_: As, tom: Somebody, ada: Somebody, visitor: FlaskClient, stored: Callable, way: str
) -> None:
    """Ada is invited and not signed in; or somebody else types her own address into Nia's link."""
    refusals = []
    for invited, typed in ((ada.email, ada.email), (NIA, "other@example.org"), (NIA, ada.email)):
        path = token_of(as_(tom), invited, "patient")
        values = {"email": typed, **NEW}
        refused = answer(visitor, path, way, **values)
        if way == "page":
            assert f'value="{typed}"' in refused.text
            assert 'value="Nia"' in refused.text
            assert NEW["password"] not in refused.text
        refusals.append(("sign in first, then open the link again" in refused.text, refused.status_code))
        assert look(visitor, path).status_code == 200
    assert refusals == [(True, 422)] * 3
    assert len(stored(Person)) == 2
    assert stored(Care) == []


def test_somebody_else_who_is_signed_in_cannot_use_the_link(
    as_: As, token: str, eve: Somebody, stored: Callable
) -> None:
    assert accept(as_(eve), token, email=NIA) == 422
    assert accept(as_(eve), token, email=eve.email) == 422
    assert (stored(Care), stored(Invitation)[0].used_at) == ([], None)


def test_an_account_of_another_kind_cannot_join(as_: As, ada: Somebody, clara: Somebody, stored: Callable) -> None:
    token = token_of(as_(clara), ada.email, "therapist")
    refused = answer(as_(ada), token, "api", email=ada.email)
    assert refused.status_code == 422
    assert "another e-mail address" in refused.json["fields"]["email"][0]
    assert stored(Person, owner_id=ada.id)[0].role == "patient"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": None}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"password": None}, "password"),
        ({"password": "too short"}, "password"),
        ({"password": "\ud800" * 12}, "password"),
        ({"password": 123456789012}, "password"),
        ({"email": "nia"}, "email"),
    ],
)
def test_bad_input_is_refused_by_its_field(
    visitor: FlaskClient, token: str, stored: Callable, values: dict, field: str
) -> None:
    body = json.dumps({"token": token, "email": NIA, **NEW} | values)
    refused = visitor.post(f"{API}/acceptances", data=body, content_type="application/json")
    assert (refused.status_code, list(refused.json["fields"])) == (422, [field])
    assert stored(Invitation)[0].used_at is None
    assert accept(visitor, token, email=NIA, **NEW) == 201


def test_accepting_six_times_at_once_opens_one_account(app: Flask, token: str, stored: Callable) -> None:
    with ThreadPoolExecutor(6) as pool:
        tries = [pool.submit(accept, Browser(app), token, email=NIA, **NEW) for _ in range(6)]
        statuses = sorted(done.result() for done in tries)
    assert statuses[0] == 201
    assert set(statuses[1:]) <= {410, 422}
    assert (len(stored(Person)), len(stored(Care))) == (2, 1)


@pytest.mark.parametrize("way", ["page", "api"])
def test_guessing_the_address_is_slowed_down(app: Flask, token: str, way: str) -> None:
    visitor, values = Browser(app), {"email": "guess@example.org", **NEW}
    replies = [answer(visitor, token, way, **values) for _ in range(11)]
    assert [reply.status_code for reply in replies] == [422] * 10 + [429]
    assert int(replies[-1].headers["Retry-After"]) > 0
    assert "then try again" in replies[-1].text
    visitor = Browser(app)
    visitor.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    assert answer(visitor, token, way, **values).status_code == 422


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_password_that_is_too_short_is_no_guess(visitor: FlaskClient, token: str, way: str) -> None:
    values = {"email": NIA, "name": "Nia", "password": "too short"}
    assert {answer(visitor, token, way, **values).status_code for _ in range(11)} == {422}
    assert accept(visitor, token, email=NIA, **NEW) == 201


def test_invalid_links_cost_no_hashing_and_any_address_costs_one(
    visitor: FlaskClient, token: str, hashing: list[bool]
) -> None:
    made = [
        (accept(visitor, word, email=email, **NEW), len(hashing))
        for word, email in ((token[:-20] + "A" * 20, NIA), (token, "nobody@example.org"), (token, NIA))
    ]
    assert made == [(410, 0), (422, 1), (201, 2)]
    assert hashing == [False, False]


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize(
    "given",
    [
        "{token}",
        "https://journal.example.org/invitations/received#{token}",
        "  https://journal.example.org/invitations/received#{token}\n",
        "https://journal.example.org/invitations/\nreceived#{head}\r\n{tail}",
    ],
)
def test_a_whole_link_is_taken_like_its_token(visitor: FlaskClient, token: str, given: str, way: str) -> None:
    pasted = given.format(token=token, head=token[:40], tail=token[40:])
    assert "Tom" in look(visitor, pasted, way).text
    values = {"email": NIA, **NEW}
    assert answer(visitor, pasted, way, **values).status_code == (303 if way == "page" else 201)


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize(
    "given",
    ["", " ", "#", "x", "https://journal.example.org/invitations/received", "{cut}", "{token}x", "{token}#", "\0" * 86],
)
def test_what_is_not_a_whole_link_is_asked_for_again(
    visitor: FlaskClient, token: str, stored: Callable, given: str, way: str
) -> None:
    pasted = given.format(token=token, cut=token[:-1])
    for reply in (
        look(visitor, pasted, way),
        answer(visitor, pasted, way, email=NIA, **NEW),
        decline(visitor, pasted, way),
    ):
        assert reply.status_code == 422
        if way == "page":
            assert f'<form id="link" method="post" action="{RECEIVED}"' in reply.text
        else:
            assert list(reply.json["fields"]) == ["token"]
        assert token[:-1] not in reply.text
    row = stored(Invitation)[0]
    assert (row.used_at, row.declined_at, len(stored(Person))) == (None, None, 1)


def test_a_page_without_its_link_asks_for_it(visitor: FlaskClient, as_: As, ada: Somebody) -> None:
    for client in (visitor, as_(ada)):
        page = client.get(RECEIVED)
        assert (page.status_code, 'name="token"' in page.text) == (200, True)
        assert '<a class="back" href="/">' in page.text
