"""The geometry of a line chart of one questionnaire's totals over time: coordinates only, no text and no colours.

Lengths are whole SVG user units, each a pixel on a phone; y grows downwards. The line breaks at an incomplete check-in,
which has no total.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from .chart_labels import Value, values
from .chart_numbers import numbered
from .chart_parts import Box, Dot, Mark, Tick, Treatment
from .chart_paths import Paths, paths
from .instruments import Instrument

Total: TypeAlias = tuple[date, int | None]
Treatments: TypeAlias = Iterable[tuple[date, int | None]]

MOODS = (0, 5, 10)

WIDTH, HEIGHT = 300, 196  # about as wide as a card on a phone, where a unit is then a pixel
LEFT, RIGHT, TOP, BOTTOM = 24, 14, 32, 38  # Margins around the plot; above it, two rows of numbers.
LABEL = 52  # Width of one date under the plot.
BAR_FROM, BAR_TALL = 4, 2  # Of the bars under the axis: what the questions ask about.
BAR_ROWS, BAR_GAP = 3, 2  # Rows of bars; what is left free between two rows, and before each bar.
SHORTEST = timedelta(days=28)  # The least time that the x axis spans.
PLOT_WIDTH, PLOT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that a drawing needs.

    lines: each the `points` attribute of one polyline; a dot without a neighbour is in none.
    values: the totals that have room beside their dots. gaps: check-ins without a total.
    labels: days whose dates fit under the plot, centred on x. ticks: where the questionnaire's bands meet.
    recalls: the days that each check-in asks about, as bars under the axis, in rows where they overlap; merged where
    there are not rows enough.
    change_band: totals closer to the first one than the change threshold; None without a total.
    left_out: days of check-ins that are later than the picture.
    """

    plot: Box
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    values: tuple[Value, ...]
    gaps: tuple[Mark, ...]
    treatments: tuple[Treatment, ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Mark, ...]
    recalls: tuple[Box, ...]
    change_band: Box | None
    left_out: tuple[date, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def paths(self) -> Paths:
        """What a template draws of these."""
        return paths(self.plot, self.ticks, self.treatments, self.recalls, self.dots)


class _Scale(NamedTuple):
    """What is drawn. ticks: from 0 to the maximum. recall_days: that a total is about. change_points: None for none."""

    ticks: tuple[int, ...]
    recall_days: int
    change_points: int | None


def draw(instrument: Instrument, totals: Sequence[Total], treatments: Treatments, until: date) -> Chart:
    """Lay out a chart of the totals of one questionnaire, on its scale.

    The x axis spans all check-ins and treatments given, and the days that the first check-in asks about.
    totals: in any order; None where a check-in is incomplete. treatments: with their numbers, None where there is none.
    until: the last day to draw, so that a clock that ran far ahead does not push all others together.
    """
    ticks = (*(band.low for band in instrument.bands), instrument.maximum)
    return _chart(_Scale(ticks, instrument.recall_days, instrument.change_points), totals, treatments, until)


def draw_moods(moods: Sequence[tuple[date, int]], treatments: Treatments, until: date) -> Chart:
    """Lay out the moods of entries, from 0 to 10, as dots that no line joins. The rest is as in `draw`."""
    chart = _chart(_Scale(MOODS, 0, None), moods, treatments, until)
    return replace(chart, lines=())


def _chart(scale: _Scale, totals: Sequence[Total], treatments: Treatments, until: date) -> Chart:
    left_out = tuple(sorted(day for day, _ in totals if day > until))
    totals = sorted((one for one in totals if one[0] <= until), key=itemgetter(0))
    done = {day: number for day, number in treatments if day <= until}
    days, plot = sorted({day for day, _ in totals}), Box(LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT)
    across = _across([*(_before(day, scale.recall_days) for day in days[:1]), *days, *done], plot)
    down = _down(scale.ticks[-1], plot)
    dots = tuple(Dot(day, total, across(day), down(total)) for day, total in totals if total is not None)
    return Chart(
        plot=plot,
        dots=dots,
        lines=_lines(totals, dots),
        values=values(dots, plot),
        gaps=tuple(Mark(day, across(day)) for day, total in totals if total is None),
        treatments=numbered([(day, done[day], across(day)) for day in sorted(done)]),
        ticks=tuple(Tick(value, down(value)) for value in scale.ticks),
        labels=_labels(days or sorted(done), across),
        recalls=_recalls(days, scale.recall_days, across),
        change_band=_change_band(dots, scale.change_points, down, plot),
        left_out=left_out,
    )


def _before(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, 1))


def _across(days: Sequence[date], plot: Box) -> Callable[[date], int]:
    """Return a function from a day to its x; what lies before the first day is drawn at the left edge."""
    ordinals = [day.toordinal() for day in days] or [0]
    first, last = min(ordinals), max(ordinals)
    first -= max(SHORTEST.days - (last - first), 0)

    def across(day: date) -> int:
        return round(plot.x + plot.width * max((day.toordinal() - first) / (last - first), 0.0))

    return across


def _down(maximum: int, plot: Box) -> Callable[[int], int]:
    """Return a function from a total to its y; what lies off the scale is drawn at the nearest edge."""

    def down(total: int) -> int:
        share = min(max(total / maximum, 0.0), 1.0)
        return round(plot.y + plot.height * (1 - share))

    return down


def _lines(totals: Sequence[Total], dots: Sequence[Dot]) -> tuple[str, ...]:
    rest = iter(dots)
    runs = [[next(rest) for _ in run] for whole, run in groupby(total is not None for _, total in totals) if whole]
    return tuple(" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1)


def _labels(days: Sequence[date], across: Callable[[date], int]) -> tuple[Mark, ...]:
    """Keep the last day, and from the left every day whose label overlaps neither its neighbour nor the last one."""
    if not days:
        return ()
    marks = [Mark(day, min(max(across(day), LABEL // 2), WIDTH - LABEL // 2)) for day in days]
    *others, last = marks
    kept: list[Mark] = []
    for mark in others:
        if last.x - mark.x >= LABEL and (not kept or mark.x - kept[-1].x >= LABEL):
            kept.append(mark)
    return (*kept, last)


def _recalls(days: Sequence[date], recall_days: int, across: Callable[[date], int]) -> tuple[Box, ...]:
    rows: list[list[tuple[int, int]]] = [[] for _ in range(BAR_ROWS)]
    for day in days:
        begin, end = across(_before(day, recall_days)), across(day)
        row = next((row for row in rows if not row or row[-1][1] <= begin), None)
        if row is None:  # no row is free: what is there grows
            row = min(rows, key=_end)
            begin = row.pop()[0]
        row.append((begin, end))
    return tuple(_bar(begin, end, row) for row, spans in enumerate(rows) for begin, end in spans if end > begin)


def _end(spans: Sequence[tuple[int, int]]) -> int:
    return spans[-1][1]


def _bar(begin: int, end: int, row: int) -> Box:
    top = TOP + PLOT_HEIGHT + BAR_FROM + row * (BAR_TALL + BAR_GAP)
    x = min(begin + BAR_GAP, end - 1)
    return Box(x, top, end - x, BAR_TALL)


def _change_band(dots: Sequence[Dot], points: int | None, down: Callable[[int], int], plot: Box) -> Box | None:
    if not dots or points is None:
        return None
    top, bottom = down(dots[0].total + points), down(dots[0].total - points)
    return Box(plot.x, top, plot.width, bottom - top)
