"""The scores of each questionnaire, from everything that was shared: one card with one chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from journal.clinical import instruments
from journal.clinical.instruments import Instrument
from journal.domain.sharing.piece_kind import CopiedPiece
from journal.domain.sharing.pieces import checkin, series
from journal.domain.sharing.pieces.checkin import CopiedCheckin, ShownCheckin
from journal.domain.sharing.pieces.series import CopiedSeries
from journal.domain.sharing.scores import ScorePoint
from journal.domain.sharing.series_layout import ShownSeries, TreatmentDay

KINDS = {series.KIND.name, checkin.KIND.name}


@dataclass(frozen=True, slots=True)
class ShownScores:
    """The scores of one questionnaire. series: all of them over time, None for a check-in that was shared alone.

    checkins: those that were shared one by one, which say more of themselves.
    """

    instrument: Instrument
    series: ShownSeries | None
    checkins: Sequence[ShownCheckin]


def lay_out(pieces: Iterable[CopiedPiece]) -> list[ShownScores]:
    """Lay out the scores among copied pieces, a card for each questionnaire."""
    found = [piece for piece in pieces if piece["kind"] in KINDS]
    cards = (_card(instrument, found) for instrument in instruments.ALL)
    return [card for card in cards if card.series or card.checkins]


def _card(instrument: Instrument, pieces: Sequence[CopiedPiece]) -> ShownScores:
    over_time, alone = _of_kind(series.KIND.name, instrument, pieces), _of_kind(checkin.KIND.name, instrument, pieces)
    single = _distinct(cast("list[CopiedCheckin]", alone))
    merged = _merged(instrument, cast("list[CopiedSeries]", over_time), single)
    return ShownScores(
        instrument,
        series=series.KIND.lay_out(merged) if over_time or len(single) > 1 else None,
        checkins=[checkin.KIND.lay_out(one) for one in single],
    )


def _of_kind(kind: str, instrument: Instrument, pieces: Sequence[CopiedPiece]) -> list[CopiedPiece]:
    return [piece for piece in pieces if piece["kind"] == kind and piece.get("instrument") == instrument.id]


def _distinct(found: Sequence[CopiedCheckin]) -> list[CopiedCheckin]:
    """Leave out what was shared twice: of one check-in, the copy with its answers stays."""
    kept: list[CopiedCheckin] = []
    for one in sorted(found, key=lambda copied: copied["answers"] is None):
        if not any(_without_answers(one) == _without_answers(other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda copied: copied["on"])


def _without_answers(copied: CopiedCheckin) -> dict[str, object]:
    return {name: value for name, value in copied.items() if name not in {"answers", "safety"}}


def _merged(instrument: Instrument, found: Sequence[CopiedSeries], single: Sequence[CopiedCheckin]) -> CopiedSeries:
    """Return one series of all that was shared."""
    points: list[ScorePoint] = []
    for several in sorted((one["points"] for one in found), key=len, reverse=True):
        _merge(points, several)
    _merge(points, single)
    treatments: list[TreatmentDay] = []
    for day in (day for one in found for day in one["treatments"]):
        if day not in treatments:
            treatments.append(day)
    return {
        "kind": "series",
        "instrument": instrument.id,
        "since": min((one["since"] for one in found), default=min((one["on"] for one in single), default="")),
        "points": sorted(points, key=lambda point: point["on"]),
        "treatments": sorted(treatments, key=lambda day: day["on"]),
    }


def _merge(points: list[ScorePoint], more: Sequence[ScorePoint]) -> None:
    """Add those that are not there yet; to one that is there, what another copy of it says more."""
    before = list(points)
    for point in more:
        same = next((one for one in before if _score(one) == _score(point)), None)
        if same is None:
            points.append(point)
        else:
            before.remove(same)  # two check-ins of one day may have the same total
            fuller = point if same["answers"] is None else same
            spans = same["spans_treatment"] or point["spans_treatment"]
            points[points.index(same)] = {**fuller, "spans_treatment": spans}


def _score(point: ScorePoint) -> tuple[str, int | None, str]:
    return point["on"], point["total"], point["status"]
