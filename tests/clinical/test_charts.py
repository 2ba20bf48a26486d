"""Geometry of the line chart: everything lies in the picture, whatever is drawn."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.clinical.charts import LABEL, draw

START = date(2026, 9, 1)
PHQ = {"maximum": 27, "recall_days": 14, "change_points": 5}


def week(number):
    """Return the day that lies so many weeks after the start."""
    return START + timedelta(weeks=number)


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


def test_one_total_stands_in_the_middle():
    chart = draw([(START, 12)], [], **PHQ)
    assert chart.dots[0].x == chart.labels[0].x == chart.plot.x + chart.plot.width / 2
    assert chart.lines == ()


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
