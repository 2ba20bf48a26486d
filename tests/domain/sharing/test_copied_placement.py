"""A copied piece says its day, and only about a treatment where it lies on that treatment's clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from journal.domain.identity import Actor
from journal.domain.sharing.copied_placement import copy_placement
from tests.plugins.people import Somebody

Acting = Callable[[Somebody], Actor]

START = datetime(2026, 5, 9, 18, tzinfo=UTC)  # in New York, where Ada is, 14:00
LATE = datetime(2026, 5, 13, 3, 30, tzinfo=UTC)  # in New York still the day before


def row(**given: Any) -> Any:
    return SimpleNamespace(**({"starts_at": START, "number": 4, "time_point": None} | given))


@pytest.mark.parametrize(
    ("given", "at", "where"),
    [
        ({}, LATE, ("2026-05-12", "day_3", 3, 4)),
        ({"time_point": "evening"}, LATE, ("2026-05-12", "evening", 3, 4)),
        ({"number": None}, START + timedelta(hours=4), ("2026-05-09", "evening", 0, None)),
    ],
)
def test_about_a_treatment_a_piece_lies_on_its_clock(
    acting: Acting, ada: Somebody, given: dict[str, Any], at: datetime, where: tuple[Any, ...]
) -> None:
    assert tuple(copy_placement(acting(ada), row(**given), at).values()) == where


def test_about_no_treatment_a_piece_has_its_day_alone(acting: Acting, ada: Somebody) -> None:
    unplaced = row(starts_at=None, number=None, time_point="evening")
    assert copy_placement(acting(ada), unplaced, LATE) == {
        "on": "2026-05-12",
        "time_point": None,
        "day": None,
        "treatment_number": None,
    }
