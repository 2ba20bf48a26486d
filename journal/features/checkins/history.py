"""What a check-in is told with: how its total moved, what lies in its two weeks, and a picture of them all."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from journal.clinical import charts, instruments
from journal.clinical.charts import Chart
from journal.clinical.instruments import Change, Instrument, Score
from journal.clinical.time_points import day_of
from journal.domain import access, scoring
from journal.domain.identity import Actor
from journal.domain.scoring import Scored
from journal.features.checkins import repository
from journal.features.checkins.repository import KeptCheckin


@dataclass(frozen=True, slots=True)
class Moved:
    """How a total differs from an earlier one. since: when that one was answered."""

    change: Change
    since: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table beside a chart. total, band: None where the form is not finished."""

    day: date
    total: int | None
    band: str | None


@dataclass(frozen=True, slots=True)
class Picture:
    """One questionnaire over time. rows: the same as a table, the latest first."""

    instrument: Instrument
    drawing: Chart
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Story:
    """All check-ins by one questionnaire that have an answer, the latest first. picture: None without any total."""

    instrument: Instrument
    found: list[Scored]
    picture: Picture | None


def stories(person: Actor) -> list[Story]:
    """Return what there is to tell of each questionnaire that was ever begun."""
    told = [_story(person, instrument) for instrument in instruments.ALL]
    return [story for story in told if story.found]


def moved(person: Actor, item: KeptCheckin) -> list[Moved]:
    """Return how a finished check-in differs from the one before it, and from the first where that is another."""
    if item.total is None:
        return []
    found = scoring.series(person, item.instrument)
    before = [one for one in found if one.score.total is not None and one.answered_at < item.answered_at]
    compared = [before[-1], before[0]] if len(before) > 1 else before
    return [_moved(one, item.total) for one in compared]


def straddles(person: Actor, item: KeptCheckin) -> bool:
    """Return whether the days that a check-in asks about lie partly before a treatment."""
    until = item.answered_at
    since = until - timedelta(days=instruments.get(item.instrument).recall_days)
    return access.first(repository.RECENT, person, since=since, now=until) is not None


def needs_support(person: Actor) -> bool:
    """Return whether the newest answer to a question about harm was above its first option."""
    return scoring.needs_support(person)


def _story(person: Actor, instrument: Instrument) -> Story:
    found = scoring.series(person, instrument.id)
    picture = _picture(person, instrument, found) if any(one.score.total is not None for one in found) else None
    return Story(instrument, found[::-1], picture)


def _picture(person: Actor, instrument: Instrument, found: list[Scored]) -> Picture:
    told = [(day_of(one.answered_at, person.zone), one.score) for one in found]
    first, last = told[0][0], told[-1][0]
    dosed = (day_of(row.starts_at, person.zone) for row in access.rows(repository.GIVEN, person))
    drawing = charts.draw(
        [(day, score.total) for day, score in told],
        [day for day in dosed if first <= day <= last],
        maximum=instrument.maximum,
        recall_days=instrument.recall_days,
        change_points=instrument.change_points,
    )
    return Picture(instrument, drawing, [_row(day, score) for day, score in reversed(told)])


def _row(day: date, score: Score) -> Row:
    return Row(day, score.total, score.band.label if score.band else None)


def _moved(before: Scored, total: int) -> Moved:
    assert before.score.total is not None  # noqa: S101 - only finished ones are compared
    return Moved(instruments.change(before.instrument, before.score.total, total), before.answered_at)
