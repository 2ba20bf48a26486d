"""A browser that accounts know: shared by colleagues, and known for the password that it signed in with alone."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from journal.domain.known_browsers import MOST
from tests.features.accounts.test_account import FRESH, change_password
from tests.features.signin.test_signing_in import cookie_of
from tests.features.signin.test_throttle import HOME, STRANGER, sign_in
from tests.plugins.people import PASSWORD, Browser, Somebody, command

WAYS = pytest.mark.parametrize("way", ["page", "api"])
WRONG = "wrong wrong wrong"


def known_to(app: Flask, *people: Somebody) -> FlaskClient:
    """Return a browser on which people signed in and out, one after another, at the clinic's address."""
    browser = Browser(app)
    for person in people:
        assert sign_in(browser, person.email, PASSWORD, where=HOME).status_code == 303
        browser.post("/sign-out")
    return browser


def guess(client: FlaskClient, person: Somebody, times: int = 10, way: str = "page") -> list[int]:
    return [sign_in(client, person.email, WRONG, way, HOME).status_code for _ in range(times)]


def is_known(client: FlaskClient, person: Somebody, password: str = PASSWORD) -> bool:
    """Tell whether somebody may sign in on this browser where strangers may not any more."""
    stranger = Browser(client.application)
    guess(stranger, person)
    assert sign_in(stranger, person.email, password, where=HOME).status_code == 429
    return sign_in(client, person.email, password, where=HOME).status_code == 303


@WAYS
def test_signing_in_as_somebody_else_keeps_the_marks_of_colleagues(
    app: Flask, tom: Somebody, clara: Somebody, way: str
) -> None:
    shared = known_to(app, clara)
    assert sign_in(shared, tom.email, PASSWORD, way, HOME).status_code == (303 if way == "page" else 200)
    assert is_known(shared, clara)


@WAYS
def test_a_colleagues_failures_on_a_shared_computer_hold_up_nobody_whom_it_knows(
    app: Flask, tom: Somebody, clara: Somebody, eve: Somebody, way: str
) -> None:
    shared = known_to(app, clara, tom)
    assert guess(shared, tom, 11, way) == [401] * 10 + [429]
    assert guess(shared, eve, 11, way) == [401] * 10 + [429]
    assert sign_in(shared, clara.email, PASSWORD, way, HOME).status_code == (303 if way == "page" else 200)


@WAYS
def test_whoever_guesses_at_a_colleague_on_a_shared_computer_holds_them_up_there_alone(
    app: Flask, tom: Somebody, clara: Somebody, way: str
) -> None:
    shared, own = known_to(app, clara, tom), known_to(app, clara)
    assert guess(shared, clara, 11, way) == [401] * 10 + [429]
    assert sign_in(shared, clara.email, PASSWORD, way, HOME).status_code == 429
    for browser, person in ((shared, tom), (own, clara), (Browser(app), clara)):
        assert sign_in(browser, person.email, PASSWORD, way, HOME).status_code == (303 if way == "page" else 200)


def test_failures_from_a_clinics_network_hold_up_nobody_on_a_browser_that_knows_them(
    app: Flask, tom: Somebody, clara: Somebody
) -> None:
    shared = known_to(app, clara)
    tried = [sign_in(Browser(app), f"n{number}@example.org", WRONG, where=HOME).status_code for number in range(51)]
    assert tried == [401] * 50 + [429]
    assert sign_in(Browser(app), tom.email, PASSWORD, where=HOME).status_code == 429
    assert sign_in(shared, clara.email, PASSWORD, where=HOME).status_code == 303


@WAYS
def test_a_new_password_makes_the_other_browsers_unknown_and_not_the_one_where_it_was_set(
    app: Flask, ada: Somebody, way: str
) -> None:
    other, here = known_to(app, ada), known_to(app, ada)
    sign_in(here, ada.email, PASSWORD, where=HOME)
    assert change_password(here, way, PASSWORD, FRESH).status_code < 400
    here.post("/sign-out")
    assert is_known(here, ada, FRESH)
    assert not is_known(other, ada, FRESH)


@WAYS
def test_a_reset_makes_every_browser_unknown_until_they_sign_in_again(app: Flask, ada: Somebody, way: str) -> None:
    browser = known_to(app, ada)
    token = command(app, "account", "reset", ada.email).output.strip().partition("#")[2]
    values = {"token": token, "email": ada.email, "password": FRESH}
    sent = browser.post("/resets", data=values) if way == "page" else browser.post("/api/v1/resets", json=values)
    assert sent.status_code in (303, 204)
    assert not is_known(browser, ada, FRESH)
    assert sign_in(browser, ada.email, FRESH, where=STRANGER).status_code == 303
    browser.post("/sign-out")
    assert sign_in(browser, ada.email, FRESH, where=HOME).status_code == 303


def test_a_browser_of_many_people_has_a_small_cookie(app: Flask, make_person: Callable[..., Somebody]) -> None:
    staff = [make_person(f"Nurse{number}", "therapist") for number in range(MOST + 1)]
    shared = known_to(app, *staff)
    sign_in(shared, staff[0].email, PASSWORD, where=HOME)
    assert len(cookie_of(shared)) < 1_200
    assert sign_in(shared, staff[-1].email, PASSWORD, where=HOME).status_code == 303
    assert len(cookie_of(shared)) < 1_200
