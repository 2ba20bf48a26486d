"""The difference between two totals against the published thresholds: numbers only, no text."""

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
    threshold: points from which the instrument's source counts a change; reaches: points is at least that.
    response: the total fell by response_percent or more; None if the earlier one is 0 or no percentage is published.
    remission: the later total is below the instrument's cut-off; None if none is published.
    """

    points: int
    direction: Literal["down", "up", "same"]
    threshold: int
    reaches: bool
    response: bool | None
    remission: bool | None


def change(instrument: Instrument, before: int, after: int) -> Change:
    """Compare two totals of one instrument.

    Source: the instrument's change_source and remission_source; response is half of the baseline or less.
    """
    points, percent, line = abs(after - before), instrument.response_percent, instrument.remission_below
    return Change(
        points=points,
        direction="down" if after < before else "up" if after > before else "same",
        threshold=instrument.change_points,
        reaches=points >= instrument.change_points,
        response=None if percent is None or not before else (before - after) * 100 >= percent * before,
        remission=None if line is None else after < line,
    )


def changes(instrument: Instrument, totals: Sequence[tuple[Day, int]]) -> list[tuple[Day, Change]]:
    """Compare the last total with the first and with the one before it, each with the day of the earlier one.

    totals: with their days, oldest first. A second one has one change, a single one none.
    """
    earlier = totals[:-1]
    compared = [*earlier[:1], *earlier[1:][-1:]]
    return [(day, change(instrument, total, totals[-1][1])) for day, total in compared]
