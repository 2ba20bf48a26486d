"""The parts of a chart: where each stands, in SVG user units."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One total."""

    day: date
    total: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the x axis."""

    day: date
    x: int


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment on the x axis. number: n of its course, None if it has none.

    foot: of its number, None where that has no room. top: of its line.
    """

    day: date
    number: int | None
    x: int
    foot: int | None
    top: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on the y axis."""

    value: int
    y: int
