"""A real Chromium, at phone and desktop size, that tolerates no console error and no request to another host."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError, sync_playwright

from tests.plugins.strict import leave_out

NAMES = ("chromium", "chromium-browser", "google-chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
ENABLE = "brew install --cask google-chrome" if sys.platform == "darwin" else "sudo apt-get install chromium"
MISSING = "no Chromium on the PATH"
QUIET = (
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
)
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PATIENCE = 10_000  # milliseconds that a step may take
OUT_OF_REACH = tuple(
    f"Failed to load resource: net::ERR_{name}"
    for name in ("INTERNET_DISCONNECTED", "CONNECTION_REFUSED", "EMPTY_RESPONSE", "FAILED")
)
LEFT_AT_ONCE = "Transition was aborted"  # what Chromium says of a page that is left while it still appears

OpenPage = Callable[..., Page]


class Watch:
    """What one browser context did that it should not have done.

    refusals: HTTP statuses that the test expects; Chromium writes each into the console as an error.
    offline: whether the test takes the network away, or the server: it writes there what did not load.
    """

    def __init__(self, context: BrowserContext, refusals: frozenset[int], *, offline: bool = False) -> None:
        self.refusals = tuple(f"the server responded with a status of {status} " for status in refusals)
        self.refusals += OUT_OF_REACH if offline else ()
        self.faults: list[str] = []
        self.home = ""
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"data", "blob", "about"}:
            return
        self.home = self.home or parts.netloc
        if parts.netloc != self.home:
            self.faults.append(f"request to another host: {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in self.refusals):
            self.faults.append(f"console error: {message.text} ({message.location.get('url', '')})")

    def _on_error(self, error: WebError) -> None:
        if LEFT_AT_ONCE not in str(error.error):
            self.faults.append(f"uncaught: {error.error}")


def chromium() -> str | None:
    """Return the path of the Chromium to drive, None where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MAC) if MAC.exists() else None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a browser test out, before anything is made for it, where there is no browser."""
    if item.get_closest_marker("browser") and chromium() is None:
        leave_out(f"{MISSING}; to enable: {ENABLE}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many browser tests were skipped, and what would enable them."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if "browser" in report.keywords]
    if skipped:
        terminalreporter.write_line(f"Browser tests skipped: {len(skipped)}, {MISSING}. To enable them: {ENABLE}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once; without its sandbox (Playwright's default), for it meets our own pages only."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Open pages, each in a context of its own, as `open_page(PHONE, java_script_enabled=False)`.

    `@pytest.mark.browser(refusals={422})` names the statuses that the test provokes; `offline=True` says that it takes
    the network away. Pages start no service worker unless they are opened with `service_workers="allow"`.
    """
    marker = request.node.get_closest_marker("browser")
    expected = marker.kwargs if marker else {}
    refusals, offline = frozenset(expected.get("refusals", ())), bool(expected.get("offline"))
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_one(size: dict[str, Any] = PHONE, **options: Any) -> Page:
        context = browser.new_context(**{"locale": "en-US", "service_workers": "block", **size, **options})
        context.set_default_timeout(PATIENCE)
        opened.append((context, Watch(context, refusals, offline=offline)))
        return context.new_page()

    yield open_one
    for context, _ in opened:
        context.close()
    assert [fault for _, watch in opened for fault in watch.faults] == []


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A page at the size of a phone."""
    return open_page(PHONE)


@pytest.fixture
def desktop(open_page: OpenPage) -> Page:
    """A page at the size of a desktop."""
    return open_page(DESKTOP)
