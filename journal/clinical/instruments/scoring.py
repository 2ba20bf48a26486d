"""Score a questionnaire: a total from its answers, or the reasons why there is none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeGuard

from .shapes import Band, Instrument, Question, Responses

LONGEST_NAME = 64  # Characters of an unknown key that a message repeats.


@dataclass(frozen=True, slots=True)
class Score:
    """The result of a questionnaire.

    total, band: None unless every scored question is answered; a blank never counts as 0.
    help: the answer to the safety question calls for help, in an incomplete form too.
    safety: None if the questionnaire has no safety question; "unknown" if it is blank, which never means "no risk".
    """

    status: Literal["complete", "incomplete"]
    total: int | None
    band: Band | None
    help: bool
    safety: Literal["above", "not at all", "unknown"] | None

    @property
    def band_label(self) -> str | None:
        """Return what the questionnaire calls the total, None where there is none."""
        return self.band.label if self.band else None


class UnfitAnswers(ValueError):
    """The answers break the questionnaire's rules. messages: by question id, as `check` returns them."""

    def __init__(self, messages: dict[str, list[str]]) -> None:
        super().__init__("these answers cannot be scored")
        self.messages = messages


def score(instrument: Instrument, answers: Responses) -> Score:
    """Score the answers; a missing key and None are both unanswered. Raises UnfitAnswers."""
    if messages := check(instrument, answers):
        raise UnfitAnswers(messages)
    values = [answers.get(question.id) for question in instrument.scored]
    answered = [value for value in values if value is not None]
    safety = _safety(instrument, answers)
    if len(answered) < len(values):
        return Score("incomplete", None, None, safety == "above", safety)
    total = sum(answered)
    return Score("complete", total, instrument.band(total), safety == "above", safety)


def english(message: str, /, **values: object) -> str:
    """Interpolate a message without translating it."""
    return message % values


def check(instrument: Instrument, answers: object, gettext: Callable[..., str] = english) -> dict[str, list[str]]:
    """Return messages about invalid answers by question id, empty if there are none. Takes any JSON value.

    A message about no single question has the key "answers". gettext: as Flask-Babel's, message and named values.
    """
    if not isinstance(answers, Mapping):
        return {"answers": [gettext("Send the answers as an object: question id and chosen value.")]}
    messages: dict[str, list[str]] = {}
    questions = {question.id: question for question in instrument.questions}
    for name, value in answers.items():
        question = questions.get(name)
        if question is None:
            message = gettext("%(short)s has no such question. Leave it out.", short=instrument.short)
            messages.setdefault(name if _repeatable(name) else "answers", [message])
        elif value is not None and not _is_choice(question, value):
            messages[name] = [_takes(question, gettext)]
    return messages


def _is_choice(question: Question, value: object) -> bool:
    # JSON's true equals 1 and 1.0 equals 1 in Python; neither is an answer that somebody chose.
    return type(value) is int and any(option.value == value for option in question.options)


def _takes(question: Question, gettext: Callable[..., str]) -> str:
    *most, last = (str(option.value) for option in question.options)
    values = gettext("%(most)s or %(last)s", most=", ".join(most), last=last)
    return gettext("Question %(number)s takes %(values)s.", number=question.number, values=values)


def _repeatable(name: object) -> TypeGuard[str]:
    # Lone surrogates, control characters and very long keys would break or flood the reply.
    return isinstance(name, str) and len(name) <= LONGEST_NAME and name.isprintable()


def _safety(instrument: Instrument, answers: Responses) -> Literal["above", "not at all", "unknown"] | None:
    if instrument.safety is None:
        return None
    answer = answers.get(instrument.safety.question_id)
    if answer is None:
        return "unknown"
    return "above" if instrument.safety.calls_for_help(answer) else "not at all"
