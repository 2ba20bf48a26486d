"""Twenty wrong passwords: slower and slower for whoever guesses, never a locked door for the owner."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.plugins.people import PASSWORD, Browser, Somebody

STRANGER, HOME = {"REMOTE_ADDR": "203.0.113.9"}, {"REMOTE_ADDR": "198.51.100.7"}


def sign_in(client: FlaskClient, email: str, password: str, way: str = "page", where: dict | None = None):
    values = {"email": email, "password": password}
    if way == "page":
        return client.post("/sign-in", data=values, environ_overrides=where or HOME)
    return client.post("/api/v1/session", json=values, environ_overrides=where or HOME)


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_twenty_wrong_passwords_are_slowed_down(app: Flask, ada: Somebody, way: str, email: str) -> None:
    stranger = Browser(app)
    answers = [sign_in(stranger, email, f"guess {number} of many", way, STRANGER) for number in range(20)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429] * 10
    last = answers[-1]
    assert 0 < int(last.headers["Retry-After"]) <= 15 * 60
    assert "Wait 15 minutes, then try again." in last.text
    if way == "page":
        assert f'value="{email}"' in last.text
        assert "guess 19" not in last.text
    assert sign_in(stranger, email, PASSWORD, way, STRANGER).status_code == 429


def test_the_wait_is_as_long_as_it_says(app: Flask, ada: Somebody) -> None:
    stranger = Browser(app)
    for _ in range(10):
        sign_in(stranger, ada.email, "wrong wrong wrong")
    wait = int(sign_in(stranger, ada.email, PASSWORD).headers["Retry-After"])
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=wait + 1)):
        assert sign_in(stranger, ada.email, PASSWORD).status_code == 303


def test_a_stranger_does_not_lock_the_owner_out(app: Flask, ada: Somebody) -> None:
    """Neither at home, nor on a browser that knows the account and sits behind the stranger's own address."""
    known, stranger = Browser(app), Browser(app)
    assert sign_in(known, ada.email, PASSWORD, where=STRANGER).status_code == 303
    known.post("/sign-out")
    for number in range(20):
        sign_in(stranger, ada.email, f"guess {number} of many", where=STRANGER)
    assert sign_in(stranger, ada.email, PASSWORD, where=STRANGER).status_code == 429
    assert sign_in(known, ada.email, PASSWORD, where=STRANGER).status_code == 303
    assert sign_in(Browser(app), ada.email, PASSWORD, where=HOME).status_code == 303


def test_many_strangers_do_not_lock_a_known_browser_out(app: Flask, ada: Somebody) -> None:
    known = Browser(app)
    assert sign_in(known, ada.email, PASSWORD).status_code == 303
    known.post("/sign-out")
    for address in range(11):
        for _ in range(10):
            sign_in(Browser(app), ada.email, "wrong wrong wrong", where={"REMOTE_ADDR": f"203.0.113.{address}"})
    assert sign_in(Browser(app), ada.email, PASSWORD, where=HOME).status_code == 429
    assert sign_in(known, ada.email, PASSWORD).status_code == 303


def test_a_known_browser_is_not_known_for_other_accounts(app: Flask, ada: Somebody, eve: Somebody) -> None:
    hers = Browser(app)
    assert sign_in(hers, eve.email, PASSWORD).status_code == 303
    hers.post("/sign-out")
    for number in range(10):
        sign_in(hers, ada.email, f"guess {number} of many")
    assert sign_in(hers, ada.email, PASSWORD).status_code == 429


def test_guessing_many_accounts_from_one_address_is_slowed_down(app: Flask, ada: Somebody) -> None:
    answers = [sign_in(Browser(app), f"n{number}@example.org", "wrong wrong wrong") for number in range(51)]
    assert [answer.status_code for answer in answers] == [401] * 50 + [429]


def test_right_passwords_are_not_counted(app: Flask, ada: Somebody) -> None:
    assert [sign_in(Browser(app), ada.email, PASSWORD).status_code for _ in range(12)] == [303] * 12


def test_each_known_browser_is_counted_apart(app: Flask, ada: Somebody) -> None:
    """Who guesses on one of them, or copies its cookie, holds none of the others up."""
    phone, laptop, copied = Browser(app), Browser(app), Browser(app)
    for known in (phone, laptop):
        assert sign_in(known, ada.email, PASSWORD).status_code == 303
        known.post("/sign-out")
    cookie = laptop.get_cookie("__Host-journal", "journal.example.org")
    copied.set_cookie("__Host-journal", cookie.value, domain="journal.example.org")
    tried = [sign_in(copied, ada.email, "wrong wrong wrong", where=STRANGER).status_code for _ in range(10)]
    assert tried == [401] * 10
    assert sign_in(laptop, ada.email, PASSWORD).status_code == 429
    assert sign_in(phone, ada.email, PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("tried", "same", "other"),
    [
        ("2001:db8:1:2::{}", "2001:db8:1:2:ffff::1", "2001:db8:1:3::1"),
        ("::ffff:203.0.113.9", "203.0.113.9", "::ffff:203.0.113.10"),
        ("", "no address", "203.0.113.9"),
    ],
)
def test_addresses_that_one_line_has_are_counted_as_one(
    app: Flask, ada: Somebody, tried: str, same: str, other: str
) -> None:
    for number in range(1, 11):
        sign_in(Browser(app), ada.email, "wrong wrong wrong", where={"REMOTE_ADDR": tried.format(number)})
    assert sign_in(Browser(app), ada.email, PASSWORD, where={"REMOTE_ADDR": same}).status_code == 429
    assert sign_in(Browser(app), ada.email, PASSWORD, where={"REMOTE_ADDR": other}).status_code == 303
