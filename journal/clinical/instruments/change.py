"""The difference between two totals, told with the published thresholds. Plain numbers; a page finds the words."""

from dataclasses import dataclass
from typing import Literal

from .shapes import Instrument


@dataclass(frozen=True, slots=True)
class Change:
    """How a later total differs from an earlier one.

    points: how far apart they are, never negative; direction says which way.
    threshold: points from which the instrument's source speaks of a change; reaches: whether these do.
    response: the later total is half of the earlier one or less; None when the earlier one is 0.
    remission: the later total lies below the instrument's line. Both are None where no line is published.
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
