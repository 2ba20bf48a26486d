"""The difference between two totals against the published threshold: numbers only, no text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from .shapes import Instrument

Day = TypeVar("Day", bound=date)  # a day, or an instant


@dataclass(frozen=True, slots=True)
class Change:
    """How a later total differs from an earlier one.

    points: the absolute difference; direction says which way.
    reaches: points is at least the instrument's change_points, from which its source counts a change.
    """

    points: int
    direction: Literal["down", "up", "same"]
    reaches: bool


def change(instrument: Instrument, before: int, after: int) -> Change:
    """Compare two totals of one instrument. Source: its change_source."""
    points = abs(after - before)
    return Change(
        points=points,
        direction="down" if after < before else "up" if after > before else "same",
        reaches=points >= instrument.change_points,
    )


def changes(instrument: Instrument, totals: Sequence[tuple[Day, int]]) -> list[tuple[Day, Change]]:
    """Compare the last total with the first and with the one before it, each with the day of the earlier one.

    totals: with their days, oldest first. A second one has one change, a single one none.
    """
    earlier = totals[:-1]
    compared = [*earlier[:1], *earlier[1:][-1:]]
    return [(day, change(instrument, total, totals[-1][1])) for day, total in compared]
