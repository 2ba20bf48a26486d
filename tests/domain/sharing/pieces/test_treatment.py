"""The facts of one treatment."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import previewed

As = Callable[[Somebody], FlaskClient]

SAID = {"route": {"iv": "IV, into a vein"}, "status": {"done": "Done"}}


def example(client: FlaskClient) -> dict[str, Any]:
    return {"kind": "treatment", "treatment_id": sharing.treatment(client, setting="Room 2")}


def test_a_treatment_is_its_facts_and_nothing_that_was_noticed(as_: As, ada: Somebody) -> None:
    row_id = sharing.treatment(as_(ada), setting="Room 2", intention="A secret wish", noticed="A secret thing")
    pieces = previewed(as_(ada), {"kind": "treatment", "treatment_id": row_id})
    facts = {"on": "2026-05-12", "setting": "Room 2", "route": "iv", "status": "done", "number": 4, "of": 6}
    assert pieces == [{"kind": "treatment"} | facts]
