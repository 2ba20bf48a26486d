"""A topic."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC, previewed

As = Callable[[Somebody], FlaskClient]


def example(_client: FlaskClient) -> dict[str, Any]:
    return TOPIC


def test_a_topic_is_its_text(as_: As, ada: Somebody) -> None:
    assert previewed(as_(ada), TOPIC) == [TOPIC]
