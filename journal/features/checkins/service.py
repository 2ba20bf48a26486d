"""What somebody can do with their check-ins. Nobody else reads them here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from flask_babel import gettext, lazy_gettext
from sqlalchemy import bindparam, update

from journal.clinical import instruments
from journal.clinical.instruments import Instrument
from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import Conflict, Invalid, NotFound, Unavailable
from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.keeping import Kept
from journal.domain.paging import Page, Position
from journal.features.checkins import repository
from journal.features.checkins.repository import Answers, Item
from journal.models import Checkin

TRIES = 4  # when another window keeps another answer at the same instant
WEEKS_OF_A_TREATMENT = timedelta(weeks=9)  # its last time point ends here
OTHER_INSTRUMENT = lazy_gettext("This id belongs to another questionnaire. Begin a new check-in.")

_REVISE = update(Checkin).where(
    access.mine(Checkin), Checkin.id == access.ROW, Checkin.revision == bindparam("expected")
)


def read(person: Actor, checkin_id: UUID) -> Item:
    """Return one check-in. Raises NotFound."""
    return repository.whole(person, access.one(repository.ONE, person, row_id=checkin_id))


def page(person: Actor, limit: int, after: Position | None = None, instrument: str | None = None) -> Page[Item]:
    """Return the check-ins after a position, newest received first.

    instrument: only those by it, None for all.
    """
    if instrument is None:
        found = repository.PAGES.page(person, limit, after)
    else:
        found = repository.PAGES_BY.page(person, limit, after, instrument_id=instrument)
    return found.map(partial(repository.whole, person))


def treatments(person: Actor) -> Sequence[Any]:
    """Return the treatments that a check-in may be about, latest first: id, starts_at, number."""
    return access.rows(repository.TREATMENTS, person)


def running_treatment(person: Actor) -> UUID | None:
    """Return the last treatment whose clock still runs: a check-in now is most likely about it."""
    now = clock.now()
    running = (row.id for row in treatments(person) if now - WEEKS_OF_A_TREATMENT < row.starts_at <= now)
    return next(running, None)


@transaction
def write(person: Actor, checkin_id: UUID, revision: int | None, **words: Any) -> Kept:
    """Keep a check-in under the id that its owner chose; the same call again changes nothing.

    revision: the one that these answers replace, None for a new check-in. words: what CheckinSchema loads.
    Raises Invalid, or Conflict with the current check-in.
    """
    instrument = instruments.get(words.pop("instrument"))
    current = access.first(repository.ONE, person, row_id=checkin_id)
    if current is None:
        access.check_treatment(person, words["treatment_id"])
        return Kept(_insert(person, checkin_id, instrument, words), new=True)
    if current.instrument != instrument.id:
        raise Invalid(instrument=OTHER_INSTRUMENT)
    item = repository.whole(person, current)
    if repository.same(current, item, repository.whole_form(instrument, words["answers"]), words):
        return Kept(item)
    if revision != current.revision:
        raise Conflict(item)
    if words["treatment_id"] != current.treatment_id:
        access.check_treatment(person, words["treatment_id"])
    if not _changed(person, item, instrument, words):
        raise Conflict(read(person, checkin_id))
    return Kept(read(person, checkin_id))


@transaction
def begin(person: Actor, checkin_id: UUID, *, instrument: str, treatment_id: UUID | None) -> None:
    """Begin a check-in, with no answer yet; one that was begun already stays as it is. Raises Invalid."""
    if access.first(repository.ONE, person, row_id=checkin_id) is None:
        access.check_treatment(person, treatment_id)
        words = {"answers": {}, "answered_at": clock.now(), "treatment_id": treatment_id, "time_point": None}
        _insert(person, checkin_id, instruments.get(instrument), words)


@transaction
def answer(person: Actor, checkin_id: UUID, number: int, value: Any, before: int | None) -> Item:
    """Keep one answer and leave all others as they are; return the check-in.

    value: any of the question's, None to leave it blank. before: the answer that the person saw when choosing.
    Raises NotFound, Invalid, or Conflict where the question was answered otherwise in the meantime.
    """
    for _try in range(TRIES):
        row = access.one(repository.ONE, person, row_id=checkin_id)
        item, instrument = repository.whole(person, row), instruments.get(row.instrument)
        question = _fitting(instrument, number, value)
        current = item["answers"].get(question.id)
        if current == value:
            return item
        if current != before:
            raise Conflict(item)
        words = {name: getattr(row, name) for name in repository.PLAIN}
        words |= {"answers": item["answers"] | {question.id: value}, "answered_at": _answered_at(item)}
        if _changed(person, item, instrument, words):
            return read(person, checkin_id)
    raise Unavailable


def question_of(instrument: Instrument, number: int) -> instruments.Item:
    """Return a question by its place on the form, from 1. Raises NotFound."""
    question = next((question for question in instrument.questions if question.number == number), None)
    if question is None:
        raise NotFound
    return question


def following(instrument: Instrument, answers: Answers, number: int) -> int | None:
    """Return the question after `number`, None after the last one.

    An unscored question asks about the problems that were ticked, so it is left out where there are none.
    """
    rest = [question for question in instrument.questions if question.number > number]
    if not any(answers.get(item.id) for item in instrument.items):
        rest = [question for question in rest if question in instrument.items]
    return rest[0].number if rest else None


def unanswered(instrument: Instrument, answers: Answers) -> int | None:
    """Return the first scored question that is blank, None where there is none."""
    return next((item.number for item in instrument.items if answers.get(item.id) is None), None)


def _fitting(instrument: Instrument, number: int, value: Any) -> instruments.Item:
    """Return the question that takes `value`. Raises NotFound, Invalid."""
    question = question_of(instrument, number)
    if messages := instruments.check(instrument, {question.id: value}, gettext):
        raise Invalid(answer=messages[question.id])
    return question


def _answered_at(item: Item) -> datetime:
    """A finished form that is put right keeps its day; an unfinished one is of the day of its last answer."""
    kept: datetime = item["answered_at"]
    return kept if item["status"] == "complete" else clock.now()


def _insert(person: Actor, checkin_id: UUID, instrument: Instrument, words: Item) -> Item:
    columns = repository.columns(person, checkin_id, 1, instrument, words)
    access.add(Checkin, person, id=checkin_id, received_at=clock.now(), **columns)
    return read(person, checkin_id)


def _changed(person: Actor, item: Item, instrument: Instrument, words: Item) -> bool:
    """Make these words the current revision; tell whether nobody was faster."""
    columns = repository.columns(person, item["id"], item["revision"] + 1, instrument, words)
    return access.changed(_REVISE, person, row_id=item["id"], expected=item["revision"], **columns)
