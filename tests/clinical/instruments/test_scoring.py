"""Totals, bands, blanks, refusals, and the question that brings help."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.clinical import instruments
from journal.clinical.instruments import UnfitAnswers, check, score

PHQ, GAD = instruments.get("phq-9"), instruments.get("gad-7")
each = pytest.mark.parametrize("instrument", instruments.ALL, ids=lambda instrument: instrument.id)
values = st.integers(0, 3)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def answered(instrument, *given_values):
    """Answer the scored questions in their order."""
    return {question.id: value for question, value in zip(instrument.scored, given_values, strict=False)}


@each
def test_every_total_lies_in_one_band(instrument):
    for total in range(instrument.maximum + 1):
        assert [band for band in instrument.bands if band.low <= total <= band.high] == [instrument.band(total)]
    assert instrument.band(-1) is None
    assert instrument.band(instrument.maximum + 1) is None


@given(st.lists(values, min_size=9, max_size=9))
def test_a_finished_phq_9_is_the_sum_of_its_answers(chosen):
    result = score(PHQ, answered(PHQ, *chosen))
    assert (result.status, result.total, result.band) == ("complete", sum(chosen), PHQ.band(sum(chosen)))
    assert result.band_label == PHQ.band(sum(chosen)).label


@given(st.lists(values, min_size=7, max_size=7))
def test_a_finished_gad_7_is_the_sum_of_its_answers_and_asks_nothing_about_harm(chosen):
    result = score(GAD, answered(GAD, *chosen))
    assert (result.status, result.total, result.band) == ("complete", sum(chosen), GAD.band(sum(chosen)))
    assert (result.help, result.safety) == (False, None)


@given(st.lists(st.none() | values, max_size=9).filter(lambda chosen: len(chosen) < 9 or None in chosen))
def test_an_unfinished_form_has_neither_total_nor_band(chosen):
    result = score(PHQ, answered(PHQ, *chosen))
    assert (result.status, result.total, result.band, result.band_label) == ("incomplete", None, None, None)


@pytest.mark.parametrize(
    ("answer", "safety", "help_"),
    [(0, "not at all", False), (1, "above", True), (2, "above", True), (3, "above", True), (None, "unknown", False)],
)
@pytest.mark.parametrize("rest", [0, None])
def test_item_9_speaks_for_itself_in_a_finished_and_an_unfinished_form(rest, answer, safety, help_):
    result = score(PHQ, {**answered(PHQ, *[rest] * 8), "phq9-9": answer})
    assert (result.safety, result.help) == (safety, help_)
    assert (result.total is None) == (rest is None or answer is None)


def test_an_item_9_that_was_never_reached_is_unknown_and_not_zero():
    assert score(PHQ, {}).safety == "unknown"


@pytest.mark.parametrize("difficulty", [None, 0, 3])
def test_the_difficulty_question_is_never_part_of_the_total(difficulty):
    result = score(PHQ, {**answered(PHQ, *[1] * 9), "phq9-difficulty": difficulty})
    assert (result.status, result.total) == ("complete", 9)


def test_the_difficulty_question_alone_completes_nothing():
    assert score(PHQ, {"phq9-difficulty": 2}).status == "incomplete"


@pytest.mark.parametrize("value", [4, -1, True, False, "2", "", 1.0, 2.5, [], [1], {}, 10**30])
def test_an_answer_that_is_not_on_the_form_is_refused_by_the_question_s_number(value):
    answers = {**answered(PHQ, *[1] * 9), "phq9-3": value}
    messages = {"phq9-3": ["Question 3 takes 0, 1, 2 or 3."]}
    assert check(PHQ, answers) == messages
    with pytest.raises(UnfitAnswers) as refusal:
        score(PHQ, answers)
    assert (refusal.value.messages, str(refusal.value)) == (messages, "these answers cannot be scored")


def test_every_wrong_answer_is_named_at_once():
    answers = answered(PHQ, 1, 4, True, "2", 0, 0, 0, 0, 0)
    assert sorted(check(PHQ, answers)) == ["phq9-2", "phq9-3", "phq9-4"]


def test_a_question_of_another_form_is_refused():
    assert check(GAD, {"phq9-1": 1}) == {"phq9-1": ["GAD-7 has no such question. Leave it out."]}


def test_a_name_that_is_just_short_enough_is_repeated():
    assert list(check(GAD, {"x" * 64: 1})) == ["x" * 64]


@pytest.mark.parametrize("name", ["\ud800", "\x00", "x" * 65])
def test_a_name_that_cannot_be_repeated_is_refused_without_repeating_it(name):
    assert check(GAD, {name: 1}) == {"answers": ["GAD-7 has no such question. Leave it out."]}


@pytest.mark.parametrize("answers", [None, [], [0] * 9, "phq9-1", 3, True])
def test_answers_that_are_no_object_are_refused(answers):
    messages = ["Send the answers as an object: question id and chosen value."]
    assert check(PHQ, answers) == {"answers": messages}


@each
def test_blank_answers_may_be_kept(instrument):
    assert check(instrument, {}) == {}
    assert check(instrument, dict.fromkeys([question.id for question in instrument.questions])) == {}


@given(JSON | st.dictionaries(st.sampled_from([question.id for question in PHQ.questions]), JSON))
def test_any_json_value_gets_an_answer_that_can_be_sent(answers):
    messages = check(PHQ, answers)
    json.dumps(messages, ensure_ascii=False).encode()
    assert all(message for listed in messages.values() for message in listed)


def test_messages_can_be_given_in_another_language():
    spoken = []
    check(PHQ, {"phq9-3": 4}, gettext=lambda message, **named: spoken.append((message, named)) or "...")
    assert spoken[-1] == ("Question %(number)s takes %(values)s.", {"number": 3, "values": "..."})
