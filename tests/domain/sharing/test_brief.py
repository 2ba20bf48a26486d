"""What a page shows of snapshots: published changes, and answers about harm never called more than they are."""

from datetime import date
from typing import Any

import pytest

from journal.domain.sharing import brief
from journal.domain.sharing.piece_kinds import UnknownKind
from journal.domain.sharing.series_layout import ShownSeries

Piece = dict[str, Any]


def snapshot(*pieces: Piece) -> dict[str, Any]:
    return {"title": "For Thursday", "for_date": None, "pieces": list(pieces)}


def point(on: str, total: int | None, answers: dict[str, int | None] | None = None) -> Piece:
    safety = None
    if answers is not None:
        answer = answers.get("phq9-9")
        safety = "unknown" if answer is None else "above" if answer else "not at all"
    return {"on": on, "total": total, "band": None, "answers": answers, "safety": safety} | {"spans_treatment": False}


def series(*points: Piece) -> Piece:
    return {"kind": "series", "instrument": "phq-9", "since": "2026-04-14", "points": list(points), "treatments": []}


def shown(piece: Piece) -> ShownSeries:
    """Return the one series that a page shows."""
    (card,) = brief.scores([snapshot(piece)])
    assert card.series is not None
    return card.series


def said(*points: Piece) -> list[tuple[str, str, bool]]:
    answers = brief.safety_answers([snapshot(series(*points))])
    return [(str(answer.on), answer.state, answer.shared) for answer in answers]


def test_the_newest_answer_about_harm_comes_first_and_an_earlier_one_above_is_not_forgotten() -> None:
    answers = [("2026-04-14", 2), ("2026-04-21", 1), ("2026-05-05", 0), ("2026-05-12", 0)]
    assert said(*(point(on, 9, {"phq9-9": answer}) for on, answer in answers)) == [
        ("2026-05-12", "not at all", True),
        ("2026-04-21", "above", True),
    ]


def test_where_the_newest_answer_was_not_shared_the_newest_that_was_is_told_too() -> None:
    points = [point("2026-05-05", 9, {"phq9-9": 0}), point("2026-05-12", 9)]
    assert said(*points) == [("2026-05-12", "unknown", False), ("2026-05-05", "not at all", True)]


def test_a_checkin_that_was_shared_on_its_own_and_in_a_series_is_told_once() -> None:
    last = point("2026-05-12", 9, {"phq9-9": 2})
    assert said(last, last) == [("2026-05-12", "above", True)]


def test_a_blank_is_unknown_and_never_not_at_all() -> None:
    assert said(point("2026-05-12", None, {"phq9-9": None})) == [("2026-05-12", "unknown", True)]


def test_one_day_shared_twice_is_told_with_its_answer() -> None:
    assert said(point("2026-05-12", 9, {"phq9-9": 0}), point("2026-05-12", 9))[0] == ("2026-05-12", "not at all", True)


def test_without_a_question_about_harm_nothing_is_told() -> None:
    other = series(point("2026-05-12", 9)) | {"instrument": "gad-7"}
    assert brief.safety_answers([snapshot(other, {"kind": "topic", "text": "x"})]) == []


@pytest.mark.parametrize(
    ("totals", "changes"),
    [
        ([], []),
        ([18], []),
        ([18, 11], [(1, 7, "down")]),
        ([18, 16, 11], [(1, 7, "down"), (2, 5, "down")]),
        ([10, None, 12], [(1, 2, "up")]),
        ([18, 11, 11], [(1, 7, "down"), (2, 0, "same")]),
    ],
)
def test_the_last_total_is_compared_with_the_first_and_with_the_one_before(
    totals: list[int | None], changes: list[tuple[int, int, str]]
) -> None:
    points = [point(f"2026-05-0{day}", total) for day, total in enumerate(totals, 1)]
    laid_out = shown(series(*points))
    assert [(one.since.day, one.change.points, one.change.direction) for one in laid_out.changes] == changes


def test_questions_that_moved_two_points_are_named_where_single_answers_were_shared() -> None:
    answers = [{"phq9-1": 2, "phq9-3": 3, "phq9-4": 1}, {"phq9-1": 0, "phq9-3": 2, "phq9-4": None}]
    points = [point("2026-05-05", 9, answers[0]), point("2026-05-12", 9, answers[1])]
    laid_out = shown(series(*points))
    assert [(one.question.id, one.before, one.after) for one in laid_out.moved] == [("phq9-1", 2, 0)]
    silent = shown(series(point("2026-05-05", 9), point("2026-05-12", 2)))
    assert silent.moved == []


def test_the_latest_treatment_is_the_last_that_took_place() -> None:
    treatments = [("2026-05-05", "done"), ("2026-05-12", "done"), ("2026-05-19", "planned")]
    facts = {"kind": "treatment", "setting": None, "route": "iv", "number": None, "of": None}
    pieces = [facts | {"on": on, "status": status} for on, status in treatments]
    latest = brief.latest_treatment([snapshot(*pieces)])
    assert latest is not None
    assert latest.on == date(2026, 5, 12)
    assert brief.latest_treatment([snapshot(pieces[2])]) is None


def test_treatments_come_by_their_day_and_everything_else_in_the_patients_order() -> None:
    facts = {"kind": "treatment", "setting": None, "route": "iv", "status": "done", "number": None, "of": None}
    topics = [{"kind": "topic", "text": text} for text in ("Second thoughts", "A first thought")]
    sheet = brief.lay_out(snapshot(facts | {"on": "2026-05-12"}, *topics, facts | {"on": "2026-05-05"}))
    assert [section.template for section in sheet.sections] == ["topic", "treatment"]
    assert [piece.text for piece in sheet.sections[0].pieces] == ["Second thoughts", "A first thought"]
    assert [piece.on.day for piece in sheet.sections[1].pieces] == [5, 12]


@pytest.mark.parametrize("look", [lambda one: brief.lay_out(one), lambda one: brief.safety_answers([one])])
def test_a_piece_of_an_unknown_kind_is_never_left_out_in_silence(look: Any) -> None:
    with pytest.raises(UnknownKind, match="dream"):
        look(snapshot({"kind": "topic", "text": "x"}, {"kind": "dream", "text": "y"}))


@pytest.mark.parametrize(("for_date", "shown"), [(None, None), ("2026-05-14", date(2026, 5, 14))])
def test_a_sheet_has_the_title_and_the_day_of_its_visit(for_date: str | None, shown: date | None) -> None:
    sheet = brief.lay_out(snapshot() | {"for_date": for_date})
    assert (sheet.title, sheet.for_date) == ("For Thursday", shown)
    assert (sheet.sections, sheet.cards) == ([], [])


def test_answers_of_every_snapshot_count_and_the_one_above_is_told_once() -> None:
    shared = [series(point("2026-05-05", 9, {"phq9-9": 1})), series(point("2026-05-12", 9))]
    for snapshots in ([snapshot(one) for one in shared], [snapshot(one) for one in reversed(shared)]):
        found = brief.safety_answers(snapshots)
        assert [(one.on.day, one.state) for one in found] == [(12, "unknown"), (5, "above")]
    assert brief.safety_answers([]) == []


@pytest.mark.parametrize("above", [("2026-04-14",), ("2026-03-31", "2026-04-07", "2026-04-14")])
def test_of_all_that_were_above_the_last_is_told(above: tuple[str, ...]) -> None:
    points = [*(point(on, 9, {"phq9-9": 1}) for on in above), point("2026-05-12", 9, {"phq9-9": 0})]
    assert said(*points) == [("2026-05-12", "not at all", True), ("2026-04-14", "above", True)]


def test_of_all_that_were_shared_before_an_unknown_answer_the_newest_is_told() -> None:
    points = [point(on, 9, {"phq9-9": 0}) for on in ("2026-04-14", "2026-05-05")]
    assert said(*points, point("2026-05-12", 9)) == [
        ("2026-05-12", "unknown", False),
        ("2026-05-05", "not at all", True),
    ]


def test_before_an_unknown_answer_stand_the_newest_known_and_the_last_above() -> None:
    answers = [("2026-04-14", 1), ("2026-04-21", 2), ("2026-05-05", 0), ("2026-05-08", None)]
    points = [point(on, 9, {"phq9-9": answer}) for on, answer in answers]
    assert said(*points, point("2026-05-12", 9)) == [
        ("2026-05-12", "unknown", False),
        ("2026-05-05", "not at all", True),
        ("2026-04-21", "above", True),
    ]


def test_the_latest_treatment_is_looked_for_in_every_snapshot() -> None:
    facts = {"kind": "treatment", "setting": None, "route": "iv", "status": "done", "number": 4, "of": 6}
    snapshots = [snapshot(facts | {"on": on}, {"kind": "topic", "text": "x"}) for on in ("2026-05-12", "2026-05-05")]
    for shared in (snapshots, snapshots[::-1]):
        latest = brief.latest_treatment(shared)
        assert latest is not None
        assert (latest.on, latest.number, latest.of) == (date(2026, 5, 12), 4, 6)
    assert brief.latest_treatment([]) is None
