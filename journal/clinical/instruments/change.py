"""The difference between two totals against the published threshold: numbers only, no text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from .shapes import Instrument


@dataclass(frozen=True, slots=True)
class Change:
    """How a later total differs from an earlier one.

    points: the absolute difference; direction says which way.
    reaches: points is at least the instrument's change_points, from which its source counts a change.
    """

    points: int
    direction: Literal["down", "up", "same"]
    reaches: bool


class Comparison(NamedTuple):
    """How a total differs from that of an earlier day."""

    since: date
    change: Change


def change(instrument: Instrument, before: int, after: int) -> Change:
    """Compare two totals of one instrument. Source: its change_source."""
    points = abs(after - before)
    return Change(
        points=points,
        direction="down" if after < before else "up" if after > before else "same",
        reaches=points >= instrument.change_points,
    )


def changes(instrument: Instrument, totals: Sequence[tuple[date, int]]) -> list[Comparison]:
    """Compare the last total with the first and with the one before it.

    Totals of one day are not compared with each other: the last one stands for the day.
    totals: with their days, oldest first. Those of two days have one change, those of one day none.
    """
    by_day = list(dict(totals).items())
    earlier = by_day[:-1]
    compared = [*earlier[:1], *earlier[1:][-1:]]
    return [Comparison(day, change(instrument, total, by_day[-1][1])) for day, total in compared]
