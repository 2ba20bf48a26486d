"""What the phone keeps for when there is no network is made for nobody, whole, and what the worker's list says."""

import gzip
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from journal.web import offline
from journal.web.fetch_metadata import OFFLINE
from tests.features.entries.test_at_ease_browser import look
from tests.plugins.browser import OpenPage
from tests.plugins.people import Somebody
from tests.web.test_bytes_demo import FILES, modules

As = Callable[[Somebody], FlaskClient]
FOR_OFFLINE = {OFFLINE: "1"}
WORKER = "/service-worker.js"
LIMIT = 45_000  # bytes of all that is kept, as it is sent


def listed(client: FlaskClient) -> dict[str, Any]:
    """Return the list at the head of the worker's script."""
    head = client.get(WORKER).text.partition(";\n")[0]
    found: dict[str, Any] = orjson.loads(head.removeprefix("const KEPT = "))
    return found


def test_browsers_ask_for_the_worker_each_time_and_get_it_when_it_changed(visitor: FlaskClient) -> None:
    reply = visitor.get(WORKER, headers={"Accept-Encoding": "gzip"})
    assert (reply.status_code, reply.mimetype) == (200, "text/javascript")
    assert (reply.headers["Cache-Control"], "Cookie" in reply.headers["Vary"]) == ("no-cache", False)
    assert b"const KEPT" in gzip.decompress(reply.data)
    again = visitor.get(WORKER, headers={"Accept-Encoding": "gzip", "If-None-Match": reply.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_each_file_of_the_list_is_the_one_that_it_names(visitor: FlaskClient) -> None:
    files = listed(visitor)["files"]
    assert len(files) == len(offline.FILES)
    for address, integrity in files.items():
        with visitor.get(address) as reply:
            assert "immutable" in reply.headers["Cache-Control"]
            assert integrity == f"sha256-{b64encode(sha256(reply.data).digest()).decode()}"


def test_the_list_has_all_that_its_pages_load(visitor: FlaskClient) -> None:
    kept = listed(visitor)
    for path in kept["pages"]:
        page = visitor.get(path, headers=FOR_OFFLINE).text
        wanted = {*FILES.findall(page), *modules(visitor, page)}
        assert {address for address in wanted if address not in kept["files"]} == set(), path


@pytest.mark.parametrize("path", ["/offline", "/help", "/help?country=GB"])
def test_a_page_that_is_kept_names_its_version_and_others_do_not(visitor: FlaskClient, path: str) -> None:
    reply = visitor.get(path, headers=FOR_OFFLINE)
    assert reply.headers[OFFLINE] == listed(visitor)["version"] == offline.version()
    assert OFFLINE not in visitor.get("/privacy", headers=FOR_OFFLINE).headers
    assert OFFLINE not in visitor.get("/help/nowhere").headers


def test_a_page_that_is_kept_says_nothing_of_who_is_signed_in(as_: As, visitor: FlaskClient, ada: Somebody) -> None:
    seen = as_(ada).get("/help")
    kept = visitor.get("/help?country=US", headers=FOR_OFFLINE)
    assert ("Lake House" in seen.text, "data-account" in seen.text, 'data-country="US"' in seen.text) == (True,) * 3
    assert ("Lake House" in kept.text, "data-account" in kept.text) == (False, False)
    assert "Set-Cookie" not in kept.headers
    assert (
        as_(ada).get("/help", headers=FOR_OFFLINE).text == seen.text
    )  # the worker sends no cookie; whoever does is asked for


def test_what_is_kept_is_small(visitor: FlaskClient) -> None:
    kept = listed(visitor)
    packed = {"Accept-Encoding": "gzip"}
    replies = [visitor.get(address, headers=packed) for address in kept["files"]]
    replies += [visitor.get(path, headers=packed | FOR_OFFLINE) for path in kept["pages"]]
    assert sum(len(reply.data) for reply in replies) < LIMIT


def test_help_is_compressed_where_it_is_made_for_nobody_alone(as_: As, visitor: FlaskClient, ada: Somebody) -> None:
    packed = {"Accept-Encoding": "gzip"}
    replies = [
        visitor.get("/help?country=US", headers=packed | FOR_OFFLINE),
        visitor.get("/help?country=US", headers=packed),
        as_(ada).get("/help?country=US", headers=packed | FOR_OFFLINE),
    ]
    assert [reply.headers.get("Content-Encoding") for reply in replies] == ["gzip", None, None]


def test_a_page_of_a_visitor_names_no_country_and_one_of_help_that_which_it_shows(visitor: FlaskClient) -> None:
    assert 'data-country=""' in visitor.get("/privacy").text
    assert 'data-country=""' in visitor.get("/help?country=XX").text
    assert 'data-country="GB"' in visitor.get("/help?country=gb").text


@pytest.mark.browser
def test_the_page_that_says_there_is_no_network_is_easy_to_read_and_to_touch(open_page: OpenPage, live: str) -> None:
    page = open_page({"viewport": {"width": 320, "height": 740}})
    assert look(page, f"{live}/offline") == ([], [], False)


@pytest.mark.browser
def test_the_page_that_says_there_is_no_network_goes_on_by_itself_where_there_is_one(phone: Page, live: str) -> None:
    phone.goto(f"{live}/offline")
    expect(phone.locator("body")).to_have_attribute("data-ready", "")
    phone.evaluate("dispatchEvent(new Event('online'))")
    phone.wait_for_url(f"{live}/")
