"""All scores of one questionnaire stand on one card, however often and in whatever way they were shared."""

from typing import Any

from journal.domain.sharing import shown_scores

Piece = dict[str, Any]
WHERE = {"time_point": None, "day": None, "treatment_number": None, "filled_in_on": None, "changed_on": None}
ANSWERS = {"phq9-1": 2, "phq9-9": 0}


def point(on: str, total: int | None, answers: dict[str, int] | None = None) -> Piece:
    status = "complete" if total is not None else "incomplete"
    safety = "not at all" if answers else None
    return {"on": on, "version": "1", "status": status, "total": total, "band": None, "answers": answers} | {
        "safety": safety,
        "spans_treatment": False,
    }


def series(*points: Piece, since: str = "2026-04-14", treatments: tuple[Piece, ...] = (), **more: str) -> Piece:
    piece = {"kind": "series", "instrument": "phq-9", "since": since, "points": list(points)}
    return piece | {"treatments": list(treatments)} | more


def checkin(one: Piece, **more: Any) -> Piece:
    return {"kind": "checkin", "instrument": "phq-9"} | WHERE | one | more


def totals(*pieces: Piece) -> list[tuple[str, list[int | None]]]:
    """Return the questionnaire and the totals of each card's chart."""
    cards = shown_scores.lay_out(pieces)
    return [(card.instrument.id, [one.total for one in card.series.points]) for card in cards if card.series]


def test_two_series_and_a_checkin_make_one_chart_with_each_total_once() -> None:
    early = series(point("2026-04-14", 18), point("2026-05-05", 15))
    late = series(point("2026-05-05", 15), point("2026-05-12", 11), since="2026-05-01")
    assert totals(early, late, checkin(point("2026-05-19", 9))) == [("phq-9", [18, 15, 11, 9])]
    (card,) = shown_scores.lay_out([late, early])
    assert card.series is not None
    assert card.series.since.isoformat() == "2026-04-14"


def test_two_checkins_of_one_day_with_the_same_total_both_stay() -> None:
    twice = series(point("2026-05-05", 9), point("2026-05-05", 9))
    assert totals(twice, twice) == [("phq-9", [9, 9])]


def test_a_total_that_was_corrected_between_two_shares_is_shown_as_shared_last() -> None:
    before = series(point("2026-04-14", 18), point("2026-05-05", 15), point("2026-05-12", 11))
    after = series(point("2026-05-05", 9), point("2026-05-12", 11), since="2026-05-01")
    assert totals(before, after) == [("phq-9", [18, 9, 11])]
    alone = checkin(point("2026-05-05", 9), changed_on="2026-05-20")
    assert totals(before, alone) == [("phq-9", [18, 9, 11])]
    assert totals(checkin(point("2026-05-05", 15)), before, alone) == [("phq-9", [18, 9, 11])]
    assert totals(checkin(point("2026-05-05", 15)), after) == [("phq-9", [9, 11])]
    (card,) = shown_scores.lay_out([checkin(point("2026-05-05", 15)), after])
    assert card.checkins == []


def test_answers_that_were_corrected_to_the_same_total_are_shown_as_shared_last() -> None:
    before = point("2026-05-05", 9, {"phq9-1": 2, "phq9-2": 0})
    after = point("2026-05-05", 9, {"phq9-1": 0, "phq9-2": 2})
    changed = checkin(after, changed_on="2026-05-20")
    for pieces in (
        [series(before), series(after)],
        [checkin(before), series(after)],
        [series(before), changed],
        [checkin(before), changed],
        [checkin(before), checkin(before), series(before), changed],
    ):
        (card,) = shown_scores.lay_out(pieces)
        found = [one.answered for one in (card.series.answered if card.series else [])]
        found += [one.answered for one in card.checkins]
        assert found
        assert {tuple(line["answer"] for line in answered[:2]) for answered in found} == {
            ("Not at all", "More than half the days")
        }


def test_two_of_a_day_that_were_not_corrected_both_stay() -> None:
    before = series(point("2026-05-05", 15), point("2026-05-05", 9))
    assert totals(before, checkin(point("2026-05-05", 12))) == [("phq-9", [15, 9, 12])]
    assert totals(checkin(point("2026-05-05", 9)), checkin(point("2026-05-05", 12))) == [("phq-9", [9, 12])]


def test_of_two_of_a_day_one_that_was_corrected_takes_not_the_place_of_the_other() -> None:
    other, same = checkin(point("2026-05-05", 9), changed_on="2026-05-20"), checkin(point("2026-05-05", 15))
    assert totals(series(point("2026-05-05", 15)), other, same) == [("phq-9", [15, 9])]


def test_the_last_of_a_day_stays_the_last_if_an_earlier_one_is_shared_alone() -> None:
    assert totals(series(point("2026-05-05", 15), point("2026-05-05", 9)), checkin(point("2026-05-05", 15))) == [
        ("phq-9", [15, 9])
    ]


def test_each_questionnaire_has_its_own_card() -> None:
    gad = series(point("2026-05-05", 8), instrument="gad-7")
    assert totals(gad, series(point("2026-05-05", 9))) == [("phq-9", [9]), ("gad-7", [8])]


def test_answers_that_were_shared_once_are_not_lost_beside_a_total_without_them() -> None:
    bare, full = point("2026-05-05", 9), point("2026-05-05", 9, ANSWERS)
    for pieces in ([series(bare), checkin(full)], [series(full), series(bare)], [series(bare), series(full)]):
        (card,) = shown_scores.lay_out(pieces)
        assert card.series is not None
        assert [one.day.isoformat() for one in card.series.answered] == ["2026-05-05"]


def test_a_checkin_alone_has_no_chart_and_two_have_one() -> None:
    one, other = checkin(point("2026-05-05", 9)), checkin(point("2026-05-12", None))
    (card,) = shown_scores.lay_out([one])
    assert (card.series, len(card.checkins)) == (None, 1)
    assert totals(one, other) == [("phq-9", [9, None])]


def test_a_checkin_that_was_shared_twice_is_told_once_with_its_answers() -> None:
    pieces = [checkin(point("2026-05-05", 9)), checkin(point("2026-05-05", 9, ANSWERS))]
    (card,) = shown_scores.lay_out(pieces)
    assert [bool(one.answered) for one in card.checkins] == [True]


def test_a_treatment_that_one_copy_of_a_total_tells_of_is_told() -> None:
    bare, telling = point("2026-05-05", 9), point("2026-05-05", 9) | {"spans_treatment": True}
    for one, other in ((bare, telling), (telling, bare), (telling, bare | {"answers": ANSWERS, "safety": "above"})):
        (card,) = shown_scores.lay_out([series(one), checkin(other)])
        assert card.series is not None
        assert card.series.spans_treatment


def test_treatments_of_all_series_are_marked_once() -> None:
    fourth, fifth = {"on": "2026-05-01", "number": 4}, {"on": "2026-05-08", "number": 5}
    points = (point("2026-04-14", 18), point("2026-05-12", 11))
    (card,) = shown_scores.lay_out([series(*points, treatments=(fourth,)), series(*points, treatments=(fourth, fifth))])
    assert card.series is not None
    assert [mark.day.day for mark in card.series.drawing.treatments] == [1, 8]


def test_what_is_no_score_is_on_no_card() -> None:
    assert shown_scores.lay_out([{"kind": "topic", "text": "x"}]) == []
