"""A series is shown with its chart, its changes and each answer that moved."""

from datetime import date

import pytest

from journal.clinical import charts, instruments
from journal.clinical.instruments import Responses
from journal.domain import placement
from journal.domain.sharing import series_layout
from journal.domain.sharing.scores import ScorePoint
from journal.domain.sharing.series_layout import Moved, ShownPoint, ShownSeries

PHQ = instruments.get("phq-9")
FIRST, SECOND, THIRD, FOURTH = "2026-04-14", "2026-05-05", "2026-05-12", "2026-05-19"


def point(
    on: str, total: int | None = 9, answers: Responses | None = None, band: str | None = "Mild", spans: bool = False
) -> ScorePoint:
    return {
        "on": on,
        "version": PHQ.version,
        "status": "complete",
        "total": total,
        "band": band,
        "answers": answers,
        "safety": None,
        "spans_treatment": spans,
    }


def laid_out(*points: ScorePoint) -> ShownSeries:
    return series_layout.lay_out(PHQ, FIRST, points, [{"on": SECOND, "number": 4}])


def moved(*answers: Responses | None) -> list[tuple[object, ...]]:
    points = [point(on, 9, given) for on, given in zip((FIRST, SECOND, THIRD), answers, strict=False)]
    return [(one.question.id, one.before, one.after) for one in laid_out(*points).moved]


def test_each_point_is_shown_on_its_day_and_the_chart_draws_them_with_the_treatments() -> None:
    shown = laid_out(point(FIRST, 18, band="Moderately severe"), point(THIRD, None, band=None))
    days = date.fromisoformat(FIRST), date.fromisoformat(THIRD)
    assert (shown.kind, shown.instrument, shown.since) == ("series", PHQ, days[0])
    assert shown.points == [ShownPoint(days[0], 18, "Moderately severe"), ShownPoint(days[1], None, None)]
    assert shown.drawing == charts.draw(
        PHQ, [(days[0], 18), (days[1], None)], [(date.fromisoformat(SECOND), 4)], placement.last_day()
    )


def test_single_answers_are_shown_on_the_days_on_which_they_were_shared() -> None:
    shown = laid_out(point(FIRST), point(SECOND, 9, {"phq9-1": 3}), point(THIRD, 9, {}))
    assert [one.day.isoformat() for one in shown.answered] == [SECOND, THIRD]
    assert [one.answered[0]["answer"] for one in shown.answered] == ["Nearly every day", None]


@pytest.mark.parametrize(
    ("totals", "since"),
    [
        ((), []),
        ((18,), []),
        ((18, 11), [FIRST]),
        ((18, 16, 11), [FIRST, SECOND]),
        ((18, 16, 14, 11), [FIRST, THIRD]),
        ((None, 16, 11), [SECOND]),
    ],
)
def test_a_change_says_since_when(totals: tuple[int | None, ...], since: list[str]) -> None:
    points = [point(on, total) for on, total in zip((FIRST, SECOND, THIRD, FOURTH), totals, strict=False)]
    changes = laid_out(*points).changes
    assert [one.since.isoformat() for one in changes] == since
    earlier = [total for on, total in zip((FIRST, SECOND, THIRD), totals, strict=False) if on in since]
    assert [one.change for one in changes] == [
        instruments.change(PHQ, total or 0, totals[-1] or 0) for total in earlier
    ]


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [(0, 2, True), (2, 0, True), (0, 3, True), (0, 1, False), (2, 1, False), (None, 3, False), (3, None, False)],
)
def test_a_question_is_named_from_two_points_on(before: int | None, after: int | None, named: bool) -> None:
    assert moved({"phq9-2": before}, {"phq9-2": after}) == ([("phq9-2", before, after)] if named else [])


def test_the_last_two_that_were_shared_with_single_answers_are_compared() -> None:
    assert moved({"phq9-1": 3}, {"phq9-1": 0}, {"phq9-1": 2}) == [("phq9-1", 0, 2)]
    assert moved({"phq9-1": 3}, None, {"phq9-1": 1}) == [("phq9-1", 3, 1)]
    assert moved({"phq9-1": 3}, {}, {"phq9-1": 1}) == [("phq9-1", 3, 1)]
    assert moved({"phq9-1": 3}) == moved() == moved(None, {"phq9-1": 3}) == []


def test_what_moved_is_said_with_both_days() -> None:
    shown = laid_out(point(FIRST, 9, {"phq9-1": 3}), point(SECOND), point(THIRD, 9, {"phq9-1": 1}))
    days = date.fromisoformat(FIRST), date.fromisoformat(THIRD)
    assert shown.moved == [Moved(PHQ.question("phq9-1"), 3, 1, days)]


@pytest.mark.parametrize(("totals", "last"), [((18, 16, 11), 11), ((18, 16, None), 16), ((None,), None), ((), None)])
def test_the_last_total_is_that_of_the_latest_finished_check_in(
    totals: tuple[int | None, ...], last: int | None
) -> None:
    points = [point(on, total) for on, total in zip((FIRST, SECOND, THIRD), totals, strict=False)]
    shown = laid_out(*points)
    assert (shown.last.total if shown.last else None) == last


@pytest.mark.parametrize("spans", [True, False])
def test_the_last_total_says_whether_it_was_soon_after_a_treatment(spans: bool) -> None:
    last = point(THIRD, 9, spans=spans)
    assert laid_out(point(FIRST, spans=not spans), last, point(FOURTH, None, spans=not spans)).spans_treatment is spans
    assert laid_out(point(FIRST, None, spans=True)).spans_treatment is laid_out().spans_treatment is False
