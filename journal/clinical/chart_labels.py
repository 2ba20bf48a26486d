"""Where the totals of a chart are written: above their dots, below where that is taken, and nowhere over another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .chart_parts import Box, Dot

FEW = 8  # dots that all show their total; of more, the first and the last do
ABOVE, BELOW = -9, 19  # from a dot to the foot of its number
TALL, WIDE = 11, 16  # of a number
RADIUS = 5  # of a dot, with a little air


@dataclass(frozen=True, slots=True)
class Value:
    """A total as it is written, centred on x. y: its foot."""

    total: int
    x: int
    y: int


def values(dots: Sequence[Dot], plot: Box) -> tuple[Value, ...]:
    """Return the totals that have room."""
    written: list[Value] = []
    for dot in dots if len(dots) <= FEW else (dots[0], dots[-1]):
        others = [other for other in dots if other != dot]
        free = (value for value in _places(dot, plot) if not _covers(value, others, written))
        if (value := next(free, None)) is not None:
            written.append(value)
    return tuple(written)


def _places(dot: Dot, plot: Box) -> Iterator[Value]:
    yield Value(dot.total, dot.x, dot.y + ABOVE)
    if dot.y + BELOW <= plot.y + plot.height:
        yield Value(dot.total, dot.x, dot.y + BELOW)


def _covers(value: Value, dots: Sequence[Dot], written: Sequence[Value]) -> bool:
    """Return whether a number would stand on a dot or on another number."""
    on_dot = any(abs(dot.x - value.x) < WIDE / 2 + RADIUS and -RADIUS < value.y - dot.y < TALL + RADIUS for dot in dots)
    return on_dot or any(abs(one.x - value.x) < WIDE and abs(one.y - value.y) < TALL for one in written)
