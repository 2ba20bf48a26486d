"""The facts of one treatment."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from journal.domain.sharing.pieces.treatment import NO_TREATMENT
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import previewed, put

As = Callable[[Somebody], FlaskClient]

SAID = {"route": {"iv": "IV, into a vein"}, "status": {"done": "Done"}}


def example(client: FlaskClient) -> dict[str, Any]:
    return {"kind": "treatment", "treatment_id": sharing.treatment(client, setting="Room 2")}


def test_a_treatment_is_its_facts_and_nothing_that_was_noticed(as_: As, ada: Somebody) -> None:
    row_id = sharing.treatment(as_(ada), setting="Room 2", intention="A secret wish", noticed="A secret thing")
    pieces = previewed(as_(ada), {"kind": "treatment", "treatment_id": row_id})
    facts = {"on": "2026-05-12", "setting": "Room 2", "route": "iv", "status": "done", "number": 4, "of": 6}
    assert pieces == [{"kind": "treatment"} | facts]


def test_a_treatment_late_in_the_evening_lies_on_the_persons_own_day(as_: As, ada: Somebody) -> None:
    row_id = sharing.treatment(as_(ada), starts_at="2026-05-12T23:30:00-04:00")
    (piece,) = previewed(as_(ada), {"kind": "treatment", "treatment_id": row_id})
    assert piece["on"] == "2026-05-12"


def test_a_treatment_that_is_not_there_is_refused_in_words(as_: As, ada: Somebody) -> None:
    piece = {"kind": "treatment", "treatment_id": str(uuid4())}
    answer = put(as_(ada), f"/summaries/{uuid4()}", {"title": "x", "pieces": [piece]})
    assert answer.json["fields"] == {"pieces.0.treatment_id": [str(NO_TREATMENT)]}
