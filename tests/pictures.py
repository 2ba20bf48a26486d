"""Take the pictures of docs/pictures: the demo's main screens, on a phone and on a desktop, light and dark.

`make pictures` runs it. Each picture shows several screens beside each other, as a browser draws them. It takes the
screenshots of the manifest too (tests/screenshots.py).
"""

import os
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from journal.demo import clinic
from tests import screenshots
from tests.plugins.browser import QUIET, chromium
from tests.plugins.instances import ROOT, WAIT, clean_environ
from tests.plugins.site import free_port

FOLDER = ROOT / "docs" / "pictures"
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
SCHEMES = ("light", "dark")
COLUMNS = {"phone": 5, "desktop": 2}  # screens beside each other
SMALLER = {"phone": 0.66, "desktop": 0.5}
WORDS = "The water was dark and I was not afraid of it. My father stood on the other side and he was young."

FIRST_ENTRY = "main a[href^='/entries/0']"  # by its id
PATIENT = "main a:has-text('Ada Marsh')"

Screen = Callable[[Page, str], object]  # opens a screen; the address of the demo


def at(path: str) -> Screen:
    """Return the screen at an address."""
    return lambda page, base: page.goto(base + path)


def linked(path: str, link: str) -> Screen:
    """Return the screen that the first link to it on another leads to. link: a CSS selector."""

    def follow(page: Page, base: str) -> None:
        page.goto(base + path)
        page.locator(link).first.click()
        page.wait_for_load_state()

    return follow


def writing(page: Page, base: str) -> None:
    """Open the writing page, with words in it."""
    page.goto(f"{base}/entries/new")
    page.locator("textarea").first.fill(WORDS)


def question(page: Page, base: str) -> None:
    """Open a question of a check-in, with an answer chosen."""
    page.goto(f"{base}/checkins")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_load_state()
    page.locator("main label").nth(2).click()


def composing(page: Page, base: str) -> None:
    """Open the page on which a summary is composed, with a topic and an entry unfolded."""
    page.goto(f"{base}/summaries/new")
    page.locator("main textarea").first.fill("How I talk to Ruth about the house")
    page.locator("main details.unfolding summary").first.click()


def previewing(page: Page, base: str) -> None:
    """Open what would be shared."""
    composing(page, base)
    page.locator("main details.unfolding input[type=checkbox]").first.check()
    page.locator(".actions button").first.click()
    page.wait_for_load_state()


# What each picture shows, by the beginning of its name: whose screens, and which.
PICTURES: Mapping[str, tuple[str, Sequence[Screen]]] = {
    "writing": (
        "ada",
        (at("/today"), writing, at("/entries"), linked("/entries", FIRST_ENTRY), question),
    ),
    "sharing": ("ada", (at("/checkins/scores"), composing, previewing, at("/shares"), at("/help"))),
    "therapist": ("tom", (at("/caseload"), linked("/caseload", PATIENT))),
}


def main() -> None:
    """Take every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, demo() as base:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for name, (who, screens) in PICTURES.items():
            for size in SIZES:
                for scheme in SCHEMES:
                    shots = shoot(browser, base, who, screens, size, scheme)
                    (FOLDER / f"{name}-{size}-{scheme}.png").write_bytes(sheet(browser, shots, size))
        screenshots.take(browser, lambda page: sign_in(page, base, "ada"), base)
        browser.close()


@contextmanager
def demo() -> Iterator[str]:
    """Serve a fresh demo, and return its address."""
    with TemporaryDirectory() as folder:
        port = free_port()
        environ = clean_environ() | {"JOURNAL_DEMO": "1", "JOURNAL_INSTANCE": folder, "GRANIAN_WORKERS": "1"}
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--port", str(port)]
        with Path(os.devnull).open("w") as nowhere:
            server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=nowhere, stderr=nowhere)
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_for(base)
            yield base
        finally:
            server.terminate()
            server.wait()


def shoot(browser: Browser, base: str, who: str, screens: Sequence[Screen], size: str, scheme: str) -> list[bytes]:
    """Return a PNG of each screen, as somebody of the demo sees it."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-US", reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, base, who)
    shots = []
    for screen in screens:
        screen(page, base)
        shots.append(page.screenshot())
    context.close()
    return shots


def sign_in(page: Page, base: str, who: str) -> None:
    """Sign somebody of the demo in."""
    page.goto(f"{base}/sign-in")
    page.locator("[name=email]").fill(f"{who}@example.org")
    page.locator("[name=password]").fill(clinic.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def sheet(browser: Browser, shots: Sequence[bytes], size: str) -> bytes:
    """Return a PNG of several screens beside each other."""
    width = int(SIZES[size][0] * SMALLER[size])
    pictures = "".join(
        f'<img width="{width}" alt="" src="data:image/png;base64,{b64encode(shot).decode()}">' for shot in shots
    )
    grid = f"display: grid; grid-template-columns: repeat({min(len(shots), COLUMNS[size])}, {width}px); gap: 16px"
    page = browser.new_page()
    page.set_content(f'<body style="margin: 0"><div style="{grid}; padding: 16px; width: max-content">{pictures}</div>')
    taken = page.locator("div").screenshot(omit_background=True)
    page.close()
    return taken


def _wait_for(base: str) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        try:
            with urlopen(base, timeout=WAIT):  # noqa: S310 - our own
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the demo does not answer")


if __name__ == "__main__":
    main()
