"""The parts of a questionnaire. All text is the instrument's own and is shown verbatim."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

Responses: TypeAlias = Mapping[str, int | None]  # values by question id, None where it is blank


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. loinc: its code in the LOINC answer list, None if it has none."""

    value: int
    text: str
    loinc: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its options.

    number: position on the form, from 1.
    loinc: its code, None if LOINC has none or it was not verified; an export omits it.
    """

    id: str
    number: int
    text: str
    loinc: str | None
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The questionnaire's own label for a range of totals, both ends included. Not a diagnosis."""

    code: str
    low: int
    high: int
    label: str


@dataclass(frozen=True, slots=True)
class Safety:
    """The question whose answer calls for help at once. at_least: the smallest such answer."""

    question_id: str
    at_least: int

    def calls_for_help(self, answer: int) -> bool:
        """Return whether an answer to this question calls for help."""
        return answer >= self.at_least


@dataclass(frozen=True, slots=True)
class Instrument:
    """One published questionnaire in one version.

    plain_name: what it asks about, for somebody who does not know its name. position: where it is offered, from 1.
    scored: the scored questions in their published order. unscored: asked last, never in the total, may stay blank.
    change_points: difference between two totals from which a change counts, by change_source.
    response_percent: reduction from baseline that counts as a response; None if none is published.
    remission_below: cut-off under which a total counts as remission, by remission_source; None if none is published.
    safety: None if no question asks about harm. loinc_*: None if LOINC has no code.
    """

    id: str
    version: str
    title: str
    short: str
    plain_name: str
    position: int
    language: str
    recall_days: int
    recall_text: str
    instructions: str
    scored: tuple[Question, ...]
    unscored: tuple[Question, ...]
    bands: tuple[Band, ...]
    change_points: int
    change_source: str
    response_percent: int | None
    remission_below: int | None
    remission_source: str | None
    safety: Safety | None
    licence: str
    licence_holder: str
    loinc_panel: str | None
    loinc_total: str | None
    loinc_notice: str | None
    sources: tuple[str, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return every question in the order asked, the unscored ones last."""
        return self.scored + self.unscored

    @property
    def recall(self) -> timedelta:
        """Return the time before a check-in that its questions ask about."""
        return timedelta(days=self.recall_days)

    @property
    def maximum(self) -> int:
        """Return the highest possible total; the lowest is 0."""
        return sum(max(option.value for option in question.options) for question in self.scored)

    def question(self, question_id: str) -> Question | None:
        """Return the question of that id, None if there is none."""
        return next((question for question in self.questions if question.id == question_id), None)

    def band(self, total: int) -> Band | None:
        """Return the band of a total, None if it is outside the scale."""
        return next((band for band in self.bands if band.low <= total <= band.high), None)
