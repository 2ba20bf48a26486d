"""A copied score holds no single answer that was not chosen, and none is lost that was."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from journal.clinical import instruments
from journal.domain.scoring import ScoredCheckin
from journal.domain.sharing import scores
from journal.domain.sharing.scores import SafetyAnswer

PHQ, GAD = instruments.get("phq-9"), instruments.get("gad-7")
NOON, DAY = datetime(2026, 5, 12, 12, tzinfo=UTC), date(2026, 5, 12)
ONES: dict[str, int | None] = {question.id: 1 for question in PHQ.scored}


def scored(answers: dict[str, int | None]) -> ScoredCheckin:
    return ScoredCheckin(uuid4(), PHQ, answers, instruments.score(PHQ, answers), NOON, NOON)


def test_a_total_is_copied_without_the_single_answers() -> None:
    assert scores.score_point(scored(ONES), DAY, [], with_answers=False) == {
        "on": "2026-05-12",
        "version": PHQ.version,
        "status": "complete",
        "total": 9,
        "band": "Mild",
        "answers": None,
        "safety": None,
        "spans_treatment": False,
    }


def test_with_the_single_answers_every_question_is_copied_answered_or_blank() -> None:
    point = scores.score_point(scored({"phq9-1": 2, "phq9-9": 1}), DAY, [], with_answers=True)
    blank: dict[str, int | None] = dict.fromkeys(question.id for question in PHQ.questions)
    assert point["answers"] == blank | {"phq9-1": 2, "phq9-9": 1}
    assert (point["status"], point["total"], point["band"], point["safety"]) == ("incomplete", None, None, "above")


def test_each_question_is_shown_with_the_text_of_its_answer() -> None:
    shown = scores.answered_questions(PHQ, ONES | {"phq9-1": 0, "phq9-2": 3, "phq9-3": None})
    assert [one["question"] for one in shown] == list(PHQ.questions)
    assert [one["answer"] for one in shown[:4]] == ["Not at all", "Nearly every day", None, "Several days"]
    assert scores.answered_questions(PHQ, None) == []
    assert [one["answer"] for one in scores.answered_questions(PHQ, {})] == [None] * len(PHQ.questions)


@pytest.mark.parametrize(
    ("answer", "state", "text"),
    [(0, "not at all", "Not at all"), (2, "above", "More than half the days"), (None, "unknown", None)],
)
def test_the_answer_about_harm_says_what_was_answered(answer: int | None, state: str, text: str | None) -> None:
    point = scores.score_point(scored(ONES | {"phq9-9": answer}), DAY, [], with_answers=True)
    assert scores.safety_answer(PHQ, point) == [SafetyAnswer(PHQ, 9, DAY, state, text, shared=True)]


def test_an_answer_about_harm_that_was_not_shared_is_unknown() -> None:
    point = scores.score_point(scored(ONES | {"phq9-9": 2}), DAY, [], with_answers=False)
    assert scores.safety_answer(PHQ, point) == [SafetyAnswer(PHQ, 9, DAY, "unknown", None, shared=False)]


def test_a_questionnaire_that_does_not_ask_about_harm_has_no_such_answer() -> None:
    point = scores.score_point(scored(ONES), DAY, [], with_answers=True)
    assert scores.safety_answer(GAD, point) == []
