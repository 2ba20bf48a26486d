"""Searches of one person take turns: a second one waits a moment, and holds no thread for long."""

from collections.abc import Callable, Iterator
from threading import Event, Thread
from typing import Any

import pytest
from flask.testing import FlaskClient

from journal.core.turns import Turns
from journal.domain import entry_text
from journal.features.entries import search
from tests.plugins import sharing
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
PAGE, API = "/entries/search", "/api/v1/entries/search"
NOT_YET = "is still running. Wait a moment"


@pytest.fixture
def searching(as_: As, ada: Somebody, eve: Somebody, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A search of Ada's that goes on until this is set. Nobody waits longer than a moment for a turn."""
    passage, inside, end = entry_text.passage, Event(), Event()
    clients = [as_(ada), as_(eve)]
    sharing.entry(clients[0], "The lake")
    sharing.entry(clients[1], "The lake")
    monkeypatch.setattr(search, "_TURNS", Turns(0.1))

    def wait(*given: Any) -> Any:
        if not inside.is_set():
            inside.set()
            assert end.wait(20)
        return passage(*given)

    monkeypatch.setattr(entry_text, "passage", wait)
    first = Thread(target=lambda: clients[0].post(API, json={"q": "lake"}))
    first.start()
    assert inside.wait(20)
    yield end
    end.set()
    first.join()


def test_a_second_search_that_has_waited_is_told_when_to_come_again(as_: As, ada: Somebody, searching: Event) -> None:
    refused = as_(ada).post(API, json={"q": "lake"})
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert refused.mimetype == "application/problem+json"
    assert NOT_YET in refused.json["detail"]
    assert refused.json["title"] == "This can't be done right now."
    searching.set()
    assert len(as_(ada).post(API, json={"q": "lake"}).json["items"]) == 1


def test_the_page_of_a_second_search_keeps_its_words(as_: As, ada: Somebody, searching: Event) -> None:
    address = as_(ada).post(PAGE, data={"q": "lake"}).location
    refused = as_(ada).get(address)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    for words in (NOT_YET, 'value="lake"', f'href="{address}"'):
        assert words in refused.text
    assert "No entry has these words." not in refused.text


def test_nobody_waits_for_the_search_of_another(as_: As, eve: Somebody, searching: Event) -> None:
    assert len(as_(eve).post(API, json={"q": "lake"}).json["items"]) == 1
