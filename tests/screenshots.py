"""Take the screenshots of the manifest, which phones show where they offer to install Journal.

Others may look on there, so no word in them tells what it is for.
"""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, ViewportSize

from tests.plugins.instances import ROOT

FOLDER = ROOT / "static" / "screenshots"
WORDS = "It rained all day. I sat by the window for a long time, and it was good to be still."
TELLING = ("ketamine", "clinic", "therap", "treatment", "score", "session", "dose", "PHQ", "GAD", "depress", "mood")
WINDOWS = {"narrow": (390, 844), "wide": (1280, 1000)}
HEIGHTS = {"narrow": 500, "wide": 520}  # of what is shown; what tells more stands further down on the page
IN_SIGHT = """(height) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    if ([...range.getClientRects()].some(({ top }) => top < height)) found.push(texts.currentNode.data);
  }
  return found.join(" ");
}"""


def take(browser: Browser, sign_in: Callable[[Page], None], base: str) -> None:
    """Take each anew. base: the address of a demo."""
    FOLDER.mkdir(exist_ok=True)
    for name, (width, height) in WINDOWS.items():
        window = ViewportSize(width=width, height=height)
        context = browser.new_context(viewport=window, locale="en-US", reduced_motion="reduce")
        page = context.new_page()
        sign_in(page)
        page.goto(f"{base}/entries/new")
        page.locator("textarea").first.fill(WORDS)
        page.get_by_text("Kept on this phone. Not saved yet.").wait_for()
        _shoot(page, name)
        context.close()


def telling(text: str) -> list[str]:
    """Return the words in a text that tell what Journal is for."""
    return [word for word in TELLING if word.lower() in text.lower()]


def _shoot(page: Page, window: str) -> None:
    page.locator(".demo").evaluate("(strip) => strip.remove()")
    page.evaluate("document.activeElement.blur()")
    width, height = WINDOWS[window][0], HEIGHTS[window]
    if found := telling(page.evaluate(IN_SIGHT, height)):
        raise SystemExit(f"The screenshot {window} would show {found}")
    page.screenshot(path=FOLDER / f"{window}.png", clip={"x": 0, "y": 0, "width": width, "height": height})
