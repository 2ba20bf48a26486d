"""Words for a summary that was deleted meanwhile are said on Today, and can be read, copied and let go."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.features.today.test_unsent_browser import WAIT, open_today
from tests.plugins import sharing
from tests.plugins.drafts import drafts_of, open_form, wait_until_kept
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("form", "field"),
    [("summaries/{}", "topic"), ("summaries/{}/pieces/new?kind=topic", "text"), ("summaries/{}/edit", "title")],
)
def test_words_for_a_summary_that_is_gone_are_shown_until_they_are_let_go(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, form: str, field: str
) -> None:
    summary_id = sharing.summary(as_(ada), sharing.TOPIC)
    sign_in(phone, ada)
    open_form(phone, f"{live}/{form.format(summary_id)}")
    phone.locator(f"[name={field}]").first.fill("About my father")
    wait_until_kept(phone)
    open_today(phone, live)
    expect(phone.get_by_text(WAIT)).to_be_hidden()  # the form of the summary has them
    assert as_(ada).delete(f"/api/v1/summaries/{summary_id}").status_code == 204
    open_today(phone, live)
    phone.get_by_text(WAIT).click()
    words = phone.get_by_role("textbox", name="Your words")
    expect(words).to_have_value("About my father")
    expect(phone.get_by_role("button", name="Copy")).to_be_visible()
    phone.get_by_role("button", name="Delete").click()
    assert drafts_of(phone, ada) != []  # it asks once more
    phone.get_by_role("button", name="Delete for good? Tap again.").click()
    expect(phone.get_by_text("Nothing is waiting on this phone.")).to_be_visible()
    assert drafts_of(phone, ada) == []
    open_today(phone, live)
    expect(phone.get_by_text(WAIT)).to_be_hidden()
