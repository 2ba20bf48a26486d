"""Back after sharing shows the form anew; sharing from it again makes no second share."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.plugins import sharing
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC

As = Callable[[Somebody], FlaskClient]

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("in_care")
def test_share_back_share_makes_one_share_and_says_so(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    summary_id = sharing.summary(as_(ada), TOPIC)
    sign_in(phone, ada)
    phone.goto(f"{live}/summaries/{summary_id}/preview")
    share = phone.get_by_role("button", name="Share with Tom")
    share.click()
    expect(phone.locator("main")).to_contain_text("Not opened yet")
    phone.go_back()
    share.click()
    expect(phone.locator("body")).to_contain_text("You already share exactly this")
    expect(phone.get_by_role("link", name="End")).to_be_visible()
    assert len(as_(ada).get("/api/v1/shares").json["items"]) == 1
