"""An entry is kept on the phone first, and reaches the server once, whatever happens on the way."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, expect

from tests.plugins.drafts import BODY, drafts_of, write
from tests.plugins.live import SignIn
from tests.plugins.outbox import (
    CUT,
    empty,
    flush,
    hurry,
    kept_on_the_phone,
    let_through,
    on_put,
    press_save,
    put_in,
    rows,
)
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser(offline=True)

As = Callable[[Somebody], FlaskClient]


def openings(client: FlaskClient) -> list[str]:
    """Return how the entries begin that the server has, the first one first."""
    found: list[dict[str, Any]] = client.get("/api/v1/entries?limit=100").json["items"]
    return [entry["opening"] for entry in reversed(found)]


def die_after(route: Route) -> None:
    """Let the server do what it is asked, and die before it says so."""
    assert route.fetch().ok
    route.abort(CUT)


def saved_in_place(page: Page) -> None:
    expect(page.get_by_role("heading", name="Saved.")).to_be_visible()


def test_saved_words_are_on_the_server_and_no_more_on_the_phone(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sent: list[str] = []
    sign_in(phone, ada)
    write(phone, live, BODY)
    on_put(phone, lambda route: (sent.append(route.request.url), route.continue_())[1])
    press_save(phone)
    phone.wait_for_url("**/kept")
    saved_in_place(phone)
    assert (len(sent), openings(as_(ada)), rows(phone), drafts_of(phone, ada)) == (1, [BODY], [], [])


def test_words_that_wait_are_sealed_and_no_draft_any_more(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.add_init_script("StorageManager.prototype.persist = async () => { window.persists = true; };")
    write(phone, live, BODY)
    on_put(phone, lambda route: route.abort(CUT))
    press_save(phone)
    kept_on_the_phone(phone)
    assert phone.evaluate("() => window.persists")
    (row,) = rows(phone)
    columns = {"account", "id", "records", "revision", "stamp", "iv", "sealed", "sealed_by", "at", "tries", "number"}
    assert (set(row), list(row["sealed_by"])) == (columns, ["key"])
    assert "yellow" not in json.dumps(row)
    assert (drafts_of(phone, ada), openings(as_(ada))) == ([], [])


def test_a_server_that_dies_between_commit_and_answer_has_the_entry_once(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    write(phone, live, BODY)
    on_put(phone, die_after)
    press_save(phone)
    kept_on_the_phone(phone)
    assert (openings(as_(ada)), len(rows(phone))) == ([BODY], 1)
    let_through(phone)
    hurry(phone)
    saved_in_place(phone)
    assert (openings(as_(ada)), rows(phone)) == ([BODY], [])


def test_nobody_waits_for_a_frozen_server(phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody) -> None:
    asked: list[Route] = []
    sign_in(phone, ada)
    write(phone, live, BODY)
    on_put(phone, asked.append)
    press_save(phone)
    kept_on_the_phone(phone)
    assert (len(asked), len(rows(phone)), openings(as_(ada))) == (1, 1, [])
    asked[0].continue_()
    saved_in_place(phone)
    empty(phone)
    assert openings(as_(ada)) == [BODY]


def portal(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<h1>Welcome to the hotel</h1>")


def gateway(route: Route) -> None:
    route.fulfill(status=502, content_type="text/html", body="<h1>Bad Gateway</h1>")


def stranger(route: Route) -> None:
    route.fulfill(status=200, content_type="application/json", body='{"ok": true}')


def another(route: Route) -> None:
    said = json.dumps({"id": "5e0c4a3e-7d8b-4b6e-9a51-2f3d1c0b9a87", "revision": 1})
    route.fulfill(status=201, content_type="application/json", body=said, headers={"Form-Digest": "0" * 64})


def cut_off(route: Route) -> None:
    path = route.request.url.rpartition("/")[2]
    route.fulfill(status=201, content_type="application/json", body=f'{{"id": "{path}"', headers={"Form-Digest": "x"})


@pytest.mark.browser(offline=True, refusals={502})
@pytest.mark.parametrize("answer", [portal, gateway, stranger, another, cut_off])
def test_an_answer_that_is_not_ours_is_not_believed(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, answer: Callable[[Route], None]
) -> None:
    sign_in(phone, ada)
    phone.goto(f"{live}/unsent")
    put_in(phone, ada, BODY)
    on_put(phone, answer)
    flush(phone, ada)
    assert ([row["tries"] for row in rows(phone)], drafts_of(phone, ada)) == ([1], [])
    let_through(phone)
    flush(phone, ada)
    assert (openings(as_(ada)), rows(phone)) == ([BODY], [])


def test_a_tab_that_was_closed_before_the_answer_loses_nothing(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    asked: list[Route] = []
    sign_in(phone, ada)
    other = phone.context.new_page()
    write(phone, live, BODY)
    on_put(phone, asked.append)
    press_save(phone)
    while not asked:
        phone.wait_for_timeout(20)
    phone.close()
    let_through(other)
    other.goto(f"{live}/today")
    empty(other)
    assert openings(as_(ada)) == [BODY]


def test_ten_flushes_in_two_tabs_send_each_entry_once(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sent: list[str] = []
    sign_in(phone, ada)
    tabs = [phone, phone.context.new_page()]
    for tab in tabs:
        tab.goto(f"{live}/unsent")
    words = [f"Thought {number}" for number in range(5)]
    put_in(phone, ada, *words)
    on_put(phone, lambda route: (sent.append(route.request.url), route.continue_())[1])
    flush(phone, ada, 5)
    flush(tabs[1], ada, 5)
    for tab in tabs:
        tab.evaluate("() => dispatchEvent(new Event('pageshow'))")
    empty(phone)
    assert (len(sent), len(set(sent)), openings(as_(ada))) == (5, 5, words)


def test_sixty_entries_reach_a_server_that_dies_after_every_third(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sent: list[str] = []

    def every_third(route: Route) -> None:
        sent.append(route.request.url)
        die_after(route) if len(sent) % 3 == 0 else route.continue_()

    sign_in(phone, ada)
    phone.goto(f"{live}/unsent")
    words = [f"Thought {number}" for number in range(60)]
    put_in(phone, ada, *words)
    on_put(phone, every_third)
    for _each in range(60):
        if not rows(phone):
            break
        flush(phone, ada)
    assert (rows(phone), openings(as_(ada)), len(set(sent))) == ([], words, 60)
