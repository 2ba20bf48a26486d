"""Twenty wrong passwords: slower and slower for whoever guesses, never a locked door for the owner."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, insert

from journal.app import create_app
from journal.core import clock
from journal.core.connection import commit
from journal.core.db import db
from journal.core.roles import APP
from journal.domain import attempts, known_browsers
from journal.domain.attempt_counts import Counter
from journal.domain.attempts import KNOWN, STRANGERS
from journal.models import AttemptCount
from tests.plugins.concurrency import at_once
from tests.plugins.databases import as_role
from tests.plugins.people import PASSWORD, Browser, Somebody, settings
from tests.plugins.unrestricted import execute

Failed = Callable[..., None]
STRANGER, HOME = {"REMOTE_ADDR": "203.0.113.9"}, {"REMOTE_ADDR": "198.51.100.7"}


def sign_in(client: FlaskClient, email: str, password: str, way: str = "page", where: dict | None = None):
    values = {"email": email, "password": password}
    if way == "page":
        return client.post("/sign-in", data=values, environ_overrides=where or HOME)
    return client.post("/api/v1/session", json=values, environ_overrides=where or HOME)


@pytest.fixture
def failed(app: Flask) -> Failed:
    """Let so many attempts have failed, by the last counter that `counters` returns, within the last minutes."""

    def add(times: int, counters: Callable[..., list[Counter]], *arguments: object) -> None:
        with app.app_context():
            rule, digest = counters(*arguments)[-1]
            ends_at = clock.now() + rule.window - timedelta(minutes=5)
            execute(delete(AttemptCount).where(AttemptCount.digest == digest))
            execute(insert(AttemptCount), {"digest": digest, "attempts": times, "ends_at": ends_at})
            commit()

    return add


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


def test_a_hundred_failures_from_ten_networks_lock_nobody_out(app: Flask, ada: Somebody) -> None:
    for network in range(10):
        for _ in range(10):
            sign_in(Browser(app), ada.email, "wrong wrong wrong", where={"REMOTE_ADDR": f"203.0.113.{network}"})
    assert sign_in(Browser(app), ada.email, PASSWORD, where=HOME).status_code == 303


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_a_thousand_strangers_hold_a_new_browser_up_for_a_quarter_of_an_hour_and_a_known_one_never(
    app: Flask, ada: Somebody, failed: Failed, email: str
) -> None:
    known = Browser(app)
    assert sign_in(known, ada.email, PASSWORD).status_code == 303
    known.post("/sign-out")
    failed(STRANGERS.failures - 1, attempts.signing_in, email, "203.0.113.9", [])
    assert sign_in(Browser(app), email, "wrong wrong wrong", where=HOME).status_code == 401
    refused = sign_in(Browser(app), email, PASSWORD, where=HOME)
    assert (refused.status_code, 14 * 60 < int(refused.headers["Retry-After"]) <= 15 * 60) == (429, True)
    assert sign_in(known, ada.email, PASSWORD).status_code == 303
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=15, seconds=1)):
        assert sign_in(Browser(app), email, PASSWORD, where=HOME).status_code == (303 if email == ada.email else 401)


def test_known_browsers_have_a_total_of_their_own(app: Flask, ada: Somebody, failed: Failed) -> None:
    known = Browser(app)
    assert sign_in(known, ada.email, PASSWORD).status_code == 303
    known.post("/sign-out")
    with app.app_context():
        another = known_browsers.remember([], ada.id)
    failed(KNOWN.failures - 1, attempts.signing_in, ada.email, "-", another)
    assert sign_in(known, ada.email, "wrong wrong wrong").status_code == 401
    assert sign_in(known, ada.email, PASSWORD).status_code == 429
    assert sign_in(Browser(app), ada.email, PASSWORD).status_code == 303


def test_every_process_of_the_server_counts_for_all_and_after_a_restart(
    app: Flask, ada: Somebody, database_url: str
) -> None:
    for number in range(10):
        sign_in(Browser(app), ada.email, f"guess {number} of many")
    restarted = create_app(settings(as_role(database_url, APP)))
    assert sign_in(Browser(restarted), ada.email, PASSWORD).status_code == 429
    assert sign_in(Browser(restarted), ada.email, PASSWORD, where=STRANGER).status_code == 303
    with restarted.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("way", ["page", "api"])
def test_of_many_guesses_at_once_no_more_are_examined_than_one_after_another(
    app: Flask, ada: Somebody, way: str
) -> None:
    found: list[int] = []

    def guess() -> None:
        found.append(sign_in(Browser(app), ada.email, "wrong wrong wrong", way).status_code)

    at_once(*[guess] * 14)
    assert sorted(found) == [401] * 10 + [429] * 4


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


@pytest.mark.parametrize(
    ("path", "page", "more"),
    [
        ("/api/v1/resets", "/resets", {}),
        ("/api/v1/invitations/acceptances", "/invitations/received/acceptance", {"name": "Nia"}),
    ],
)
def test_links_that_do_not_work_are_not_counted_and_cannot_fill_the_table(
    visitor: FlaskClient, ada: Somebody, stored: Callable[..., list[object]], path: str, page: str, more: dict[str, str]
) -> None:
    for number in range(11):
        values = {"token": f"{number:A<86}", "email": ada.email, "password": PASSWORD, **more}
        assert visitor.post(path, json=values).status_code == 410
        assert visitor.post(page, data=values).status_code == 410
    assert stored(AttemptCount) == []
