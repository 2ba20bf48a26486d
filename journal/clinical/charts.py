"""The geometry of a line chart of one questionnaire's totals over time: coordinates only, no text and no colours.

Lengths are SVG user units, y grows downwards. The line breaks at an incomplete check-in, which has no total.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from .chart_labels import Value, values
from .chart_parts import Box, Dot, Mark, Tick, Treatment
from .instruments import Instrument

Total = tuple[date, int | None]

WIDTH, HEIGHT = 300.0, 206.0  # about as wide as a card on a phone, where a unit is then a pixel
LEFT, RIGHT, TOP, BOTTOM = 24.0, 14.0, 32.0, 38.0  # Margins around the plot; above it, a row of numbers.
LABEL = 52.0  # Width of one date under the plot.
NUMBER = 16.0  # Width of a treatment's number above the plot.
BAR_FROM, BAR_TALL = 5.0, 4.0  # Of the bars under the axis: what the questions ask about.
SHORTEST = timedelta(days=28)  # The least time that the x axis spans.
PLOT_WIDTH, PLOT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that a drawing needs.

    lines: each the `points` attribute of one polyline; a dot without a neighbour is in none.
    values: the totals that have room beside their dots. gaps: check-ins without a total.
    labels: days whose dates fit under the plot, centred on x. ticks: where the questionnaire's bands meet.
    recalls: the days that the questions ask about, as bars under the axis, merged where they meet.
    change_band: totals closer to the first one than the change threshold; None without a total.
    left_out: days of check-ins that are later than the picture.
    """

    width: float
    height: float
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


def draw(
    instrument: Instrument, totals: Sequence[Total], treatments: Iterable[tuple[date, int | None]], until: date
) -> Chart:
    """Lay out a chart of the totals of one questionnaire, on its scale.

    The x axis spans all check-ins and treatments given, and the days that the first check-in asks about.
    totals: in any order; None where a check-in is incomplete. treatments: with their numbers, None where there is none.
    until: the last day to draw, so that a clock that ran far ahead does not push all others together.
    """
    drawn = sorted((one for one in totals if one[0] <= until), key=itemgetter(0))
    done = {day: number for day, number in treatments if day <= until}
    left_out = tuple(sorted(day for day, _ in totals if day > until))
    return _chart(instrument, drawn, done, left_out)


def _chart(
    instrument: Instrument, totals: Sequence[Total], done: dict[date, int | None], left_out: tuple[date, ...]
) -> Chart:
    days, plot = sorted({day for day, _ in totals}), Box(LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT)
    across = _across([*(_before(day, instrument.recall_days) for day in days[:1]), *days, *done], plot)
    down = _down(instrument.maximum, plot)
    dots = tuple(Dot(day, total, across(day), down(total)) for day, total in totals if total is not None)
    return Chart(
        WIDTH,
        HEIGHT,
        plot,
        dots,
        _lines(totals, dots),
        values(dots, plot),
        tuple(Mark(day, across(day)) for day, total in totals if total is None),
        _treatments(done, across),
        tuple(Tick(value, down(value)) for value in (*(band.low for band in instrument.bands), instrument.maximum)),
        _labels(days or sorted(done), across),
        _recalls(days, instrument.recall_days, across),
        _change_band(dots, instrument.change_points, down, plot),
        left_out,
    )


def _before(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, 1))


def _across(days: Sequence[date], plot: Box) -> Callable[[date], float]:
    """Return a function from a day to its x; what lies before the first day is drawn at the left edge."""
    ordinals = [day.toordinal() for day in days] or [0]
    first, last = min(ordinals), max(ordinals)
    first -= max(SHORTEST.days - (last - first), 0)

    def across(day: date) -> float:
        return round(plot.x + plot.width * max((day.toordinal() - first) / (last - first), 0.0), 1)

    return across


def _down(maximum: int, plot: Box) -> Callable[[int], float]:
    """Return a function from a total to its y; what lies off the scale is drawn at the nearest edge."""

    def down(total: int) -> float:
        share = min(max(total / maximum, 0.0), 1.0)
        return round(plot.y + plot.height * (1 - share), 1)

    return down


def _lines(totals: Sequence[Total], dots: Sequence[Dot]) -> tuple[str, ...]:
    rest = iter(dots)
    runs = [[next(rest) for _ in run] for whole, run in groupby(total is not None for _, total in totals) if whole]
    return tuple(" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1)


def _treatments(done: dict[date, int | None], across: Callable[[date], float]) -> tuple[Treatment, ...]:
    """Mark every treatment; a number is left out where it would stand in the one before it."""
    marks: list[Treatment] = []
    free_from = 0.0
    for day, number in sorted(done.items(), key=itemgetter(0)):
        x = across(day)
        shown = number if x >= free_from else None
        free_from = x + NUMBER if shown is not None else free_from
        marks.append(Treatment(day, number, x, shown))
    return tuple(marks)


def _labels(days: Sequence[date], across: Callable[[date], float]) -> tuple[Mark, ...]:
    """Keep the last day, and from the left every day whose label overlaps neither its neighbour nor the last one."""
    if not days:
        return ()
    marks = [Mark(day, min(max(across(day), LABEL / 2), WIDTH - LABEL / 2)) for day in days]
    *others, last = marks
    kept: list[Mark] = []
    for mark in others:
        if last.x - mark.x >= LABEL and (not kept or mark.x - kept[-1].x >= LABEL):
            kept.append(mark)
    return (*kept, last)


def _recalls(days: Sequence[date], recall_days: int, across: Callable[[date], float]) -> tuple[Box, ...]:
    spans: list[tuple[float, float]] = []
    for day in days:
        begin, end = across(_before(day, recall_days)), across(day)
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((begin, end))
    top = TOP + PLOT_HEIGHT + BAR_FROM
    return tuple(Box(begin, top, round(end - begin, 1), BAR_TALL) for begin, end in spans if end > begin)


def _change_band(dots: Sequence[Dot], points: int, down: Callable[[int], float], plot: Box) -> Box | None:
    if not dots:
        return None
    top, bottom = down(dots[0].total + points), down(dots[0].total - points)
    return Box(plot.x, top, plot.width, round(bottom - top, 1))
