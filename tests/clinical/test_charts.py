"""Geometry of the line chart: everything lies in the picture, whatever is drawn."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.clinical import charts
from journal.clinical.chart_labels import TALL as TALL_NUMBER
from journal.clinical.chart_numbers import DIGIT, GAP, LOWER, UPPER
from journal.clinical.chart_parts import Box, Dot
from journal.clinical.charts import BAR_FROM, BAR_GAP, BAR_TALL, BOTTOM, HEIGHT, LABEL, LEFT, RIGHT, TOP, WIDTH, Chart
from journal.clinical.instruments import Instrument, get

START = date(2026, 9, 1)
PHQ = get("phq-9")  # 27 points at most, a recall of 14 days, a change from 5 points on
TALL = HEIGHT - TOP - BOTTOM
WIDE = WIDTH - LEFT - RIGHT


def week(number: int) -> date:
    """Return the day so many weeks after the start."""
    return START + timedelta(weeks=number)


def after(days: int) -> date:
    """Return the day so many days after the start."""
    return START + timedelta(days=days)


def bar(begin: int, end: int, row: int = 0) -> Box:
    """Return the bar under the axis of what a check-in asks about."""
    return Box(begin + BAR_GAP, TOP + TALL + BAR_FROM + row * (BAR_TALL + BAR_GAP), end - begin - BAR_GAP, BAR_TALL)


def draw(
    totals: list[tuple[date, int | None]],
    treatments: list[tuple[date, int | None]] | None = None,
    instrument: Instrument = PHQ,
    until: date = date.max,
) -> Chart:
    return charts.draw(instrument, totals, treatments or [], until)


def test_the_plot_is_the_picture_without_its_margins() -> None:
    chart = draw([])
    assert (chart.width, chart.height) == (WIDTH, HEIGHT)
    assert chart.plot == Box(LEFT, TOP, WIDE, TALL)


def test_the_axis_begins_with_the_days_that_the_first_check_in_asks_about() -> None:
    chart = draw([(START, 27), (after(14), 0)])
    assert chart.dots == (Dot(START, 27, x=LEFT + WIDE / 2, y=TOP), Dot(after(14), 0, x=LEFT + WIDE, y=TOP + TALL))
    assert chart.recalls == (bar(LEFT, LEFT + WIDE // 2), bar(LEFT + WIDE // 2, LEFT + WIDE))


def test_one_check_in_is_drawn_like_many() -> None:
    chart = draw([(START, 12)])
    assert chart.dots[0].x == LEFT + WIDE
    assert chart.recalls == (bar(LEFT + WIDE // 2, LEFT + WIDE),)
    assert [value.total for value in chart.values] == [12]
    assert chart.change_band is not None
    assert chart.lines == ()


def test_the_ticks_stand_where_the_bands_of_the_questionnaire_meet() -> None:
    chart = draw([(week(0), 27), (week(1), 10), (week(2), 0)])
    assert [tick.value for tick in chart.ticks] == [0, 5, 10, 15, 20, 27]
    assert [dot.y for dot in chart.dots] == [chart.ticks[5].y, chart.ticks[2].y, chart.ticks[0].y]
    assert [tick.value for tick in draw([], instrument=get("gad-7")).ticks] == [0, 5, 10, 15, 21]


def test_the_line_breaks_where_a_total_is_missing() -> None:
    chart = draw([(week(0), 18), (week(1), 15), (week(2), None), (week(3), 11), (week(4), 9)])
    assert [len(line.split()) for line in chart.lines] == [2, 2]
    assert [mark.day for mark in chart.gaps] == [week(2)]
    assert chart.lines[0] == " ".join(f"{dot.x},{dot.y}" for dot in chart.dots[:2])


def test_a_total_between_two_gaps_is_a_dot_without_a_line() -> None:
    chart = draw([(week(0), None), (week(1), 15), (week(2), None)])
    assert (len(chart.dots), chart.lines, len(chart.gaps)) == (1, (), 2)


def test_what_is_drawn_is_in_whole_units() -> None:
    chart = draw([(after(day), 9) for day in (0, 17, 41, 61)])
    assert chart.change_band is not None
    drawn = [size for dot in chart.dots for size in (dot.x, dot.y)]
    drawn += [size for box in (*chart.recalls, chart.change_band) for size in (box.x, box.y, box.width, box.height)]
    assert drawn == [int(size) for size in drawn]


@pytest.mark.parametrize("totals", [(12, 9), (14, 13), (27, 0), (7, 7)])
def test_two_totals_on_one_day_are_both_written_and_neither_covers_the_other(totals: tuple[int, int]) -> None:
    chart = draw([(START, totals[0]), (START, totals[1])])
    assert chart.dots[0].x == chart.dots[1].x
    assert sorted(value.total for value in chart.values) == sorted(totals)
    assert abs(chart.values[0].y - chart.values[1].y) >= 11
    assert [mark.day for mark in chart.labels] == [START]


def test_sixty_check_ins_show_the_first_and_the_last_total_and_dates_apart() -> None:
    chart = draw([(week(number), 5 + number % 20) for number in range(60)])
    assert (len(chart.dots), len(chart.lines), len(chart.recalls)) == (60, 1, 60)
    assert [value.total for value in chart.values] == [5, 24]
    assert 2 <= len(chart.labels) <= 5
    assert (chart.labels[0].day, chart.labels[-1].day) == (week(0), week(59))


def test_a_check_in_far_ahead_is_left_out_of_the_axis_and_told() -> None:
    far = date(2050, 1, 1)
    near = draw([(START, 12), (week(2), 9)], until=week(3))
    chart = draw([(START, 12), (far, 27), (week(2), 9)], [(far, 9)], until=week(3))
    assert chart.left_out == (far,)
    assert replace(chart, left_out=()) == near


def test_only_a_check_in_far_ahead_leaves_an_empty_picture() -> None:
    chart = draw([(date.max, 12)], until=START)
    assert (chart.dots, chart.labels, chart.recalls, chart.left_out) == ((), (), (), (date.max,))


def test_nothing_to_draw_leaves_the_axes() -> None:
    chart = draw([])
    assert len(chart.ticks) == 6
    assert (chart.dots, chart.lines, chart.labels, chart.recalls, chart.change_band) == ((), (), (), (), None)


def test_treatments_alone_are_marked_numbered_and_dated() -> None:
    chart = draw([], [(week(8), 2), (week(0), 1), (week(8), 2)])
    assert [(mark.day, mark.number, mark.foot) for mark in chart.treatments] == [
        (week(0), 1, UPPER),
        (week(8), 2, UPPER),
    ]
    assert [mark.day for mark in chart.labels] == [week(0), week(8)]


def feet(*days: int, since: int = 1) -> list[int | None]:
    """Return where the numbers of treatments on some days stand, in a chart of eleven weeks."""
    treatments: list[tuple[date, int | None]] = [(after(day), number) for number, day in enumerate(days, since)]
    return [mark.foot for mark in draw([(START, 9), (week(9), 9)], treatments).treatments]


def test_numbers_that_have_no_room_beside_each_other_take_turns_in_two_rows() -> None:
    assert feet(0, 4, 8, 12) == [UPPER] * 4
    assert feet(0, 3, 6, 9, 13) == [UPPER, LOWER, UPPER, LOWER, UPPER]
    assert feet(0, 4, 8, since=9) == [UPPER, LOWER, UPPER]


def test_a_number_without_room_is_left_out_and_its_treatment_is_not() -> None:
    assert feet(0, 1, 2, 20) == [UPPER, None, None, UPPER]
    marks = draw([(week(9), 9)], [(after(day), day + 1) for day in range(20)]).treatments
    assert [mark.number for mark in marks] == list(range(1, 21))
    for row in (UPPER, LOWER):
        xs = [mark.x for mark in marks if mark.foot == row]
        assert all(later - earlier >= DIGIT + GAP for earlier, later in pairwise(xs))


def test_a_treatment_without_a_number_is_marked_alone() -> None:
    (mark,) = draw([(START, 9)], [(after(-3), None)]).treatments
    assert (mark.day, mark.number, mark.foot) == (after(-3), None, None)


def test_each_check_in_has_a_bar_of_its_own_which_no_other_touches() -> None:
    for days in ([0, 7, 14, 21, 28], [0, 6, 14, 20, 28, 33], [0, 7, 56, 84]):
        chart = draw([(after(day), 9) for day in days])
        assert sorted(box.x + box.width for box in chart.recalls) == [dot.x for dot in chart.dots]
        by_row = sorted(chart.recalls, key=lambda box: (box.y, box.x))
        assert all(b.y > a.y or b.x - (a.x + a.width) >= BAR_GAP for a, b in pairwise(by_row))
        assert by_row[-1].y + BAR_TALL < HEIGHT - 8 - 9  # above the dates


def test_bars_take_the_first_row_that_is_free() -> None:
    chart = draw([(week(0), 18), (week(1), 15), (week(8), 9), (week(12), None)])
    xs = [dot.x for dot in chart.dots]
    ends = [LEFT + round(WIDE * days / 98) for days in (0, 14, 7, 21, 56, 70, 84, 98)]
    assert sorted(chart.recalls, key=lambda box: box.x) == [
        bar(LEFT, xs[0]),
        bar(ends[2], xs[1], row=1),
        bar(ends[4], xs[2]),
        bar(ends[6], LEFT + WIDE),
    ]


def test_bars_of_daily_check_ins_are_merged() -> None:
    chart = draw([(after(day), 9) for day in range(40)])
    assert len(chart.recalls) == 3
    assert max(box.x + box.width for box in chart.recalls) == LEFT + WIDE


def test_the_recall_is_that_of_the_questionnaire() -> None:
    chart = draw([(START, 5), (week(4), 5)], instrument=replace(PHQ, recall_days=7))
    assert [box.width for box in chart.recalls] == [pytest.approx(WIDE / 5 - BAR_GAP, abs=0.5)] * 2


def test_the_change_band_lies_around_the_first_total_and_inside_the_plot() -> None:
    scale = draw([(week(0), 20), (week(1), 10)])
    band = scale.change_band
    assert band is not None
    assert (band.x, band.width) == (LEFT, WIDE)
    assert band.y < scale.dots[0].y < band.y + band.height < scale.dots[1].y
    assert band.height == pytest.approx(TALL * 10 / 27, abs=0.5)
    top = draw([(START, 27)]).change_band
    assert top is not None
    assert top.y == scale.plot.y
    assert top.height == pytest.approx(band.height / 2, abs=1)


def test_dates_stay_in_the_picture_and_never_overlap() -> None:
    chart = draw([(after(day), 5) for day in (0, 1, 29, 59, 120, 156)])
    xs = [mark.x for mark in chart.labels]
    assert xs[0] >= LABEL / 2
    assert xs[-1] == WIDTH - LABEL / 2
    assert all(later - earlier >= LABEL for earlier, later in pairwise(xs))


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_can_be_drawn(day: date) -> None:
    assert len(draw([(day, 3), (START, 4)]).dots) == 2


@given(
    totals=st.lists(st.tuples(st.dates(), st.none() | st.integers(0, 27)), max_size=40),
    treatments=st.lists(st.tuples(st.dates(), st.none() | st.integers(1, 99)), max_size=8),
    until=st.dates(),
)
def test_nothing_leaves_the_plot_and_no_labels_collide(
    totals: list[tuple[date, int | None]], treatments: list[tuple[date, int | None]], until: date
) -> None:
    chart = draw(totals, treatments, until=until)
    plot = chart.plot
    right, bottom = plot.x + plot.width + 0.1, plot.y + plot.height + 0.1
    assert all(plot.x - 0.1 <= mark.x <= right for mark in (*chart.dots, *chart.gaps, *chart.treatments))
    assert all(plot.y - 0.1 <= dot.y <= bottom for dot in chart.dots)
    assert all(value.y - TALL_NUMBER >= TOP - 20 and value.y <= bottom for value in chart.values)
    assert all(box.x >= plot.x - 0.1 and box.x + box.width <= right for box in chart.recalls)
    xs = [label.x for label in chart.labels]
    assert all(later - earlier >= LABEL for earlier, later in pairwise(xs))
    drawn = [day for day, _ in (*totals, *treatments) if day <= until]
    assert bool(xs) == bool(drawn)
    assert len(chart.dots) + len(chart.gaps) + len(chart.left_out) == len(totals)
