"""What somebody can do with their check-ins. Nobody else reads them here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from flask_babel import gettext

from journal.clinical import instruments
from journal.clinical.instruments import Instrument, Question, Responses
from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import Conflict, Invalid, NotFound, Unavailable
from journal.core.fields import Values
from journal.domain import access, placement, records, scoring
from journal.domain.identity import Actor
from journal.domain.paging import Page, Position
from journal.domain.placement import CandidateTreatment
from journal.domain.records import PutResult
from journal.domain.unfinished_checkins import STALE, UnfinishedCheckin, unfinished
from journal.features.checkins import repository
from journal.features.checkins.repository import CHECKINS, OTHER_INSTRUMENT, KeptCheckin

TRIES = 4  # when another window keeps another answer at the same instant
WEEKS_OF_A_TREATMENT = timedelta(weeks=9)  # its last time point ends here


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One question answered on the form. value: None leaves it blank. before: the answer that the person saw."""

    number: int
    value: object
    before: int | None


def read(person: Actor, checkin_id: UUID) -> KeptCheckin:
    """Return one check-in. Raises NotFound."""
    return records.read(person, CHECKINS, checkin_id)


def page(person: Actor, limit: int, after: Position | None = None, instrument: str | None = None) -> Page[KeptCheckin]:
    """Return the check-ins after a position, newest received first. instrument: only those by it, None for all."""
    if instrument is None:
        found = repository.PAGES.page(person, limit, after)
    else:
        found = repository.PAGES_BY.page(person, limit, after, instrument_id=instrument)
    return found.map(partial(CHECKINS.read, person))


def treatments(person: Actor) -> list[CandidateTreatment]:
    """Return the treatments that a check-in may be about, the latest start first."""
    return placement.candidates(person)


def running_treatment(person: Actor) -> UUID | None:
    """Return the last treatment whose clock still runs: a check-in now is most likely about it."""
    return placement.latest_begun(person, WEEKS_OF_A_TREATMENT)


@transaction
def write(person: Actor, checkin_id: UUID, revision: int | None, values: Values) -> PutResult[KeptCheckin]:
    """Keep a check-in under the id that its owner chose; see records.put. values: what CheckinSchema loads.

    Raises Invalid, or Conflict with the current check-in, and whether that or this one calls for help.
    """
    instrument = instruments.get(values["instrument"])
    whole = {**values, "answers": repository.whole_form(instrument, values["answers"])}
    try:
        return records.put(person, CHECKINS, checkin_id, revision, whole)
    except Conflict as conflict:
        current = conflict.current
        if not isinstance(current, KeptCheckin):
            raise
        if current.instrument != instrument.id:
            raise Invalid(instrument=OTHER_INSTRUMENT) from None
        sent = instruments.score(instrument, whole["answers"])
        raise Conflict(current, help=current.help or sent.help) from None


def is_stale(item: KeptCheckin) -> bool:
    """Return whether it is too late to go on with a check-in."""
    return clock.now() - item.answered_at > STALE


def begun_otherwise(person: Actor, *, instrument: str, treatment_id: UUID | None) -> UnfinishedCheckin | None:
    """Return the check-in by this questionnaire to go on with, if it goes with another treatment; one with answers."""
    begun = _begun(person, instrument)
    if any(one.treatment_id == treatment_id for one in begun):
        return None
    return next((one for one in begun if one.has_answer), None)


@transaction
def begin(person: Actor, checkin_id: UUID, *, instrument: str, treatment_id: UUID | None) -> KeptCheckin:
    """Return the check-in to answer: the one of this id, an unfinished one about the same, or a new one.

    One without any answer is no other: it takes this treatment. Raises Invalid, or Conflict if it just changed.
    """
    found = records.find(person, CHECKINS, checkin_id)
    if found is not None:
        return found
    begun = _begun(person, instrument)
    same = next((one for one in begun if one.treatment_id == treatment_id), None)
    if same is not None:
        return read(person, same.id)
    blank = next((read(person, one.id) for one in begun if not one.has_answer), None)
    values: Values = {
        "instrument": instrument,
        "treatment_id": treatment_id,
        "time_point": None,
        "answers": repository.whole_form(instruments.get(instrument), {}),
        "answered_at": clock.now(),
    }
    if blank is not None:
        return records.put(person, CHECKINS, blank.id, blank.revision, values).record
    return records.put(person, CHECKINS, checkin_id, None, values).record


@transaction
def answer(person: Actor, checkin_id: UUID, change: AnswerChange) -> KeptCheckin:
    """Keep one answer and leave all others as they are; return the check-in.

    A question that is left out makes a revision as an answer does, so that their number tells no answer.
    Raises NotFound, Invalid, or Conflict where the question was answered otherwise in the meantime.
    """
    for earlier_tries in range(TRIES):
        row = access.one(CHECKINS.sql.one, person, row_id=checkin_id)
        current = CHECKINS.read(person, row)
        question = _fitting(instruments.get(current.instrument), change)
        unchanged = current.responses.get(question.id) == change.value
        if unchanged and (change.value is not None or earlier_tries):
            return current
        if not unchanged and current.responses.get(question.id) != change.before:
            raise Conflict(current)
        answers = {**current.responses, question.id: change.value}
        values = repository.changed(row, current, answers=answers, answered_at=_answered_at(current))
        try:
            return records.revise(person, CHECKINS, current, values)
        except Conflict:
            continue
    raise Unavailable


def needs_support(person: Actor) -> bool:
    """Return whether the newest answer to a question about harm was above its first option."""
    return scoring.needs_support(person)


def question_of(instrument: Instrument, number: int) -> Question:
    """Return a question by its place on the form, from 1. Raises NotFound."""
    question = next((question for question in instrument.questions if question.number == number), None)
    if question is None:
        raise NotFound
    return question


def following(instrument: Instrument, number: int) -> int | None:
    """Return the question after `number`, None after the last one; the same for every answer, so that none shows."""
    return number + 1 if number < len(instrument.questions) else None


def follows_harm(instrument: Instrument, number: int) -> bool:
    """Return whether a question comes right after the one about harm."""
    harm = instrument.question(instrument.safety.question_id) if instrument.safety else None
    return harm is not None and number == harm.number + 1


def unanswered(instrument: Instrument, responses: Responses) -> int | None:
    """Return the first scored question that is blank, None where there is none."""
    return next((question.number for question in instrument.scored if responses.get(question.id) is None), None)


def _begun(person: Actor, instrument: str) -> list[UnfinishedCheckin]:
    return [one for one in unfinished(person) if one.instrument.id == instrument]


def _fitting(instrument: Instrument, change: AnswerChange) -> Question:
    """Return the question that takes the answer. Raises NotFound, Invalid."""
    question = question_of(instrument, change.number)
    if messages := instruments.check(instrument, {question.id: change.value}, gettext):
        raise Invalid(answer=messages[question.id])
    return question


def _answered_at(current: KeptCheckin) -> datetime:
    """Return when the form was answered: a finished one keeps its time, an unfinished one takes its latest."""
    return current.answered_at if current.finished else clock.now()
