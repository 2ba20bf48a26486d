"""The difference between two totals and the published thresholds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.clinical.instruments import change, changes, get

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
    told = change(instrument, before, after)
    assert (told.points, told.direction, told.reaches) == (points, direction, reaches)
    assert told.threshold == {"phq-9": 5, "gad-7": 4}[instrument.id]


@pytest.mark.parametrize(
    ("before", "after", "response"),
    [(18, 9, True), (18, 10, False), (17, 8, True), (17, 9, False), (1, 0, True), (1, 1, False), (5, 9, False)],
)
def test_response_is_half_of_the_baseline_or_less(before, after, response):
    assert change(PHQ, before, after).response is response


@pytest.mark.parametrize(("after", "response"), [(5, True), (6, False)])  # 21 of 26 points are 80.8 %, 20 are 76.9 %
def test_a_response_is_not_rounded_up(after, response):
    assert change(replace(PHQ, response_percent=77), 26, after).response is response


@given(totals)
def test_response_is_undefined_when_the_baseline_is_0(after):
    assert change(PHQ, 0, after).response is None


@pytest.mark.parametrize(("after", "remission"), [(0, True), (4, True), (5, False), (27, False)])
def test_remission_lies_below_5(after, remission):
    assert change(PHQ, 20, after).remission is remission


def test_without_published_lines_nothing_is_said_of_response_and_remission():
    told = change(replace(PHQ, response_percent=None, remission_below=None), 18, 3)
    assert (told.points, told.response, told.remission) == (15, None, None)


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
