"""A topic."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page

from tests.plugins import sharing
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC, previewed

As = Callable[[Somebody], FlaskClient]


def example(_client: FlaskClient) -> dict[str, Any]:
    return TOPIC


def test_a_topic_is_its_text(as_: As, ada: Somebody) -> None:
    assert previewed(as_(ada), TOPIC) == [TOPIC]


@pytest.mark.browser
@pytest.mark.parametrize("page", ["/summaries/{}", "/summaries/{}/preview"])
def test_a_topic_keeps_its_line_ends(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody, page: str
) -> None:
    summary_id = sharing.summary(as_(ada), {"kind": "topic", "text": "My father\nThe lake"})
    sign_in(phone, ada)
    phone.goto(live + page.format(summary_id))
    assert "My father\nThe lake" in phone.locator("main").inner_text()
