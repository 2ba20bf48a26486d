"""Where somebody came from or is heading is followed only if it is a page of ours that can be opened."""

import pytest
from flask import Flask

from journal.web import links
from tests.plugins.people import ORIGIN

ROW = "5e0c4a3e-7d8b-4b6e-9a51-2f3d1c0b9a87"
PAGES = ["/", "/entries", "/entries?limit=5", f"/entries/{ROW}", f"/summaries/{ROW}/pieces/new?kind=topic", "/sign-in"]
SENT_TO_ONLY = [f"/summaries/{ROW}/pieces", f"/checkins/{ROW}/help/x", f"/entries/{ROW}/restoration", "/sign-out"]
NOT_OURS = [
    "",
    "entries",
    "//evil.com",
    "/\\evil.com",
    "https://evil.com/",
    "/%2f/evil.com",
    "/a\r\nX: 1",
    "/?\0",
    "//[",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_ours_is_followed_as_it_was_given(app: Flask, path: str) -> None:
    with app.test_request_context(base_url=ORIGIN, headers={"Referer": ORIGIN + path}):
        assert (links.page(path), links.came_from()) == (path, path)


@pytest.mark.parametrize("path", SENT_TO_ONLY)
def test_an_address_that_forms_are_sent_to_is_no_page_to_go_back_to(app: Flask, path: str) -> None:
    with app.test_request_context(base_url=ORIGIN, headers={"Referer": ORIGIN + path}):
        assert (links.page(path), links.came_from()) == ("", "")


@pytest.mark.parametrize("path", NOT_OURS)
def test_what_is_no_page_of_ours_is_not_followed(app: Flask, path: str) -> None:
    with app.test_request_context(base_url=ORIGIN):
        assert links.page(path) == ""
