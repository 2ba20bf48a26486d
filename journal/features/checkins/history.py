"""Compare a check-in with earlier ones, and lay out all check-ins by one questionnaire over time."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from journal.clinical import charts, instruments
from journal.clinical.charts import Chart
from journal.clinical.instruments import Comparison, Instrument, Score
from journal.clinical.time_points import day_of
from journal.domain import placement, recall, scoring
from journal.domain.identity import Actor
from journal.domain.scoring import ScoredCheckin
from journal.features.checkins.repository import KeptCheckin


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table beside a chart. total, band: None where the form is not finished."""

    day: date
    total: int | None
    band: str | None


@dataclass(frozen=True, slots=True)
class ScoreChart:
    """The totals of one questionnaire over time. rows: the same as a table, the latest first."""

    instrument: Instrument
    drawing: Chart
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class History:
    """The check-ins by one questionnaire that have an answer, the latest first.

    last: the latest that is finished and not dated far ahead, None without one, then chart is None too.
    newer_unfinished: whether one that is not finished came after it.
    change: from the last one of an earlier day, None without one. of_full_days: those that share their day with others.
    spans_treatment: see recall.spans_treatment, of the last.
    """

    instrument: Instrument
    checkins: list[ScoredCheckin]
    chart: ScoreChart | None
    last: ScoredCheckin | None
    newer_unfinished: bool
    change: Comparison | None
    spans_treatment: bool
    of_full_days: Set[UUID]


def histories(person: Actor) -> list[History]:
    """Return the history of each questionnaire that has an answer."""
    starts = recall.treatment_starts(person)
    found = [_history(person, instrument, starts) for instrument in instruments.ALL]
    return [history for history in found if history.checkins]


def comparisons(person: Actor, checkin: KeptCheckin) -> list[Comparison]:
    """Compare a finished check-in with the last one of an earlier day, and with the first where that is another."""
    if checkin.total is None:
        return []
    before = [one for one in scoring.series(person, checkin.instrument) if one.answered_at < checkin.answered_at]
    here = (day_of(checkin.answered_at, person.zone), checkin.total)
    return _compared(instruments.get(checkin.instrument), [*_totals(person, before), here])


def _history(person: Actor, instrument: Instrument, starts: Sequence[datetime]) -> History:
    series = scoring.series(person, instrument.id)
    until = placement.last_day()  # what a wrong clock dated later is neither drawn nor the latest
    drawn = [one for one in series if day_of(one.answered_at, person.zone) <= until]
    last = next((one for one in reversed(drawn) if one.score.total is not None), None)
    full = _of_full_days(person, series)
    if last is None:
        return History(instrument, series[::-1], None, None, False, None, spans_treatment=False, of_full_days=full)
    newer = drawn[-1] is not last
    change = next(iter(_compared(instrument, _totals(person, drawn))), None)
    spans = recall.spans_treatment(instrument, last.answered_at, starts)
    return History(instrument, series[::-1], _chart(person, instrument, series), last, newer, change, spans, full)


def _of_full_days(person: Actor, series: list[ScoredCheckin]) -> Set[UUID]:
    days = {one.id: day_of(one.answered_at, person.zone) for one in series}
    several = Counter(days.values())
    return {checkin_id for checkin_id, day in days.items() if several[day] > 1}


def _totals(person: Actor, series: list[ScoredCheckin]) -> list[tuple[date, int]]:
    return [(day_of(one.answered_at, person.zone), one.score.total) for one in series if one.score.total is not None]


def _compared(instrument: Instrument, totals: list[tuple[date, int]]) -> list[Comparison]:
    """Compare the last total with that of the day before it, then with the first where that is another."""
    return instruments.changes(instrument, totals)[::-1]


def _chart(person: Actor, instrument: Instrument, series: list[ScoredCheckin]) -> ScoreChart:
    scores = [(day_of(one.answered_at, person.zone), one.score) for one in series]
    first, last = scores[0][0], scores[-1][0]
    treatments = [one for one in placement.done(person) if first - one.day <= instrument.recall and one.day <= last]
    totals = [(day, score.total) for day, score in scores]
    drawing = charts.draw(instrument, totals, treatments, placement.last_day())
    return ScoreChart(instrument, drawing, [_row(day, score) for day, score in reversed(scores)])


def _row(day: date, score: Score) -> Row:
    return Row(day, score.total, score.band_label)
