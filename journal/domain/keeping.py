"""What keeping a row under its writer's own id comes to, and where a page of a list ends."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID


class Kept(NamedTuple):
    """The row as its owner reads it, and whether it is new."""

    item: dict[str, Any]
    new: bool = False


class Position(NamedTuple):
    """The last row of a page of a list: its instant and its id."""

    at: datetime
    id: UUID
