"""Where the numbers of treatments are written: in two rows above the plot, and nowhere over another."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from .chart_parts import Treatment

FEET = UPPER, LOWER = (11, 23)  # of the two rows
DIGIT, GAP = 7, 4  # width of a digit; between two numbers
LINE_BELOW = 3  # from the foot of a number to the line of its treatment

Given: TypeAlias = tuple[date, int | None, int]  # a day, a number, and x


def numbered(given: Sequence[Given]) -> tuple[Treatment, ...]:
    """Mark every treatment; a number is left out where neither row has room. given: from left to right."""
    free_from = dict.fromkeys(FEET, 0.0)
    marks: list[Treatment] = []
    for (day, number, x), between in zip(given, _between([x for _day, _number, x in given]), strict=False):
        half = DIGIT * len(str(number)) / 2
        rows = [foot for foot in FEET if x - half >= free_from[foot] and (foot == UPPER or half < between)]
        foot = rows[0] if rows and number is not None else None
        if foot is not None:
            free_from[foot] = x + half + GAP
        marks.append(Treatment(day, number, x, foot, top=(foot or UPPER) + LINE_BELOW))
    return tuple(marks)


def _between(xs: Sequence[int]) -> list[float]:
    """Return how far it is from each line to the nearest one beside it."""
    apart = [float("inf"), *(right - left for left, right in pairwise(xs)), float("inf")]
    return [min(pair) for pair in pairwise(apart)]
