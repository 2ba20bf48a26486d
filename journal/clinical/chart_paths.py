"""The parts of a chart of which there are many, each kind as the `d` of one path.

A page shows several charts, and each value that its template writes costs as much as a sentence.
"""

from collections.abc import Iterable
from typing import NamedTuple

from .chart_parts import Box, Dot, Tick, Treatment


class Paths(NamedTuple):
    """The paths; "" where there is nothing to draw."""

    grid: str
    treatments: str
    recalls: str
    dots: str


def paths(
    plot: Box, ticks: Iterable[Tick], treatments: Iterable[Treatment], recalls: Iterable[Box], dots: Iterable[Dot]
) -> Paths:
    """Return the paths: lines across and down the plot, bars, and points as wide as their stroke."""
    return Paths(
        grid="".join(f"M{plot.x} {tick.y}h{plot.width}" for tick in ticks),
        treatments="".join(f"M{mark.x} {mark.top}V{plot.y + plot.height}" for mark in treatments),
        recalls="".join(f"M{bar.x} {bar.y}h{bar.width}v{bar.height}h-{bar.width}z" for bar in recalls),
        dots="".join(f"M{dot.x} {dot.y}h0" for dot in dots),
    )
