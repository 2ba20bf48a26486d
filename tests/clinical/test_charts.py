"""Geometry of the line chart: everything lies in the picture, whatever is drawn."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.clinical.charts import BOTTOM, HEIGHT, LABEL, LEFT, RIGHT, TOP, WIDTH, Box, Dot, Mark, draw
from journal.clinical.instruments import get

START = date(2026, 9, 1)
PHQ = get("phq-9")  # 27 points at most, a recall of 14 days, a change from 5 points on


def week(number):
    """Return the day so many weeks after the start."""
    return START + timedelta(weeks=number)


def after(days):
    """Return the day so many days after the start."""
    return START + timedelta(days=days)


def test_the_plot_is_the_picture_without_its_margins():
    chart = draw(PHQ, [], [])
    assert (chart.width, chart.height) == (WIDTH, HEIGHT)
    assert chart.plot == Box(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM)


def test_a_dot_knows_its_day_and_where_its_recall_begins():
    chart = draw(PHQ, [(START, 27), (after(26), 0)], [])  # 12 units a day
    assert chart.dots == (
        Dot(START, 27, x=LEFT, y=TOP, recalls_from=LEFT),
        Dot(after(26), 0, x=LEFT + 312, y=TOP + 160, recalls_from=LEFT + 144),
    )


def test_totals_lie_between_the_axes_and_higher_totals_lie_higher():
    chart = draw(PHQ, [(week(0), 27), (week(1), 13), (week(2), 0)], [])
    plot = chart.plot
    assert [(dot.x, dot.y) for dot in chart.dots] == [
        (plot.x, plot.y),
        (plot.x + plot.width / 2, chart.ticks[1].y),
        (plot.x + plot.width, plot.y + plot.height),
    ]
    assert [(tick.value, tick.y) for tick in chart.ticks] == [
        (0, plot.y + plot.height),
        (13, chart.dots[1].y),
        (27, plot.y),
    ]


def test_the_line_breaks_where_a_total_is_missing():
    chart = draw(PHQ, [(week(0), 18), (week(1), 15), (week(2), None), (week(3), 11), (week(4), 9)], [])
    assert [len(line.split()) for line in chart.lines] == [2, 2]
    assert [mark.day for mark in chart.gaps] == [week(2)]
    assert chart.lines[0] == " ".join(f"{dot.x},{dot.y}" for dot in chart.dots[:2])


def test_a_total_between_two_gaps_is_a_dot_without_a_line():
    chart = draw(PHQ, [(week(0), None), (week(1), 15), (week(2), None)], [])
    assert (len(chart.dots), chart.lines, len(chart.gaps)) == (1, (), 2)


def test_what_is_drawn_is_rounded_to_a_tenth():
    chart = draw(PHQ, [(after(day), 9) for day in (0, 17, 41, 61)], [])
    band = chart.change_band
    drawn = [size for dot in chart.dots for size in (dot.x, dot.y, dot.recalls_from)]
    drawn += [size for box in chart.windows for size in (box.x, box.width)] + [band.y, band.height]
    assert drawn == [round(size, 1) for size in drawn]


def test_one_total_stands_in_the_middle():
    chart = draw(PHQ, [(START, 12)], [])
    assert chart.dots[0].x == chart.labels[0].x == chart.plot.x + chart.plot.width / 2
    assert (chart.lines, chart.windows) == ((), ())


def test_two_totals_on_one_day_stand_above_each_other_under_one_label():
    chart = draw(PHQ, [(START, 12), (START, 9)], [])
    assert chart.dots[0].x == chart.dots[1].x
    assert chart.dots[0].y < chart.dots[1].y
    assert [mark.day for mark in chart.labels] == [START]


def test_nothing_to_draw_leaves_the_axes():
    chart = draw(PHQ, [], [])
    assert len(chart.ticks) == 3
    assert (chart.dots, chart.lines, chart.labels, chart.windows, chart.change_band) == ((), (), (), (), None)


def test_sessions_alone_are_marked_and_dated():
    chart = draw(PHQ, [], [week(1), week(0), week(1)])
    assert [mark.day for mark in chart.treatments] == [week(0), week(1)]
    assert [mark.day for mark in chart.labels] == [week(0), week(1)]


def test_a_session_outside_the_check_ins_stretches_the_axis():
    chart = draw(PHQ, [(week(1), 12), (week(2), 9)], [week(0)])
    assert chart.treatments[0].x == chart.plot.x < chart.dots[0].x


def test_recall_windows_are_clipped_to_the_plot_and_merged_where_they_overlap():
    chart = draw(PHQ, [(week(0), 18), (week(1), 15), (week(8), 9), (week(12), 8)], [])
    assert chart.dots[1].recalls_from == chart.plot.x
    assert [(box.x, box.x + box.width) for box in chart.windows] == [
        (chart.plot.x, chart.dots[1].x),
        (chart.dots[2].recalls_from, pytest.approx(chart.dots[2].x)),
        (chart.dots[3].recalls_from, pytest.approx(chart.dots[3].x)),
    ]


def test_windows_that_meet_are_one_and_fill_the_height_of_the_plot():
    chart = draw(PHQ, [(after(day), 9) for day in (0, 28, 42, 47, 100)], [])
    first, last = chart.windows
    assert first == Box(chart.dots[1].recalls_from, TOP, round(chart.dots[3].x - first.x, 1), chart.plot.height)
    assert last == Box(chart.dots[4].recalls_from, TOP, round(chart.dots[4].x - last.x, 1), chart.plot.height)


def test_the_change_band_is_as_wide_as_the_plot():
    chart = draw(PHQ, [(START, 20)], [])  # 160 units for 27 points: totals of 25 and 15 lie 59.2 apart
    assert chart.change_band == Box(chart.plot.x, TOP + 11.9, chart.plot.width, 59.2)


def test_the_change_band_lies_around_the_first_total_and_inside_the_plot():
    scale = draw(PHQ, [(week(0), 20), (week(1), 10)], [])
    band = scale.change_band
    assert band.y < scale.dots[0].y < band.y + band.height < scale.dots[1].y
    top = draw(PHQ, [(START, 27)], []).change_band
    assert top.y == scale.plot.y
    assert top.height == pytest.approx(band.height / 2, abs=0.2)


def test_forty_dates_are_thinned_and_the_last_one_stays():
    chart = draw(PHQ, [(week(number), number % 28) for number in range(40)], [])
    assert 2 <= len(chart.labels) <= 6
    assert (chart.labels[0].day, chart.labels[-1].day) == (week(0), week(39))
    assert len(chart.dots) == 40


@pytest.mark.parametrize(
    ("days", "shown"), [((0, 30, 119, 156), (0, 30, 119, 156)), ((0, 29, 59, 120, 156), (0, 59, 156))]
)
def test_labels_may_touch_and_never_overlap(days, shown):  # 2 units a day; the last label ends at the right edge
    chart = draw(PHQ, [(after(day), 5) for day in days], [])
    assert [mark.day for mark in chart.labels] == [after(day) for day in shown]


def test_labels_stay_in_the_picture():
    chart = draw(PHQ, [(START, 5), (week(9), 5)], [])
    assert [mark.x for mark in chart.labels] == [LEFT, WIDTH - LABEL / 2]


def test_a_session_is_marked_on_its_day():
    assert draw(PHQ, [(START, 5), (after(4), 5)], [after(1)]).treatments == (Mark(after(1), LEFT + 312.0 / 4),)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_can_be_drawn(day):
    assert draw(PHQ, [(day, 3), (START, 4)], []).dots


@given(
    totals=st.lists(st.tuples(st.dates(), st.none() | st.integers(0, 27)), max_size=40),
    treatments=st.lists(st.dates(), max_size=8),
)
def test_nothing_leaves_the_plot_and_no_labels_collide(totals, treatments):
    chart = draw(PHQ, totals, treatments)
    plot = chart.plot
    right, bottom = plot.x + plot.width + 0.1, plot.y + plot.height + 0.1
    for mark in (*chart.dots, *chart.gaps, *chart.treatments):
        assert plot.x - 0.1 <= mark.x <= right
    assert all(plot.y - 0.1 <= dot.y <= bottom for dot in chart.dots)
    assert all(box.x >= plot.x - 0.1 and box.x + box.width <= right for box in chart.windows)
    xs = [label.x for label in chart.labels]
    assert all(later - earlier >= LABEL for earlier, later in pairwise(xs))
    assert bool(xs) == bool(totals or treatments)


def test_totals_are_drawn_on_the_scale_of_their_questionnaire():
    gad = draw(get("gad-7"), [(START, 21), (after(28), 0)], [])
    assert [tick.value for tick in gad.ticks] == [0, 10, 21]
    assert [dot.y for dot in gad.dots] == [TOP, TOP + 160]
    assert gad.change_band == Box(LEFT, TOP, 312.0, 30.5)  # 160 units for 21 points, 4 of them


def test_the_recall_is_that_of_the_questionnaire():
    chart = draw(replace(PHQ, recall_days=7), [(START, 5), (after(26), 5)], [])
    assert chart.dots[1].recalls_from == LEFT + 312 - 7 * 12
