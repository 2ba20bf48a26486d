"""What the page to compose offers: entries while words of them are chosen, and the treatments of the last weeks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.features.summaries.test_composing import NOWHERE, compose, pieces, text
from tests.plugins import sharing
from tests.plugins.drafts import open_form, wait_until_kept
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]


def write_five(client: FlaskClient) -> None:
    """Write as many entries as the page offers by itself."""
    for number in range(5):
        sharing.entry(client, f"A later day, number {number}.")


@pytest.mark.parametrize("page", ["/summaries/new", "/summaries/{}"])
def test_the_page_offers_the_entries_that_it_is_asked_for_and_nobody_elses(
    as_: As, ada: Somebody, eve: Somebody, page: str
) -> None:
    client, eves = as_(ada), sharing.entry(as_(eve), "A day of eve's.")
    entry_id, path = sharing.entry(client, "An early day."), page.format(sharing.summary(client))
    write_five(client)
    assert "An early day." not in text(client, path)
    assert "An early day." in text(client, f"{path}?also=x&also={NOWHERE}&also={entry_id}")
    asked = text(client, f"{path}?also={eves}&also=" + "&also=".join(["x"] * 30))
    assert ("A day of eve's." in asked, asked.count("A later day")) == (False, text(client, path).count("A later day"))


def test_a_switch_adds_the_treatments_of_the_last_eight_weeks_and_no_earlier_one(as_: As, ada: Somebody) -> None:
    client, earliest = as_(ada), datetime.now(UTC) - timedelta(weeks=8)
    sharing.treatment(client, starts_at=(earliest - timedelta(hours=1)).isoformat())
    later = [sharing.treatment(client, starts_at=(earliest + timedelta(hours=n)).isoformat()) for n in (1, 2)]
    compose(client, treatments="true")
    assert [piece["treatment_id"] for piece in pieces(client)] == later


@pytest.mark.browser
def test_what_is_ticked_and_marked_stays_so_when_its_entry_is_no_longer_among_the_latest(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    entry_id = sharing.entry(as_(ada), "An early day. The sea was calm.")
    sign_in(phone, ada)
    open_form(phone, f"{live}/summaries/new")
    phone.get_by_text("An early day.").first.click()
    phone.get_by_role("checkbox", name="The sea was calm.").check()
    wait_until_kept(phone)
    write_five(as_(ada))
    open_form(phone, f"{live}/summaries/new")
    expect(phone.get_by_role("checkbox", name="The sea was calm.")).to_be_checked()
    expect(phone.get_by_role("checkbox", name="An early day.")).not_to_be_checked()
    phone.get_by_role("button", name="See it").click()
    expect(phone.locator(".quote").first).to_contain_text("The sea was calm.")
    assert pieces(as_(ada)) == [sharing.excerpt(entry_id, "The sea was calm.")]
