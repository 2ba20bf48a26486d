"""The manifest, by which browsers install Journal: what it names is there, and nothing in it tells what it is for."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from journal.web.assets import ROOT
from tests import screenshots

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def manifest(visitor: FlaskClient) -> dict[str, Any]:
    reply = visitor.get("/manifest.webmanifest")
    assert (reply.status_code, reply.mimetype) == (200, "application/manifest+json")
    found: dict[str, Any] = reply.get_json(force=True)
    return found


def pictures(manifest: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield every icon and screenshot."""
    yield from manifest["icons"]
    yield from manifest["screenshots"]
    for shortcut in manifest["shortcuts"]:
        yield from shortcut["icons"]


def size(content: bytes) -> str:
    """Return how large a PNG is, such as "192x192". Source: W3C PNG, 11.2.1."""
    assert content.startswith(PNG)
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    return f"{width}x{height}"


def test_each_picture_is_there_as_large_as_the_manifest_says_and_small_to_load(
    visitor: FlaskClient, manifest: dict[str, Any]
) -> None:
    found = list(pictures(manifest))
    assert len(found) > 6
    for picture in found:
        with visitor.get(picture["src"]) as reply:
            assert (reply.status_code, reply.mimetype) == (200, picture["type"]), picture
            assert picture["sizes"] == ("any" if picture["type"] == "image/svg+xml" else size(reply.data)), picture
            assert len(reply.data) < 80_000, picture


def test_a_browser_finds_in_it_what_it_needs_to_install(manifest: dict[str, Any]) -> None:
    names = ("id", "scope", "start_url", "display", "lang", "dir", "name", "short_name")
    assert [manifest[name] for name in names] == ["/", "/", "/", "standalone", "en-US", "ltr", "Journal", "Journal"]
    kinds = {(icon["sizes"], icon.get("purpose", "any")) for icon in manifest["icons"]}
    assert kinds >= {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    assert {one["form_factor"] for one in manifest["screenshots"]} == {"narrow", "wide"}


def test_each_shortcut_leads_to_a_page(visitor: FlaskClient, manifest: dict[str, Any]) -> None:
    assert [(one["name"], one["url"]) for one in manifest["shortcuts"]] == [
        ("Write", "/entries/new"),
        ("Get help", "/help"),
    ]
    for shortcut in manifest["shortcuts"]:
        assert visitor.get(shortcut["url"]).status_code in (200, 303)


def test_nothing_in_it_tells_what_it_is_for(visitor: FlaskClient) -> None:
    assert screenshots.telling(visitor.get("/manifest.webmanifest").text) == []
    assert screenshots.telling("Add a Treatment") == ["treatment"]


def test_the_screenshots_are_those_that_the_script_takes() -> None:
    assert {path.stem for path in (ROOT / "screenshots").iterdir()} == set(screenshots.WINDOWS)
