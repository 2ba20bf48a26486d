"""Where something lies on a treatment's clock is said by its time point, else by its day."""

from collections.abc import Iterator

import pytest
from flask import Flask

from journal.clinical.time_points import Placement, TimePoint
from journal.web.placement_labels import days_after, placement, short_placement


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("time_point", "day", "numbered", "plain", "short"),
    [
        ("evening", 0, "The evening after treatment 4", "The evening after the treatment", "Evening"),
        ("day_3", 3, "Day 3 after treatment 4", "Day 3 after the treatment", "Day 3"),
        (None, 5, "Day 5 after treatment 4", "Day 5 after the treatment", "Day 5"),
        (None, 0, "Just after treatment 4", "Just after the treatment", "Just after"),
        ("before", -2, "Before treatment 4", "Before the treatment", "Before"),
        ("day_1", -2, "Before treatment 4", "Before the treatment", "Before"),  # chosen; the treatment was moved since
    ],
)
def test_a_label_says_the_time_point_or_the_day(
    time_point: TimePoint | None, day: int, numbered: str, plain: str, short: str
) -> None:
    assert placement(Placement(time_point, day, 4)) == numbered
    assert placement(Placement(time_point, day, None)) == plain
    assert short_placement(Placement(time_point, day, 4)) == short_placement(Placement(time_point, day, None)) == short


def test_what_is_about_no_treatment_has_no_label() -> None:
    nowhere = Placement(None, None, None)
    assert placement(nowhere) == short_placement(nowhere) == ""


def test_days_after_a_treatment_are_said_whatever_they_are() -> None:
    assert (days_after(4, 7), days_after(None, 7)) == ("Day 7 after treatment 4", "Day 7 after the treatment")
