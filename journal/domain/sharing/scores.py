"""What a snapshot holds of one check-in's score, and how a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from marshmallow import fields

from journal.clinical.instruments import Instrument, Question, Responses
from journal.core.reply import ReplySchema
from journal.domain import recall
from journal.domain.scoring import ScoredCheckin


class ScorePoint(TypedDict):
    """A score as it is copied. answers, safety: None unless the single answers were chosen.

    spans_treatment: whether the patient had a treatment, shared or not, within the days that it asks about.
    """

    on: str
    version: str
    status: str
    total: int | None
    band: str | None
    answers: Responses | None
    safety: str | None
    spans_treatment: bool


class ScorePointSchema(ReplySchema):
    """A score on one day. answers, safety: null unless the patient chose to share the single answers.

    spans_treatment: whether the patient had any treatment within the days that the questionnaire asks about.
    """

    on = fields.Date()
    version = fields.String()
    status = fields.String()
    total = fields.Integer(allow_none=True)
    band = fields.String(allow_none=True)
    answers = fields.Dict(keys=fields.String(), values=fields.Integer(allow_none=True), allow_none=True)
    safety = fields.String(allow_none=True)
    spans_treatment = fields.Boolean()


class AnsweredQuestion(TypedDict):
    """A question with the text of its answer, None if it is blank."""

    question: Question
    answer: str | None


@dataclass(frozen=True, slots=True)
class SafetyAnswer:
    """The answer to a question about harm on one day.

    state: "above", "not at all" or "unknown"; also "unknown" if the single answers were not shared.
    """

    instrument: Instrument
    number: int
    on: date
    state: str
    answer: str | None
    shared: bool


def score_point(scored: ScoredCheckin, on: date, starts: Iterable[datetime], with_answers: bool) -> ScorePoint:
    """Copy a score. The single answers, the one about harm among them, are copied only if they were chosen.

    starts: of all the patient's treatments.
    """
    score = scored.score
    answers = {question.id: scored.responses.get(question.id) for question in scored.instrument.questions}
    return {
        "on": on.isoformat(),
        "version": scored.instrument.version,
        "status": score.status,
        "total": score.total,
        "band": score.band_label,
        "answers": answers if with_answers else None,
        "safety": score.safety if with_answers else None,
        "spans_treatment": recall.spans_treatment(scored.instrument, scored.answered_at, starts),
    }


def answered_questions(instrument: Instrument, answers: Responses | None) -> list[AnsweredQuestion]:
    """Return every question with its answer, [] if the single answers were not shared."""
    if answers is None:
        return []
    return [{"question": question, "answer": _option(question, answers)} for question in instrument.questions]


def safety_answer(instrument: Instrument, point: ScorePoint) -> list[SafetyAnswer]:
    """Return the answer about harm, [] if the instrument does not ask about it."""
    question = instrument.question(instrument.safety.question_id) if instrument.safety else None
    if question is None:
        return []
    answers = point["answers"]
    return [
        SafetyAnswer(
            instrument=instrument,
            number=question.number,
            on=date.fromisoformat(point["on"]),
            state=point["safety"] or "unknown",
            answer=_option(question, answers or {}),
            shared=answers is not None,
        )
    ]


def _option(question: Question, answers: Responses) -> str | None:
    value = answers.get(question.id)
    return next((option.text for option in question.options if option.value == value), None)
