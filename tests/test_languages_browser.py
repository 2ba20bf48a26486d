"""On a phone, in two languages that nobody speaks, from the left and from the right, every text has its place."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page

from journal.clinical.crisis_lines import LINES
from tests.plugins.browser import DESKTOP, OpenPage
from tests.plugins.people import PASSWORD
from tests.plugins.pseudo import Reads
from tests.words import world as worlds
from tests.words.pseudo import ACCENTED, FROM_THE_RIGHT
from tests.words.world import World

on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WITHOUT_PLACE = Path(__file__).with_name("places.js").read_text()
HEIGHT = 844
WIDTHS = (390, 320)
LEFT_OUT = {"/api/v1/", *(f"/help?country={code}" for code in LINES)}  # in English alone; like /help


def sign_in(page: Page, base: str, email: str) -> None:
    page.goto(f"{base}/sign-in")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator(".actions button").first.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def addresses(app: Flask, world: World, reads: Reads, who: str) -> Iterator[str]:
    """Yield the address of each page that somebody can open, once for a row of a kind."""
    client = reads(world.people[who])
    one_row = World(world.people, {name: rows[-1:] for name, rows in world.ids.items()})
    for address in [*worlds.addresses(app, one_row), *worlds.more_addresses(world)]:
        if address not in LEFT_OUT and client.get(address).status_code == 200:
            yield address


@pytest.mark.browser
@on_one_database
@pytest.mark.parametrize("language", [ACCENTED, FROM_THE_RIGHT])
@pytest.mark.parametrize("who", ["ada", "tom"])
def test_every_text_has_its_place_on_a_phone(
    open_page: OpenPage,
    foreign_world: World,
    served_translated: str,
    translated: Flask,
    reads: Reads,
    language: str,
    who: str,
) -> None:
    page = open_page({"viewport": {"width": WIDTHS[0], "height": HEIGHT}}, locale=language, reduced_motion="reduce")
    sign_in(page, served_translated, foreign_world.people[who].email)
    found = defaultdict(list)
    for address in addresses(translated, foreign_world, reads, who):
        page.goto(served_translated + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for fault in page.evaluate(WITHOUT_PLACE):
                found[fault].append((address, width))
    assert found == {}


def middle(part: Locator) -> float:
    """Return how far from the left a part of a page stands."""
    box = part.bounding_box()
    assert box
    return box["x"] + box["width"] / 2


@pytest.mark.browser
@on_one_database
@pytest.mark.parametrize(("language", "from_the_right"), [(ACCENTED, False), (FROM_THE_RIGHT, True)])
def test_pages_are_turned_around_and_charts_are_not(
    open_page: OpenPage, foreign_world: World, served_translated: str, language: str, from_the_right: bool
) -> None:
    page = open_page(DESKTOP, locale=language, reduced_motion="reduce")
    sign_in(page, served_translated, foreign_world.people["ada"].email)
    for path in ("/checkins/scores", "/settings/account"):
        page.goto(f"{served_translated}{path}")
        assert (middle(page.locator(".top .back")) > middle(page.locator(".top .help"))) == from_the_right
    arrow = page.locator("select").evaluate("(one) => getComputedStyle(one).backgroundPositionX")
    assert arrow.startswith("calc(100%") != from_the_right
    page.goto(f"{served_translated}/checkins/scores")
    days = page.locator("svg.chart:not(.swatch)").first.locator("g.axis text").all()
    assert middle(days[0]) < middle(days[-1])
    assert page.locator("svg.chart").first.evaluate("(one) => getComputedStyle(one).direction") == "ltr"


@pytest.mark.browser
def test_what_has_no_place_is_found(open_page: OpenPage) -> None:
    page = open_page({"viewport": {"width": WIDTHS[1], "height": HEIGHT}})
    page.set_content("""
      <style>* { margin: 0 } .button { display: block; width: 60px; white-space: nowrap }</style>
      <a class="button">much too long</a>
      <p style="overflow: hidden; height: 5px">cut off</p>
      <p style="margin-left: -50px">off the screen</p>
      <p class="tabs"><b>one</b><b style="margin-left: -9px">two</b></p>
      <input style="width: 30px" placeholder="much too long">
      <p style="width: 400px">wide</p>""")
    kinds = {fault.partition(":")[0] for fault in page.evaluate(WITHOUT_PLACE)}
    cut_off = {"cut off", "cut off, much too long"}
    assert kinds == cut_off | {"the page scrolls sideways", "off the screen", "out of its box", "covered"}
