"""The watch over a page must see what it is there to see."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.plugins.browser import PHONE, Watch

pytestmark = pytest.mark.browser
HOME = "http://127.0.0.1:1/"
ICON = '<link rel="icon" href="data:,">'
Visit = Callable[..., list[str]]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Load a page of this text and return the faults that the watch saw. Nothing leaves this process."""
    context = browser.new_context(**PHONE)

    def load(body: str, status: int = 200, refusals: frozenset[int] = frozenset()) -> list[str]:
        def answer(route: Route) -> None:
            route.fulfill(status=status, content_type="text/html", body=ICON + body)

        context.route("**/*", answer)
        watch = Watch(context, refusals)
        context.new_page().goto(HOME)
        return watch.faults

    yield load
    context.close()


def test_a_quiet_page_has_no_fault(visit: Visit) -> None:
    assert visit("<h1>Today</h1>") == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<script>console.error('lost')</script>", "console error: lost"),
        ("<script>throw new Error('broken')</script>", "uncaught"),
        ("<img src='http://fonts.example/a.png'>", "request to another host: http://fonts.example/a.png"),
        ("<img src='http://127.0.0.1:2/a.png'>", "request to another host: http://127.0.0.1:2/a.png"),
    ],
)
def test_a_fault_is_seen(visit: Visit, body: str, fault: str) -> None:
    assert any(seen.startswith(fault) for seen in visit(body))


def test_a_refusal_is_a_fault_unless_the_test_expects_it(visit: Visit) -> None:
    assert any("status of 422" in seen for seen in visit("<p>Say when.</p>", status=422))


def test_an_expected_refusal_is_no_fault(visit: Visit) -> None:
    assert visit("<p>Say when.</p>", status=422, refusals=frozenset({422})) == []


def test_phone_and_desktop_have_their_sizes(phone: Page, desktop: Page) -> None:
    widths = [page.evaluate("[screen.width, screen.height, devicePixelRatio]") for page in (phone, desktop)]
    assert widths == [[390, 844, 2], [1280, 800, 1]]
