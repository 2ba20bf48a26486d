"""What pages link to is there, made of short files; the style sheet is its files in their order."""

import gzip
import re

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page

from journal.web import assets
from journal.web.assets import ROOT, STYLES
from journal.web.headers import HEADERS, OF_FILES

LIMITS = {"css": 200, "js": 150}  # lines
FILES = sorted(path.stem for path in (ROOT / "css").glob("*"))
SOURCES = [
    path.read_text(encoding="utf-8")
    for folder, pattern in (("templates", "*.html"), ("journal", "*.py"))
    for path in (ROOT.parent / folder).rglob(pattern)
]


@pytest.mark.parametrize("kind", LIMITS)
def test_every_file_is_short(kind: str) -> None:
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / kind).glob("*")}
    assert {name: count for name, count in lines.items() if count >= LIMITS[kind]} == {}


def test_every_css_file_is_in_the_sheet() -> None:
    assert sorted(STYLES) == FILES


def test_the_sheet_is_its_files_in_their_order_without_their_comments(visitor: FlaskClient) -> None:
    joined = "".join((ROOT / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    joined = re.sub(r"/\*.*?\*/\s*", "", joined, flags=re.DOTALL)
    with visitor.get("/static/now/pages.css") as reply:
        assert (reply.status_code, reply.mimetype, reply.text) == (200, "text/css", joined)


def test_the_layers_are_ordered_before_any_rule() -> None:
    assert assets.read()["pages.css"].decode().startswith("@layer reset, tokens, base, layout, parts, util;")


def test_a_file_of_a_sheet_is_not_served_by_itself(visitor: FlaskClient) -> None:
    assert visitor.get("/static/now/css/tokens.css").status_code == 404


def test_every_file_that_is_linked_is_served() -> None:
    linked = {path for source in SOURCES for path in re.findall(r"""\basset\(["']([^"']+)["']\)""", source)}
    assert linked >= {"pages.css", "js/main.js"}
    assert linked - assets.read().keys() == set()


def test_every_behaviour_that_a_page_asks_for_is_served() -> None:
    asked = {name for source in SOURCES for name in re.findall(r"""(?:data-module="|module=')(\w+)""", source)}
    assert "draft" in asked
    assert {f"js/{name}.js" for name in asked} - assets.read().keys() == set()


def test_a_file_that_a_browser_has_is_not_sent_again(visitor: FlaskClient) -> None:
    with visitor.get("/static/now/pages.css") as reply:
        again = visitor.get("/static/now/pages.css", headers={"If-None-Match": reply.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip", True), ("br;q=1, gzip;q=0.5", True), ("*", True), ("gzip;q=0, *", False), ("br", False), ("", False)],
)
@pytest.mark.parametrize("path", ["pages.css", "js/draft.js"])
def test_text_is_sent_compressed_to_whoever_takes_it(
    visitor: FlaskClient, path: str, accepted: str, packed: bool
) -> None:
    address, headers = f"/static/now/{path}", {"Accept-Encoding": accepted}
    with visitor.get(address, headers=headers) as reply, visitor.head(address, headers=headers) as head:
        content = gzip.decompress(reply.data) if packed else reply.data
        assert content == assets.read()[path]
        for one in (reply, head):
            assert one.headers.get("Content-Encoding") == ("gzip" if packed else None)
            assert ("Accept-Encoding" in one.headers["Vary"], one.content_length) == (True, len(reply.data))


def test_the_sheet_of_every_page_takes_less_than_twelve_kilobytes(visitor: FlaskClient) -> None:
    with visitor.get("/static/now/pages.css", headers={"Accept-Encoding": "gzip"}) as reply:
        assert len(reply.data) < 12_000


def test_scripts_are_sent_without_their_comments() -> None:
    scripts = {path: content.decode() for path, content in assets.read().items() if path.endswith(".js")}
    assert "js/draft.js" in scripts
    assert {path for path, script in scripts.items() if re.search(r"/\*|^\s*//|\n\s", script, re.MULTILINE)} == set()
    whole = sum(path.stat().st_size for path in (ROOT / "js").glob("*"))
    assert sum(map(len, scripts.values())) < whole * 0.75


@pytest.mark.browser
def test_a_browser_reads_every_script_as_it_is_sent(phone: Page, live: str) -> None:
    phone.goto(f"{live}/help")
    main = phone.locator("script").get_attribute("src") or ""
    for path in (ROOT / "js").glob("*.js"):
        written = path.read_text(encoding="utf-8")
        offered = set(re.findall(r"^export (?:async )?(?:function|const|class) (\w+)", written, re.MULTILINE))
        found = phone.evaluate("path => import(path).then(Object.keys)", main.replace("main.js", path.name))
        assert (path.name, offered - set(found)) == (path.name, set())
        assert ("default" in found) == ("export default" in written)


@pytest.mark.parametrize("path", ["icons/icon-512.png", "icons/favicon.ico", "js/print.js"])
def test_pictures_and_what_is_small_are_sent_as_they_are(visitor: FlaskClient, path: str) -> None:
    with visitor.get(f"/static/now/{path}", headers={"Accept-Encoding": "gzip"}) as reply:
        assert reply.data == assets.read()[path]
        assert ("Content-Encoding" in reply.headers, "Vary" in reply.headers) == (False, False)


def test_each_form_of_a_file_has_an_etag_of_its_own(visitor: FlaskClient) -> None:
    tags = {}
    for accepted in ("gzip", "identity"):
        headers = {"Accept-Encoding": accepted}
        with visitor.get("/static/now/pages.css", headers=headers) as reply:
            tags[accepted] = reply.headers["ETag"]
        again = visitor.get("/static/now/pages.css", headers=headers | {"If-None-Match": tags[accepted]})
        assert (again.status_code, "Accept-Encoding" in again.headers["Vary"]) == (304, True)
    assert tags["gzip"] != tags["identity"]
    other = visitor.get("/static/now/pages.css", headers={"If-None-Match": tags["gzip"]})
    assert other.status_code == 200


def test_a_file_has_the_headers_that_are_about_files_and_what_is_missing_has_all(visitor: FlaskClient) -> None:
    with visitor.get("/static/now/pages.css") as reply:
        assert {name for name in HEADERS if name in reply.headers} == set(OF_FILES)
    assert {name for name in HEADERS if name in visitor.get("/static/now/nothing.css").headers} == set(HEADERS)
