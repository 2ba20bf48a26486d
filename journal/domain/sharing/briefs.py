"""What a page shows of a copy: charts, changes, the answers about harm. It adds nothing that the copy does not hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from journal.clinical import charts, instruments
from journal.clinical.charts import Chart
from journal.clinical.instruments import Change, Instrument, Item

Piece = Mapping[str, Any]

MOVED = 2  # points between two answers to one question, from which the question is named


@dataclass(frozen=True)
class Sight:
    """A copy, laid out: each list in the order in which the patient put the pieces in."""

    title: str
    for_date: date | None
    topics: list[Piece]
    words: list[Piece]
    scores: list[Piece]
    treatments: list[Piece]


@dataclass(frozen=True)
class Statement:
    """What is known of a question about harm on one day.

    state: "above", "not at all" or "unknown"; unknown also where the single answers were not shared.
    """

    instrument: Instrument
    number: int
    on: date
    state: str
    answer: str | None
    shared: bool


@dataclass(frozen=True)
class Since:
    """A change from the total of an earlier day."""

    on: date
    change: Change


def sight(copy: Mapping[str, Any]) -> Sight:
    """Lay a copy out."""
    pieces = copy["pieces"]
    return Sight(
        copy["title"],
        _day(copy["for_date"]),
        _of(pieces, "topic"),
        [_dated(piece) for piece in _of(pieces, "excerpt", "entry")],
        [
            _series(piece) if piece["kind"] == "series" else _checkin(piece)
            for piece in _of(pieces, "checkin", "series")
        ],
        sorted((_dated(piece) for piece in _of(pieces, "treatment")), key=lambda piece: piece["on"]),
    )


def safety(copies: Sequence[Mapping[str, Any]]) -> list[Statement]:
    """Return what was shared of questions about harm: the newest, and before it the last one above "not at all".

    Where the newest was shared without its answer, the newest answer that was shared is told too.
    """
    told = sorted(_statements(copies), key=lambda said: (said.on, said.state != "unknown"))
    if not told:
        return []
    newest = told[-1]
    known = [said for said in told[:-1] if newest.state == "unknown" and said.state != "unknown"][-1:]
    above = [said for said in told[:-1] if said.state == "above"][-1:]
    earlier = sorted({(said.on, said.state): said for said in known + above}.values(), key=lambda said: said.on)
    return [newest, *reversed(earlier)]


def latest_treatment(copies: Sequence[Mapping[str, Any]]) -> Piece | None:
    """Return the last treatment among what was shared that has taken place, None where none was shared."""
    treatments = [piece for copy in copies for piece in _of(copy["pieces"], "treatment") if piece["status"] == "done"]
    return max(map(_dated, treatments), key=lambda piece: piece["on"], default=None)


def _of(pieces: Sequence[Piece], *kinds: str) -> list[Piece]:
    return [piece for piece in pieces if piece["kind"] in kinds]


def _dated(piece: Piece) -> Piece:
    return {**piece, "on": _day(piece["on"])}


def _day(word: str | None) -> date | None:
    return None if word is None else date.fromisoformat(word)


def _checkin(piece: Piece) -> Piece:
    instrument = instruments.get(piece["instrument"])
    recent = piece["day"] is not None and 0 <= piece["day"] < instrument.recall_days
    answered = _answered(instrument, piece["answers"]) if piece["answers"] else []
    return {**_dated(piece), "instrument": instrument, "answered": answered, "spans_treatment": recent}


def _series(piece: Piece) -> Piece:
    instrument = instruments.get(piece["instrument"])
    points = [{**point, "day": date.fromisoformat(point["on"])} for point in piece["points"]]
    return {
        "kind": "series",
        "instrument": instrument,
        "since": _day(piece["since"]),
        "points": points,
        "drawing": _drawing(instrument, points, piece["treatments"]),
        "changes": _changes(instrument, points),
        "moved": _moved(instrument, points),
        "answered": [
            {"day": point["day"], "answered": _answered(instrument, point["answers"])}
            for point in points
            if point["answers"]
        ],
    }


def _drawing(instrument: Instrument, points: Sequence[Piece], treatments: Sequence[str]) -> Chart:
    return charts.draw(
        [(point["day"], point["total"]) for point in points],
        [date.fromisoformat(word) for word in treatments],
        maximum=instrument.maximum,
        recall_days=instrument.recall_days,
        change_points=instrument.change_points,
    )


def _changes(instrument: Instrument, points: Sequence[Piece]) -> list[Since]:
    """Compare the last total with the first and with the one before it."""
    totals = [(point["day"], point["total"]) for point in points if point["total"] is not None]
    earlier = [*totals[:1], *totals[-2:-1]] if len(totals) > 2 else totals[:-1]
    return [Since(day, instruments.change(instrument, total, totals[-1][1])) for day, total in earlier]


def _moved(instrument: Instrument, points: Sequence[Piece]) -> list[Piece]:
    """Name the questions whose answers moved between the last two check-ins, where single answers were shared."""
    answered = [point for point in points if point["answers"]][-2:]
    if len(answered) < 2:
        return []
    before, after = answered
    pairs = [(item, before["answers"].get(item.id), after["answers"].get(item.id)) for item in instrument.items]
    return [
        {"item": item, "before": then, "after": now, "days": (before["day"], after["day"])}
        for item, then, now in pairs
        if then is not None and now is not None and abs(now - then) >= MOVED
    ]


def _answered(instrument: Instrument, answers: Mapping[str, int | None]) -> list[Piece]:
    return [{"item": item, "answer": _option(instrument, item.id, answers)} for item in instrument.questions]


def _option(instrument: Instrument, item_id: str, answers: Mapping[str, int | None]) -> str | None:
    item, value = instrument.item(item_id), answers.get(item_id)
    return next((option.text for option in item.options if option.value == value), None) if item else None


def _statements(copies: Sequence[Mapping[str, Any]]) -> Iterator[Statement]:
    for copy in copies:
        for piece in _of(copy["pieces"], "checkin", "series"):
            instrument = instruments.get(piece["instrument"])
            if instrument.safety and (item := instrument.item(instrument.safety.item)):
                yield from (_statement(instrument, item, point) for point in piece.get("points", [piece]))


def _statement(instrument: Instrument, item: Item, point: Piece) -> Statement:
    shared = point["answers"] is not None
    answer = _option(instrument, item.id, point["answers"] or {})
    state = point["safety"] or "unknown"
    return Statement(instrument, item.number, date.fromisoformat(point["on"]), state, answer, shared)
