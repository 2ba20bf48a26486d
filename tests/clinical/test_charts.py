"""Geometry of the line chart: everything lies in the picture, whatever is drawn."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.clinical.charts import BOTTOM, LABEL, LEFT, RIGHT, TOP, Box, Dot, Mark, draw, draw_totals
from journal.clinical.instruments import get

START = date(2026, 9, 1)
PHQ = {"maximum": 27, "recall_days": 14, "change_points": 5}


def week(number):
    """Return the day so many weeks after the start."""
    return START + timedelta(weeks=number)


def after(days):
    """Return the day so many days after the start."""
    return START + timedelta(days=days)


def test_the_plot_is_the_picture_without_its_margins():
    chart = draw([], [], **PHQ, width=400.0, height=300.0)
    assert (chart.width, chart.height) == (400.0, 300.0)
    assert chart.plot == Box(LEFT, TOP, 400.0 - LEFT - RIGHT, 300.0 - TOP - BOTTOM)


def test_a_picture_smaller_than_its_margins_keeps_a_plot_of_one_unit():
    assert draw([], [], **PHQ, width=10.0, height=10.0).plot == Box(LEFT, TOP, 1.0, 1.0)


def test_a_dot_knows_its_day_and_where_its_recall_begins():
    chart = draw([(START, 27), (after(26), 0)], [], **PHQ, width=308.0, height=67.0)  # 10 units a day, 1 a point
    assert chart.dots == (
        Dot(START, 27, x=LEFT, y=TOP, recalls_from=LEFT),
        Dot(after(26), 0, x=LEFT + 260, y=TOP + 27, recalls_from=LEFT + 120),
    )


def test_totals_lie_between_the_axes_and_higher_totals_lie_higher():
    chart = draw([(week(0), 27), (week(1), 13), (week(2), 0)], [], **PHQ)
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
    chart = draw([(week(0), 18), (week(1), 15), (week(2), None), (week(3), 11), (week(4), 9)], [], **PHQ)
    assert [len(line.split()) for line in chart.lines] == [2, 2]
    assert [mark.day for mark in chart.gaps] == [week(2)]
    assert chart.lines[0] == " ".join(f"{dot.x},{dot.y}" for dot in chart.dots[:2])


def test_a_total_between_two_gaps_is_a_dot_without_a_line():
    chart = draw([(week(0), None), (week(1), 15), (week(2), None)], [], **PHQ)
    assert (len(chart.dots), chart.lines, len(chart.gaps)) == (1, (), 2)


def test_what_is_drawn_is_rounded_to_a_tenth():
    chart = draw([(after(day), 9) for day in (0, 17, 41, 61)], [], **PHQ, height=201.0)
    band = chart.change_band
    drawn = [size for dot in chart.dots for size in (dot.x, dot.y, dot.recalls_from)]
    drawn += [size for box in chart.windows for size in (box.x, box.width)] + [band.y, band.height]
    assert drawn == [round(size, 1) for size in drawn]


def test_one_total_stands_in_the_middle():
    chart = draw([(START, 12)], [], **PHQ)
    assert chart.dots[0].x == chart.labels[0].x == chart.plot.x + chart.plot.width / 2
    assert (chart.lines, chart.windows) == ((), ())


def test_two_totals_on_one_day_stand_above_each_other_under_one_label():
    chart = draw([(START, 12), (START, 9)], [], **PHQ)
    assert chart.dots[0].x == chart.dots[1].x
    assert chart.dots[0].y < chart.dots[1].y
    assert [mark.day for mark in chart.labels] == [START]


def test_nothing_to_draw_leaves_the_axes():
    chart = draw([], [], **PHQ)
    assert len(chart.ticks) == 3
    assert (chart.dots, chart.lines, chart.labels, chart.windows, chart.change_band) == ((), (), (), (), None)


def test_sessions_alone_are_marked_and_dated():
    chart = draw([], [week(1), week(0), week(1)], **PHQ)
    assert [mark.day for mark in chart.treatments] == [week(0), week(1)]
    assert [mark.day for mark in chart.labels] == [week(0), week(1)]


def test_a_session_outside_the_check_ins_stretches_the_axis():
    chart = draw([(week(1), 12), (week(2), 9)], [week(0)], **PHQ)
    assert chart.treatments[0].x == chart.plot.x < chart.dots[0].x


def test_recall_windows_are_clipped_to_the_plot_and_merged_where_they_overlap():
    chart = draw([(week(0), 18), (week(1), 15), (week(8), 9), (week(12), 8)], [], **PHQ)
    assert chart.dots[1].recalls_from == chart.plot.x
    assert [(box.x, box.x + box.width) for box in chart.windows] == [
        (chart.plot.x, chart.dots[1].x),
        (chart.dots[2].recalls_from, pytest.approx(chart.dots[2].x)),
        (chart.dots[3].recalls_from, pytest.approx(chart.dots[3].x)),
    ]


def test_windows_that_meet_are_one_and_fill_the_height_of_the_plot():
    chart = draw([(after(day), 9) for day in (0, 28, 42, 47, 100)], [], **PHQ)
    first, last = chart.windows
    assert first == Box(chart.dots[1].recalls_from, TOP, round(chart.dots[3].x - first.x, 1), chart.plot.height)
    assert last == Box(chart.dots[4].recalls_from, TOP, round(chart.dots[4].x - last.x, 1), chart.plot.height)


def test_the_change_band_is_as_wide_as_the_plot():
    chart = draw([(START, 20)], [], **PHQ, height=67.0)  # 1 unit a point
    assert chart.change_band == Box(chart.plot.x, TOP + 2, chart.plot.width, 10.0)


def test_the_change_band_lies_around_the_first_total_and_inside_the_plot():
    scale = draw([(week(0), 20), (week(1), 10)], [], **PHQ)
    band = scale.change_band
    assert band.y < scale.dots[0].y < band.y + band.height < scale.dots[1].y
    top = draw([(START, 27)], [], **PHQ).change_band
    assert top.y == scale.plot.y
    assert top.height == pytest.approx(band.height / 2, abs=0.2)


def test_without_a_threshold_there_is_no_change_band():
    assert draw([(START, 12)], [], maximum=27, recall_days=14).change_band is None


def test_forty_dates_are_thinned_and_the_last_one_stays():
    chart = draw([(week(number), number % 28) for number in range(40)], [], **PHQ)
    assert 2 <= len(chart.labels) <= 6
    assert (chart.labels[0].day, chart.labels[-1].day) == (week(0), week(39))
    assert len(chart.dots) == 40


def test_a_wider_picture_has_room_for_more_dates():
    totals = [(week(number), 5) for number in range(10)]
    assert len(draw(totals, [], **PHQ, width=800).labels) == 10 > len(draw(totals, [], **PHQ).labels)


@pytest.mark.parametrize(
    ("days", "shown"), [((0, 30, 119, 156), (0, 30, 119, 156)), ((0, 29, 59, 120, 156), (0, 59, 156))]
)
def test_labels_may_touch_and_never_overlap(days, shown):  # 2 units a day; the last label ends at the right edge
    chart = draw([(after(day), 5) for day in days], [], **PHQ)
    assert [mark.day for mark in chart.labels] == [after(day) for day in shown]


@pytest.mark.parametrize(("width", "xs"), [(360.0, [LEFT, 360.0 - LABEL / 2]), (50.0, [25.0]), (2.0, [1.0])])
def test_labels_stay_in_the_picture(width, xs):
    chart = draw([(START, 5), (week(9), 5)], [], **PHQ, width=width)
    assert [mark.x for mark in chart.labels] == xs


def test_a_session_is_marked_on_its_day():
    assert draw([(START, 5), (after(4), 5)], [after(1)], **PHQ).treatments == (Mark(after(1), LEFT + 312.0 / 4),)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_can_be_drawn(day):
    assert draw([(day, 3), (START, 4)], [], **PHQ).dots


@given(
    totals=st.lists(st.tuples(st.dates(), st.none() | st.integers(0, 27)), max_size=40),
    treatments=st.lists(st.dates(), max_size=8),
    width=st.floats(1, 2000),
    height=st.floats(1, 800),
)
def test_nothing_leaves_the_plot_and_no_labels_collide(totals, treatments, width, height):
    chart = draw(totals, treatments, **PHQ, width=width, height=height)
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
    totals, sessions = [(week(0), 18), (week(1), None), (week(2), 11)], [week(1)]
    assert draw_totals(get("phq-9"), totals, sessions) == draw(totals, sessions, **PHQ)
    assert draw_totals(get("gad-7"), totals, []) == draw(totals, [], maximum=21, recall_days=14, change_points=4)
