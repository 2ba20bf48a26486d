"""Where things lie in a line chart of one instrument's totals over time. Coordinates only: no words, no colours.

Lengths are SVG user units, y grows downwards. A total that could not be made is a gap: the line breaks there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Protocol

Total = tuple[date, int | None]

WIDTH, HEIGHT = 360.0, 200.0
LEFT, RIGHT, TOP, BOTTOM = 32.0, 16.0, 12.0, 28.0  # Margins around the plot.
LABEL = 60.0  # The room that one date under the plot takes.


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Dot:
    """One total. recalls_from: the x at which the days that it asks about begin, not left of the plot."""

    day: date
    total: int
    x: float
    y: float
    recalls_from: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the x axis."""

    day: date
    x: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on the y axis."""

    value: int
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing in numbers.

    lines: each the `points` attribute of one polyline; dots without a neighbour are in none.
    gaps: check-ins without a total; treatments: a vertical line each.
    labels: days whose dates fit under the plot, centred on x.
    windows: the days that the totals ask about, merged where they overlap.
    change_band: totals nearer to the first one than the change threshold; None without a first total or a threshold.
    """

    width: float
    height: float
    plot: Box
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    gaps: tuple[Mark, ...]
    treatments: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Mark, ...]
    windows: tuple[Box, ...]
    change_band: Box | None


def draw(
    totals: Sequence[Total],
    treatments: Sequence[date],
    *,
    maximum: int,
    recall_days: int,
    change_points: int | None = None,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """Lay out a chart. The x axis spans all check-ins and treatments given; leave out those that should not stretch it.

    totals: in any order; None where a check-in is incomplete. maximum: the highest total that the instrument knows.
    """
    totals = sorted(totals, key=lambda reading: reading[0])
    days, dosed = sorted({day for day, _ in totals}), sorted(set(treatments))
    plot = Box(LEFT, TOP, max(width - LEFT - RIGHT, 1.0), max(height - TOP - BOTTOM, 1.0))
    across, down = _across(days + dosed, plot), _down(maximum, plot)
    dots = _dots(totals, across, down, recall_days)
    gaps, marks = _marks([day for day, total in totals if total is None], across), _marks(dosed, across)
    ticks = tuple(Tick(value, down(value)) for value in sorted({0, maximum // 2, maximum}))
    labels, windows = _labels(days or dosed, across, width), _windows(dots, plot)
    band = _change_band(dots, change_points, down, plot)
    return Chart(width, height, plot, dots, _lines(totals, dots), gaps, marks, ticks, labels, windows, band)


class Across(Protocol):
    """From a day, or from some days before it, to an x inside the plot."""

    def __call__(self, day: date, before: int = 0) -> float:
        """Return the x."""
        ...


def _across(days: Sequence[date], plot: Box) -> Across:
    first, last = (min(days), max(days)) if days else (date.min, date.min)
    span = (last - first).days

    def across(day: date, before: int = 0) -> float:
        share = ((day - first).days - before) / span if span else 0.5
        return round(plot.x + plot.width * min(max(share, 0.0), 1.0), 1)

    return across


def _down(maximum: int, plot: Box) -> Callable[[int], float]:
    def down(total: int) -> float:
        share = min(max(total / maximum, 0.0), 1.0)
        return round(plot.y + plot.height * (1 - share), 1)

    return down


def _dots(totals: Sequence[Total], across: Across, down: Callable[[int], float], recall: int) -> tuple[Dot, ...]:
    return tuple(
        Dot(day, total, across(day), down(total), across(day, recall)) for day, total in totals if total is not None
    )


def _marks(days: Sequence[date], across: Across) -> tuple[Mark, ...]:
    return tuple(Mark(day, across(day)) for day in days)


def _lines(totals: Sequence[Total], dots: Sequence[Dot]) -> tuple[str, ...]:
    rest = iter(dots)
    runs = [
        [next(rest) for _ in run] for whole, run in groupby(totals, key=lambda reading: reading[1] is not None) if whole
    ]
    return tuple(" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1)


def _labels(days: Sequence[date], across: Across, width: float) -> tuple[Mark, ...]:
    """Keep the last day, then from the left every day whose label touches neither its neighbour nor the last one."""
    if not days:
        return ()
    half = min(LABEL, width) / 2
    marks = [Mark(day, min(max(across(day), half), width - half)) for day in days]
    *others, last = marks
    kept: list[Mark] = []
    for mark in others:
        if last.x - mark.x >= LABEL and (not kept or mark.x - kept[-1].x >= LABEL):
            kept.append(mark)
    return (*kept, last)


def _windows(dots: Sequence[Dot], plot: Box) -> tuple[Box, ...]:
    spans: list[tuple[float, float]] = []
    for dot in dots:
        if spans and dot.recalls_from <= spans[-1][1]:
            spans[-1] = (spans[-1][0], dot.x)
        else:
            spans.append((dot.recalls_from, dot.x))
    return tuple(Box(begin, plot.y, round(end - begin, 1), plot.height) for begin, end in spans if end > begin)


def _change_band(dots: Sequence[Dot], points: int | None, down: Callable[[int], float], plot: Box) -> Box | None:
    if not dots or points is None:
        return None
    top, bottom = down(dots[0].total + points), down(dots[0].total - points)
    return Box(plot.x, top, plot.width, round(bottom - top, 1))
