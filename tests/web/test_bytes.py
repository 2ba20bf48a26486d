"""What a page costs over the air, on its first visit by a phone that has nothing of it, and the next.

Measured in a browser for some; test_bytes_demo.py computes it for all.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page

from tests.plugins import sharing
from tests.plugins.browser import OpenPage
from tests.plugins.people import PASSWORD, Somebody

As = Callable[[Somebody], FlaskClient]

pytestmark = pytest.mark.browser

FIRST, NEXT = 40_000, 12_000  # bytes, with the headers
PATIENTS = ("/today", "/entries", "/entries/new", "/checkins", "/summaries/new", "/shares", "/help")


def sign_in(context: BrowserContext, live: str, person: Somebody) -> None:
    """Sign in without opening a page, so that the browser has nothing of it."""
    words = {"email": person.email, "password": PASSWORD}
    answer = context.request.post(f"{live}/api/v1/session", data=words, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.ok, answer.text()


def transferred(page: Page, address: str) -> int:
    """Return the bytes that opening an address takes."""
    sizes: list[float] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")

    def add(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    network.on("Network.loadingFinished", add)
    page.goto(address, wait_until="networkidle")
    network.detach()
    return int(sum(sizes))


def test_a_patients_pages_are_light(open_page: OpenPage, live: str, as_: As, ada: Somebody) -> None:
    for _ in range(25):
        sharing.entry(as_(ada))
    found = {}
    for path in PATIENTS:
        page = open_page()
        sign_in(page.context, live, ada)
        found[path] = (transferred(page, live + path), transferred(page, live + path))
        page.close()
    assert {path: sizes for path, sizes in found.items() if sizes[0] > FIRST or sizes[1] > NEXT} == {}


@pytest.mark.usefixtures("in_care")
def test_a_therapists_pages_are_light(open_page: OpenPage, live: str, as_: As, ada: Somebody, tom: Somebody) -> None:
    client = as_(ada)
    days = [f"2026-10-{day:02}" for day in range(1, 30, 4)]
    last = [sharing.checkin(client, day) for day in days][-1]
    series = {"kind": "series", "instrument": "phq-9", "since": days[0], "answers": False}
    checkin = {"kind": "checkin", "checkin_id": last, "answers": True}
    sharing.share(client, tom, sharing.TOPIC, sharing.excerpt(sharing.entry(client)), series, checkin)
    found = {}
    for path in ("/caseload", f"/caseload/{ada.id}"):
        page = open_page()
        sign_in(page.context, live, tom)
        found[path] = (transferred(page, live + path), transferred(page, live + path))
        page.close()
    assert {path: sizes for path, sizes in found.items() if sizes[0] > FIRST or sizes[1] > NEXT} == {}
