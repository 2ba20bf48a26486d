"""Result of an idempotent PUT."""

from typing import Any, NamedTuple


class Kept(NamedTuple):
    """The row as its owner reads it, and whether it is new."""

    item: dict[str, Any]
    new: bool = False
