"""Searching one's own entries: found by the words, in an address that only their owner can read."""

from base64 import urlsafe_b64decode
from collections.abc import Callable
from html import escape, unescape
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.plugins import sharing
from tests.plugins.people import ORIGIN, Somebody

As = Callable[[Somebody], FlaskClient]
PAGE, API = "/entries/search", "/api/v1/entries/search"
NO_QUERY = "This search can't be opened again. Type the words again."
WAYS = ["page", "api"]


def find(client: FlaskClient, query: object, way: str):
    """Search; follow the page to what it found."""
    if way == "api":
        return client.post(API, json={"q": query})
    asked = client.post(PAGE, data={"q": query})
    return client.get(asked.location) if asked.status_code == 303 else asked


def unmarked(page: TestResponse) -> str:
    """Return the text of a page without the marks around what was found."""
    return page.text.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize("way", WAYS)
def test_words_are_found_in_ones_own_entries_only(as_: As, ada: Somebody, eve: Somebody, way: str) -> None:
    sharing.entry(as_(ada), "Café by the SEA")
    sharing.entry(as_(ada), "Nothing of the kind")
    for query in ("cafe\u0301", "sea", "by the", " SEA "):
        found = unmarked(find(as_(ada), query, way))
        assert "Café by the SEA" in found
        assert "Nothing of the kind" not in found
        assert "by the SEA" not in unmarked(find(as_(eve), query, way))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("query", "said"), [("", ""), (" ", "This is empty."), ("x" * 101, "over 100"), ("\0", "can't be saved")]
)
def test_what_cannot_be_searched_for_is_refused(as_: As, ada: Somebody, query: str, said: str, way: str) -> None:
    refused = find(as_(ada), query, way)
    assert (refused.status_code, said in unescape(refused.text)) == (422, True)
    if way == "page":
        assert 'name="q"' in refused.text


def test_an_address_of_a_search_holds_no_word_of_it(as_: As, ada: Somebody) -> None:
    sharing.entry(as_(ada), "The water was warm")
    addresses = [as_(ada).post(PAGE, data={"q": "water"}).location for _ in range(2)]
    assert addresses[0] != addresses[1]
    for address in addresses:
        sealed = address.removeprefix(f"{PAGE}?sealed=")
        assert b"water" not in urlsafe_b64decode(sealed + "==")
        assert "water" not in address
        page = as_(ada).get(address)
        assert (page.status_code, 'value="water"' in page.text) == (200, True)
        assert "The water was warm" in unmarked(page)


def test_nobody_else_opens_the_address_of_a_search(as_: As, ada: Somebody, eve: Somebody, visitor: FlaskClient) -> None:
    address = as_(ada).post(PAGE, data={"q": "water"}).location
    for client in (as_(ada), as_(eve)):
        sharing.entry(client, "The water was warm")
    refused = as_(eve).get(address)
    assert (refused.status_code, NO_QUERY in unescape(refused.text), "water" in refused.text) == (422, True, False)
    assert visitor.get(address).status_code == 303


@pytest.mark.parametrize("given", ["", "x", "water", "A" * 60, "é", "%00", "%F0%9F%98%80", "=", "A" * 5000, "*" * 60])
def test_an_address_that_holds_no_search_shows_an_empty_form(as_: As, ada: Somebody, given: str) -> None:
    refused = as_(ada).get(f"{PAGE}?sealed={given}")
    assert (refused.status_code, NO_QUERY in unescape(refused.text)) == (422, True)
    assert 'name="q" type="search" value=""' in refused.text


def test_an_address_that_was_changed_shows_an_empty_form(as_: As, ada: Somebody) -> None:
    address = as_(ada).post(PAGE, data={"q": "water"}).location
    for changed in (address[:-1], address[:-10] + "A" * 10, address.replace("sealed=A", "sealed=B"), address + "AAAA"):
        assert NO_QUERY in unescape(as_(ada).get(changed).text)


def test_without_a_search_the_form_is_empty(as_: As, ada: Somebody) -> None:
    for address in (PAGE, f"{PAGE}?q=water"):
        page = as_(ada).get(address)
        assert (page.status_code, "No entry has these words." in page.text) == (200, False)
        assert 'name="q" type="search" value=""' in page.text


def test_both_lists_of_what_is_found_go_on_where_the_page_ended(as_: As, ada: Somebody) -> None:
    written = [sharing.entry(as_(ada), f"Water {number}") for number in range(25)]
    seen, cursor = [], None
    while len(seen) < 25:
        found = as_(ada).post(API, json={"q": "water", "limit": 10, "cursor": cursor}).json
        seen += [item["id"] for item in found["items"]]
        cursor = found["next"]
    assert (seen, cursor) == ([str(entry) for entry in reversed(written)], None)
    address = as_(ada).post(PAGE, data={"q": "water"}).location
    first = unmarked(as_(ada).get(address))
    (more,) = [link for link in first.split('href="') if link.startswith(f"{PAGE}?sealed=")]
    following = more.partition('"')[0].replace("&amp;", "&")
    assert "water" not in following.lower()
    assert ["Water 24" in first, "Water 4<" in first] == [True, False]
    assert "Water 4<" in unmarked(as_(ada).get(following))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"limit": "10"}, "limit"),
        ({"limit": None}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": 7}, "cursor"),
        ({"cursor": "x" * 200}, "cursor"),
        ({"q": None}, "q"),
        ({"q": ["water"]}, "q"),
        ({"sort": "oldest"}, "sort"),
    ],
)
def test_bad_input_is_refused_by_its_field(as_: As, ada: Somebody, values: dict, field: str) -> None:
    refused = as_(ada).post(API, json={"q": "water"} | values)
    assert (refused.status_code, list(refused.json["fields"])) == (422, [field])


def test_the_api_takes_no_words_from_an_address(as_: As, ada: Somebody) -> None:
    assert as_(ada).get(f"{API}?q=water").status_code == 405
    assert as_(ada).post(f"{API}?q=water", json={}).status_code == 422


def test_back_on_an_entry_leads_to_the_search_that_led_there(as_: As, ada: Somebody) -> None:
    entry = sharing.entry(as_(ada), "The water was warm")
    search = as_(ada).post(PAGE, data={"q": "water"}).location
    for came_from, back in ((search, search), ("/entries", "/entries"), ("/today", "/entries")):
        page = as_(ada).get(f"/entries/{entry}", headers={"Referer": ORIGIN + came_from}).text
        assert f'<a class="back" href="{back}">' in page
    elsewhere = as_(ada).get(f"/entries/{entry}", headers={"Referer": f"https://evil.example{search}"}).text
    assert '<a class="back" href="/entries">' in elsewhere


def test_a_search_for_somebody_who_signed_in_meanwhile_is_refused(as_: As, ada: Somebody, eve: Somebody) -> None:
    refused = as_(eve).post(PAGE, data={"q": "water", "account": str(ada.id)})
    assert refused.status_code == 403
    assert as_(ada).post(PAGE, data={"q": str(uuid4()), "account": str(ada.id)}).status_code == 303


def test_page_and_api_show_the_passage_that_was_found(as_: As, ada: Somebody) -> None:
    sharing.entry(as_(ada), "Much was said before. " * 20 + "Then <b>my father</b> came. " + "More was said. " * 20)
    (item,) = as_(ada).post(API, json={"q": "FATHER"}).json["items"]
    passage = item["passage"]
    assert passage["found"] == "father"
    assert "".join(passage.values()).count("Then <b>my father</b> came.") == 1
    page = as_(ada).get(as_(ada).post(PAGE, data={"q": "FATHER"}).location).text
    assert f"{escape(passage['before'])}<mark>father</mark>{escape(passage['after'])}" in page
