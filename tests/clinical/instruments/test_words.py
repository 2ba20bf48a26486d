"""The questionnaires' own words and numbers, pinned: whoever changes a letter has to mean it."""

import hashlib
import json
from typing import NamedTuple

import pytest

from journal.clinical import instruments
from journal.clinical.instruments import Band, Safety


class Published(NamedTuple):
    """What a questionnaire's source says. words: the SHA-256 of every word that a person reads, in order.

    change: points; response: percent; remission: below so many points. None where it says nothing of that.
    """

    words: str
    bands: tuple[Band, ...]
    change: int
    response: int | None
    remission: int | None
    safety: Safety | None


# In the order in which they are offered; compared with the published text when it was taken.
PUBLISHED = {
    "phq-9": Published(
        words="84aee49f8d7a2ae466680594f489b7e59d5c4f32b5f5709e404c82088a856e76",
        bands=(
            Band("minimal", 0, 4, "Minimal"),
            Band("mild", 5, 9, "Mild"),
            Band("moderate", 10, 14, "Moderate"),
            Band("moderately-severe", 15, 19, "Moderately severe"),
            Band("severe", 20, 27, "Severe"),
        ),
        change=5,
        response=50,
        remission=5,
        safety=Safety("phq9-9", at_least=1),
    ),
    "gad-7": Published(
        words="7bd16eb91e4e742ff77e271c51047f429cf6c99e5bdd0521fbac6c7ca0588cdc",
        bands=(
            Band("minimal", 0, 4, "Minimal"),
            Band("mild", 5, 9, "Mild"),
            Band("moderate", 10, 14, "Moderate"),
            Band("severe", 15, 21, "Severe"),
        ),
        change=4,
        response=50,
        remission=5,
        safety=None,
    ),
}
each = pytest.mark.parametrize("instrument", instruments.ALL, ids=lambda instrument: instrument.id)
ALIKE = [instruments.get(name) for name in ("phq-9", "gad-7")]  # made alike, by the same people
FREQUENCIES = [(0, "Not at all"), (1, "Several days"), (2, "More than half the days"), (3, "Nearly every day")]


def test_every_questionnaire_is_pinned_in_the_order_in_which_it_is_offered():
    assert [instrument.id for instrument in instruments.ALL] == list(PUBLISHED)


@each
def test_every_word_stands_as_published(instrument):
    words = [instrument.recall_text, instrument.instructions]
    for question in instrument.questions:
        words += [question.text, *(f"{option.value} {option.text}" for option in question.options)]
    assert hashlib.sha256(json.dumps(words).encode()).hexdigest() == PUBLISHED[instrument.id].words


@each
def test_bands_and_the_question_about_harm_are_those_published(instrument):
    published = PUBLISHED[instrument.id]
    assert (instrument.bands, instrument.safety) == (published.bands, published.safety)


@each
def test_the_lines_of_change_response_and_remission_are_those_published(instrument):
    published = PUBLISHED[instrument.id]
    lines = instrument.change_points, instrument.response_percent, instrument.remission_below
    assert lines == (published.change, published.response, published.remission)


def test_the_first_and_the_last_question_of_the_phq_9():
    phq = instruments.get("phq-9")
    assert [question.number for question in phq.scored] == list(range(1, 10))
    assert phq.instructions == (
        "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
    )
    assert phq.scored[0].text == "Little interest or pleasure in doing things"
    assert phq.scored[8].text == "Thoughts that you would be better off dead, or of hurting yourself in some way"


def test_the_first_and_the_last_question_of_the_gad_7():
    gad = instruments.get("gad-7")
    assert [question.number for question in gad.scored] == list(range(1, 8))
    assert gad.instructions == "Over the last 2 weeks, how often have you been bothered by the following problems?"
    assert gad.scored[0].text == "Feeling nervous, anxious or on edge"
    assert gad.scored[6].text == "Feeling afraid as if something awful might happen"


@pytest.mark.parametrize("instrument", ALIKE, ids=lambda instrument: instrument.id)
def test_every_scored_question_takes_the_same_four_answers(instrument):
    for question in instrument.scored:
        assert [(option.value, option.text) for option in question.options] == FREQUENCIES
        assert [option.loinc for option in question.options] == ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"]


def test_the_difficulty_question_is_asked_last_and_has_answers_of_its_own():
    *_, difficulty = instruments.get("phq-9").questions
    assert (difficulty.id, difficulty.number, difficulty.loinc) == ("phq9-difficulty", 10, "69722-7")
    assert [(option.text, option.loinc) for option in difficulty.options] == [
        ("Not difficult at all", "LA6572-7"),
        ("Somewhat difficult", "LA6573-5"),
        ("Very difficult", "LA6575-0"),
        ("Extremely difficult", "LA6574-3"),
    ]


def test_the_codes_are_those_of_loinc():
    phq, gad = (instruments.get(name) for name in ("phq-9", "gad-7"))
    assert (phq.loinc_panel, phq.loinc_total, gad.loinc_panel, gad.loinc_total) == (
        "44249-1",
        "44261-6",
        "69737-5",
        "70274-6",
    )
    assert " ".join(question.loinc for question in phq.scored) == (
        "44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8"
    )
    assert " ".join(question.loinc for question in gad.scored) == (
        "69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7"
    )


@pytest.mark.parametrize("instrument", ALIKE, ids=lambda instrument: instrument.id)
def test_licence_source_and_notice_travel_with_the_words(instrument):
    assert instrument.licence.endswith("No permission required to reproduce, translate, display or distribute.")
    assert "Regenstrief Institute" in instrument.loinc_notice
    assert instrument.sources
    assert instrument.recall_days == 14


@pytest.mark.parametrize(
    ("name", "points", "paper"), [("phq-9", 5, "Löwe 2004, Med Care 42:1194"), ("gad-7", 4, "Toussaint 2020, J Affect")]
)
def test_the_threshold_of_a_change_cites_the_paper_that_states_it(name, points, paper):
    instrument = instruments.get(name)
    assert instrument.change_points == points
    assert instrument.change_source.startswith(paper)


def test_an_instrument_is_found_by_its_id():
    assert instruments.get("gad-7").short == "GAD-7"


@pytest.mark.parametrize("name", ["", "PHQ-9", "pcl-5", "../phq-9"])
def test_an_unknown_instrument_is_refused(name):
    with pytest.raises(instruments.UnknownInstrument, match=repr(name)):
        instruments.get(name)
