"""How many taps it takes to share, from Today; and marking any stretch of an entry."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page, expect

from tests.plugins import sharing
from tests.plugins.browser import PHONE, OpenPage
from tests.plugins.drafts import open_form, show_waiting, wait_until_kept
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]

pytestmark = pytest.mark.browser
TOPIC = "My father"


class Finger:
    """Taps, and counts them; typing counts none."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, *things: Locator) -> None:
        for thing in things:
            thing.first.click()
            self.taps += 1

    def share(self, *chosen: str, topic: str = "") -> None:
        """Share from Today: a topic that is typed, and what is tapped on the page to compose on, by its text."""
        page = self.page
        self.tap(page.get_by_role("link", name="Shared", exact=True), page.get_by_role("link", name="Choose what to"))
        if topic:
            page.locator("[name=topic]").first.fill(topic)
        self.tap(*(page.get_by_text(text) for text in chosen))
        self.tap(page.get_by_role("button", name="See it"), page.get_by_role("button", name="Share with Tom"))
        expect(page.locator(".toast").first).to_contain_text("Shared. Tom can see it now.")


def mark(page: Page, start: int, end: int) -> None:
    """Mark a stretch of the entry that is unfolded, and add it."""
    page.get_by_text("Only part of a sentence").first.click()
    page.evaluate(
        """([start, end]) => {
            const words = document.querySelector(".stretch .prose").firstChild;
            getSelection().setBaseAndExtent(words, start, words, end);
        }""",
        [start, end],
    )
    page.get_by_role("button", name="Add what I marked").first.click()


@pytest.mark.usefixtures("in_care")
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("topic", "chosen", "most"),
    [
        (TOPIC, (), 5),
        ("", ("The water was dark.", sharing.CHOSEN), 6),
        (TOPIC, ("The water was dark.", sharing.CHOSEN, "My mood scores"), 8),
    ],
)
def test_sharing_from_today_takes_few_taps_the_very_first_time_too(
    open_page: OpenPage,
    live: str,
    sign_in: SignIn,
    as_: As,
    ada: Somebody,
    topic: str,
    chosen: tuple[str, ...],
    most: int,
    script: bool,
) -> None:
    client, page = as_(ada), open_page(PHONE, java_script_enabled=script)
    entry_id = sharing.entry(client)
    sharing.checkin(client)
    sign_in(page, ada)
    page.goto(f"{live}/today")
    finger = Finger(page)
    finger.share(*chosen, topic=topic)
    assert finger.taps <= most
    found = client.get("/api/v1/summaries").json["items"][0]["pieces"]
    assert [piece["kind"] for piece in found] == ["topic"] * bool(topic) + ["excerpt", "series"][: len(chosen[1:])]
    assert [piece["text"] for piece in found if piece["kind"] == "excerpt"] == [sharing.CHOSEN] * bool(chosen)
    assert all(piece["entry_id"] == entry_id for piece in found if piece["kind"] == "excerpt")


def test_a_stretch_that_is_marked_is_added_letter_for_letter_and_waits_in_the_draft(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    entry_id = sharing.entry(as_(ada), "The water was dark.\nI was not afraid of it.")
    sign_in(phone, ada)
    phone.goto(f"{live}/summaries/new?entry={entry_id}")
    phone.get_by_text("Only part of a sentence").click()
    add = phone.get_by_role("button", name="Add what I marked")
    expect(add).to_be_disabled()
    phone.evaluate("""() => {
        const words = document.querySelector(".stretch .prose").firstChild;
        getSelection().setBaseAndExtent(words, 14, words, 36);
    }""")
    add.click()
    expect(phone.get_by_role("checkbox", name="dark. I was not afraid")).to_be_checked()
    expect(phone.locator("[data-status]")).to_contain_text("Kept on this phone")
    phone.get_by_role("button", name="See it").click()
    expect(phone.locator(".quote").first).to_contain_text("dark.")
    (found,) = as_(ada).get("/api/v1/summaries").json["items"]
    assert found["pieces"] == [sharing.excerpt(entry_id, "dark.\nI was not afraid")]


def test_a_stretch_and_further_topics_are_there_again_after_reloading(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    entry_id = sharing.entry(as_(ada), "The water was dark.\nI was not afraid of it.")
    sign_in(phone, ada)
    open_form(phone, f"{live}/summaries/new?entry={entry_id}")
    phone.get_by_text("Another topic").first.click()
    phone.locator("[name=topic]").nth(1).fill("The lake")
    mark(phone, 14, 36)
    wait_until_kept(phone)
    open_form(phone, f"{live}/summaries/new")
    expect(phone.get_by_role("checkbox", name="dark. I was not afraid")).to_be_checked()
    phone.locator("[name=topic]").first.fill("My father")
    phone.get_by_role("button", name="See it").click()
    expect(phone.locator(".quote").first).to_contain_text("dark.")
    (found,) = as_(ada).get("/api/v1/summaries").json["items"]
    topics = [{"kind": "topic", "text": "My father"}, {"kind": "topic", "text": "The lake"}]
    assert found["pieces"] == [*topics, sharing.excerpt(entry_id, "dark.\nI was not afraid")]


def test_words_that_wait_in_another_tab_are_offered_by_what_was_typed(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sharing.entry(as_(ada))
    sign_in(phone, ada)
    open_form(phone, f"{live}/summaries/new")
    phone.locator("[name=topic]").first.fill("My father")
    phone.locator(".unfolding summary").first.click()
    mark(phone, 14, 19)
    wait_until_kept(phone)
    other = phone.context.new_page()
    open_form(other, f"{live}/summaries/new")
    expect(other.locator("[data-waiting] q")).to_have_text("My father")
    assert other.locator("[name=topic]").first.input_value() == ""
    assert other.locator("[name=words]").count() == 0  # nothing is ticked before it is asked for
    show_waiting(other)
    expect(other.locator("[name=topic]").first).to_have_value("My father")
    expect(other.locator("[name=words]")).to_be_checked()
