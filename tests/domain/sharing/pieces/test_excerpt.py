"""An excerpt."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import CHOSEN, PRIVATE, TOPIC, excerpt, previewed

As = Callable[[Somebody], FlaskClient]

SAID = {"time_point": {"evening": "The evening after treatment 4"}}


def example(client: FlaskClient) -> dict[str, Any]:
    return excerpt(sharing.entry(client, treatment_id=sharing.treatment(client)))


def test_an_excerpt_says_where_it_lies_and_holds_no_other_word(as_: As, ada: Somebody) -> None:
    about = sharing.entry(as_(ada), treatment_id=sharing.treatment(as_(ada)), mood=3)
    pieces = previewed(as_(ada), TOPIC, excerpt(about))
    where = {"on": "2026-05-12", "time_point": "evening", "day": 0, "treatment_number": 4}
    assert pieces == [TOPIC, {"kind": "excerpt", "text": CHOSEN} | where]
    assert PRIVATE not in str(pieces)
