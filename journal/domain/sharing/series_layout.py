"""How a page shows a series: the chart, the published changes, and the answers that changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypedDict

from journal.clinical import charts, instruments
from journal.clinical.charts import Chart
from journal.clinical.instruments import Comparison, Instrument, Question
from journal.domain import placement
from journal.domain.sharing.piece_kind import ShownPiece
from journal.domain.sharing.scores import AnsweredQuestion, ScorePoint, answered_questions

MOVED = 2  # points between two answers to one question, from which the question is named


class TreatmentDay(TypedDict):
    """A treatment as it is copied beside scores. number: n of the course, None when it has none."""

    on: str
    number: int | None


class ShownPoint(NamedTuple):
    """A total on its day. total, band: None if the check-in was not finished."""

    day: date
    total: int | None
    band: str | None


class Moved(NamedTuple):
    """A question whose answer changed between two check-ins."""

    question: Question
    before: int
    after: int
    days: tuple[date, date]


class AnsweredOn(NamedTuple):
    """The single answers of one day."""

    day: date
    answered: Sequence[AnsweredQuestion]


@dataclass(frozen=True, slots=True)
class ShownSeries(ShownPiece):
    """A series as it is shown. last: the latest point with a total, None without one.

    spans_treatment: whether a treatment lay in the days that the last one asks about.
    """

    instrument: Instrument
    since: date
    points: Sequence[ShownPoint]
    last: ShownPoint | None
    spans_treatment: bool
    drawing: Chart
    changes: Sequence[Comparison]
    moved: Sequence[Moved]
    answered: Sequence[AnsweredOn]


def lay_out(
    instrument: Instrument, since: str, points: Sequence[ScorePoint], treatments: Sequence[TreatmentDay]
) -> ShownSeries:
    """Lay a copied series out."""
    shown = [ShownPoint(date.fromisoformat(point["on"]), point["total"], point["band"]) for point in points]
    last = next((point for point in reversed(shown) if point.total is not None), None)
    return ShownSeries(
        "series",
        instrument=instrument,
        since=date.fromisoformat(since),
        points=shown,
        last=last,
        spans_treatment=_spans_treatment(points),
        drawing=_drawing(instrument, shown, treatments),
        changes=_changes(instrument, shown),
        moved=_moved(instrument, points),
        answered=[
            AnsweredOn(date.fromisoformat(point["on"]), answered_questions(instrument, point["answers"]))
            for point in points
            if point["answers"] is not None
        ],
    )


def _spans_treatment(points: Sequence[ScorePoint]) -> bool:
    totals = [point for point in points if point["total"] is not None]
    return bool(totals) and totals[-1]["spans_treatment"]


def _drawing(instrument: Instrument, points: Sequence[ShownPoint], treatments: Sequence[TreatmentDay]) -> Chart:
    totals = [(point.day, point.total) for point in points]
    done = [(date.fromisoformat(one["on"]), one["number"]) for one in treatments]
    return charts.draw(instrument, totals, done, placement.last_day())


def _changes(instrument: Instrument, points: Sequence[ShownPoint]) -> list[Comparison]:
    """Compare the last total with the first and with the one before it."""
    totals = [(point.day, point.total) for point in points if point.total is not None]
    return instruments.changes(instrument, totals)


def _moved(instrument: Instrument, points: Sequence[ScorePoint]) -> list[Moved]:
    """Return the questions whose answers changed between the last two check-ins shared with single answers."""
    shared = [(date.fromisoformat(point["on"]), point["answers"]) for point in points if point["answers"]][-2:]
    if len(shared) < 2:
        return []
    (first, before), (last, after) = shared
    pairs = [(question, before.get(question.id), after.get(question.id)) for question in instrument.scored]
    return [
        Moved(question, then, now, (first, last))
        for question, then, now in pairs
        if then is not None and now is not None and abs(now - then) >= MOVED
    ]
