"""The questionnaires over the API: word for word, for whoever is signed in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from journal.clinical import instruments
from journal.clinical.instruments import Instrument
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
LIST = "/api/v1/instruments"


def test_every_questionnaire_is_listed_in_the_order_in_which_it_is_offered(as_: As, ada: Somebody) -> None:
    listed = as_(ada).get(LIST).json
    assert [item["id"] for item in listed["items"]] == [instrument.id for instrument in instruments.ALL]
    assert listed["next"] is None


@pytest.mark.parametrize("instrument", instruments.ALL, ids=lambda instrument: instrument.id)
def test_a_questionnaire_is_read_word_for_word(as_: As, ada: Somebody, instrument: Instrument) -> None:
    read = as_(ada).get(f"{LIST}/{instrument.id}").json
    assert (read["version"], read["instructions"], read["licence"]) == (
        instrument.version,
        instrument.instructions,
        instrument.licence,
    )
    for name, questions in (("items", instrument.scored), ("unscored", instrument.unscored)):
        assert [(item["number"], item["text"], len(item["options"])) for item in read[name]] == [
            (question.number, question.text, len(question.options)) for question in questions
        ]
    assert [(band["low"], band["high"], band["label"]) for band in read["bands"]] == [
        (band.low, band.high, band.label) for band in instrument.bands
    ]
    assert read == next(item for item in as_(ada).get(LIST).json["items"] if item["id"] == instrument.id)


def test_the_question_after_which_help_is_shown_is_named(as_: As, ada: Somebody) -> None:
    named = {item["id"]: item["safety"] for item in as_(ada).get(LIST).json["items"]}
    assert named["phq-9"] == {"item": "phq9-9", "at_least": 1}
    assert named == {
        one.id: one.safety and {"item": one.safety.question_id, "at_least": one.safety.at_least}
        for one in instruments.ALL
    }


@pytest.mark.parametrize("name", ["phq-8", "PHQ-9", "..", "phq-9.json"])
def test_an_unknown_questionnaire_is_not_found(as_: As, ada: Somebody, name: str) -> None:
    assert as_(ada).get(f"{LIST}/{name}").status_code == 404


def test_staff_read_them_too_and_visitors_do_not(as_: As, tom: Somebody, clara: Somebody, visitor: FlaskClient) -> None:
    for path in (LIST, f"{LIST}/phq-9"):
        statuses = [client.get(path).status_code for client in (as_(tom), as_(clara), visitor)]
        assert statuses == [200, 200, 401]
