"""From answers to a total, or to the reasons why there is none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeGuard

from .shapes import Band, Instrument, Item

Answers = Mapping[str, int | None]
LONGEST_NAME = 64  # Characters of a stranger's key that an answer repeats.


@dataclass(frozen=True, slots=True)
class Score:
    """What the answers come to.

    total, band: None unless every scored question is answered; a blank is never a 0.
    help: the safety question was answered above its first option, in an unfinished form too.
    safety: None when the questionnaire has no such question; "unknown" is a blank, which is never "no risk".
    """

    status: Literal["complete", "incomplete"]
    total: int | None
    band: Band | None
    help: bool
    safety: Literal["above", "not at all", "unknown"] | None


class UnfitAnswers(ValueError):
    """The answers break the questionnaire's rules, so nothing is scored.

    messages: what `check` says of them.
    """

    def __init__(self, messages: dict[str, list[str]]) -> None:
        super().__init__("these answers cannot be scored")
        self.messages = messages


def score(instrument: Instrument, answers: Answers) -> Score:
    """Add up the answers. A question that is not there, or None, is unanswered. Raises UnfitAnswers."""
    if messages := check(instrument, answers):
        raise UnfitAnswers(messages)
    values = [answers.get(item.id) for item in instrument.items]
    answered = [value for value in values if value is not None]
    safety = _safety(instrument, answers)
    if len(answered) < len(values):
        return Score("incomplete", None, None, safety == "above", safety)
    total = sum(answered)
    return Score("complete", total, instrument.band(total), safety == "above", safety)


def english(message: str, /, **values: object) -> str:
    """Fill in a message as it stands: `check` speaks English unless it is given a translator."""
    return message % values


def check(instrument: Instrument, answers: object, gettext: Callable[..., str] = english) -> dict[str, list[str]]:
    """Return what is wrong with the answers, by item id; empty when they can be kept. Takes any JSON value.

    "answers" is the key where no item is to blame. gettext: called as Flask-Babel's, message and named values.
    """
    if not isinstance(answers, Mapping):
        return {"answers": [gettext("Send the answers as an object: question id and chosen value.")]}
    messages: dict[str, list[str]] = {}
    for name, value in answers.items():
        item = instrument.item(name)
        if item is None:
            message = gettext("%(short)s has no such question. Leave it out.", short=instrument.short)
            messages.setdefault(name if _repeatable(name) else "answers", [message])
        elif value is not None and not _is_choice(item, value):
            messages[name] = [_takes(item, gettext)]
    return messages


def _is_choice(item: Item, value: object) -> bool:
    # JSON's true equals 1 and 1.0 equals 1 in Python; neither is an answer that somebody chose.
    return type(value) is int and any(option.value == value for option in item.options)


def _takes(item: Item, gettext: Callable[..., str]) -> str:
    *most, last = (str(option.value) for option in item.options)
    values = gettext("%(most)s or %(last)s", most=", ".join(most), last=last)
    return gettext("Question %(number)s takes %(values)s.", number=item.number, values=values)


def _repeatable(name: object) -> TypeGuard[str]:
    # Lone surrogates, control characters and very long keys would break or flood the reply.
    return isinstance(name, str) and len(name) <= LONGEST_NAME and name.isprintable()


def _safety(instrument: Instrument, answers: Answers) -> Literal["above", "not at all", "unknown"] | None:
    if instrument.safety is None:
        return None
    answer = answers.get(instrument.safety.item)
    if answer is None:
        return "unknown"
    return "above" if answer >= instrument.safety.at_least else "not at all"
