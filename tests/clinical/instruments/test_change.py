"""The difference between two totals and the published threshold."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.clinical.instruments import Change, change, changes, get

PHQ, GAD = get("phq-9"), get("gad-7")
totals = st.integers(0, 27)


@pytest.mark.parametrize(
    ("instrument", "before", "after", "points", "direction", "reaches"),
    [
        (PHQ, 18, 11, 7, "down", True),
        (PHQ, 18, 13, 5, "down", True),
        (PHQ, 18, 14, 4, "down", False),
        (PHQ, 10, 15, 5, "up", True),
        (PHQ, 10, 10, 0, "same", False),
        (GAD, 12, 8, 4, "down", True),
        (GAD, 12, 9, 3, "down", False),
    ],
)
def test_a_change_is_told_with_the_published_threshold(instrument, before, after, points, direction, reaches):
    assert change(instrument, before, after) == Change(points, direction, reaches)


@given(totals, totals)
def test_there_and_back_is_the_same_distance(before, after):
    there, back = change(PHQ, before, after), change(PHQ, after, before)
    assert (there.points, there.reaches) == (back.points, back.reaches)
    assert {there.direction, back.direction} in ({"down", "up"}, {"same"})


@pytest.mark.parametrize(
    ("given_totals", "compared"),
    [((), []), ((18,), []), ((18, 11), [0]), ((18, 16, 11), [0, 1]), ((18, 4, 16, 11), [0, 2]), ((7, 7, 7), [0, 1])],
)
def test_the_last_total_is_compared_with_the_first_and_with_the_one_before(given_totals, compared):
    dated = [(date(2026, 5, day + 1), total) for day, total in enumerate(given_totals)]
    assert changes(PHQ, dated) == [(dated[n][0], change(PHQ, dated[n][1], dated[-1][1])) for n in compared]
