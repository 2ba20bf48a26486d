"""The geometry of a line chart of one questionnaire's totals over time: coordinates only, no text and no colours.

Lengths are SVG user units, y grows downwards. The line breaks at an incomplete check-in, which has no total.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from .instruments import Instrument

Total = tuple[date, int | None]

WIDTH, HEIGHT = 360.0, 200.0
LEFT, RIGHT, TOP, BOTTOM = 32.0, 16.0, 12.0, 28.0  # Margins around the plot.
LABEL = 60.0  # Width of one date under the plot.
PLOT_WIDTH, PLOT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Dot:
    """One total. recalls_from: x of the first day that the questions ask about, clipped to the plot."""

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
    """Everything that a drawing needs.

    lines: each the `points` attribute of one polyline; a dot without a neighbour is in none.
    gaps: check-ins without a total. treatments: one vertical line each.
    labels: days whose dates fit under the plot, centred on x.
    windows: the days that the questions ask about, merged where they meet.
    change_band: totals closer to the first one than the change threshold; None without a total.
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


def draw(instrument: Instrument, totals: Sequence[Total], treatments: Sequence[date]) -> Chart:
    """Lay out a chart of the totals of one questionnaire, on its scale.

    The x axis spans all check-ins and treatments given; leave out those that should not stretch it.
    totals: in any order; None where a check-in is incomplete.
    """
    totals = sorted(totals, key=itemgetter(0))
    days, dosed = sorted({day for day, _ in totals}), sorted(set(treatments))
    plot = Box(LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT)
    across, down = _across(days + dosed, plot), _down(instrument.maximum, plot)
    dots = _dots(totals, across, down, instrument.recall_days)
    gaps, marks = _marks([day for day, total in totals if total is None], across), _marks(dosed, across)
    ticks = tuple(Tick(value, down(value)) for value in sorted({0, instrument.maximum // 2, instrument.maximum}))
    labels, windows = _labels(days or dosed, across), _windows(dots, plot)
    band = _change_band(dots, instrument.change_points, down, plot)
    return Chart(WIDTH, HEIGHT, plot, dots, _lines(totals, dots), gaps, marks, ticks, labels, windows, band)


def _across(days: Sequence[date], plot: Box) -> Callable[[int], float]:
    """Return a function from a day's ordinal to its x; what lies before the first day is drawn at the left edge."""
    ordinals = [day.toordinal() for day in days] or [0]
    first, span = min(ordinals), max(ordinals) - min(ordinals)

    def across(ordinal: int) -> float:
        share = max((ordinal - first) / span, 0.0) if span else 0.5
        return round(plot.x + plot.width * share, 1)

    return across


def _down(maximum: int, plot: Box) -> Callable[[int], float]:
    """Return a function from a total to its y; what lies off the scale is drawn at the nearest edge."""

    def down(total: int) -> float:
        share = min(max(total / maximum, 0.0), 1.0)
        return round(plot.y + plot.height * (1 - share), 1)

    return down


def _dots(
    totals: Sequence[Total], across: Callable[[int], float], down: Callable[[int], float], recall_days: int
) -> tuple[Dot, ...]:
    return tuple(
        Dot(day, total, across(day.toordinal()), down(total), across(day.toordinal() - recall_days))
        for day, total in totals
        if total is not None
    )


def _marks(days: Sequence[date], across: Callable[[int], float]) -> tuple[Mark, ...]:
    return tuple(Mark(day, across(day.toordinal())) for day in days)


def _lines(totals: Sequence[Total], dots: Sequence[Dot]) -> tuple[str, ...]:
    rest = iter(dots)
    runs = [[next(rest) for _ in run] for whole, run in groupby(total is not None for _, total in totals) if whole]
    return tuple(" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1)


def _labels(days: Sequence[date], across: Callable[[int], float]) -> tuple[Mark, ...]:
    """Keep the last day, and from the left every day whose label overlaps neither its neighbour nor the last one."""
    if not days:
        return ()
    rightmost = WIDTH - LABEL / 2  # on the left, the margin has room for half a date
    marks = [Mark(day, min(across(day.toordinal()), rightmost)) for day in days]
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


def _change_band(dots: Sequence[Dot], points: int, down: Callable[[int], float], plot: Box) -> Box | None:
    if not dots:
        return None
    top, bottom = down(dots[0].total + points), down(dots[0].total - points)
    return Box(plot.x, top, plot.width, round(bottom - top, 1))
