"""The scores of each questionnaire, from everything that was shared: one card with one chart."""

from collections import Counter
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
    """Lay out the scores among copied pieces, a card for each questionnaire.

    pieces: in the order in which they were shared. What was corrected in between is shown as it was shared last.
    """
    found = [piece for piece in pieces if piece["kind"] in KINDS]
    cards = (_card(instrument, found) for instrument in instruments.ALL)
    return [card for card in cards if card.series or card.checkins]


def _card(instrument: Instrument, pieces: Sequence[CopiedPiece]) -> ShownScores:
    shared = [piece for piece in pieces if piece.get("instrument") == instrument.id]
    over_time = [cast("CopiedSeries", piece) for piece in shared if piece["kind"] == series.KIND.name]
    single = _distinct(_uncorrected(shared))
    merged = _merged(instrument, over_time, single)
    return ShownScores(
        instrument,
        series=series.KIND.lay_out(merged) if over_time or len(single) > 1 else None,
        checkins=[checkin.KIND.lay_out(one) for one in single],
    )


def _uncorrected(shared: Sequence[CopiedPiece]) -> list[CopiedCheckin]:
    """Return the check-ins that were shared one by one, without those that a later share holds corrected."""
    return [
        cast("CopiedCheckin", piece)
        for place, piece in enumerate(shared)
        if piece["kind"] == checkin.KIND.name
        and not any(_corrects(later, cast("CopiedCheckin", piece)) for later in shared[place + 1 :])
    ]


def _corrects(later: CopiedPiece, one: CopiedCheckin) -> bool:
    if later["kind"] == series.KIND.name:
        several = cast("CopiedSeries", later)
        return several["since"] <= one["on"] and not any(_agree(one, point) for point in several["points"])
    other = cast("CopiedCheckin", later)
    return other["changed_on"] is not None and other["on"] == one["on"] and not _agree(one, other)


def _agree(one: ScorePoint, other: ScorePoint) -> bool:
    """Return whether two copies may be of one check-in that was not corrected in between."""
    hidden = one["answers"] is None or other["answers"] is None
    return _score(one) == _score(other) and (hidden or one["answers"] == other["answers"])


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
    """Return one series of all that was shared. found: the last shared last."""
    points: list[ScorePoint] = []
    for several in found:
        points = _continued(points, several)
    _add(points, single)
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


def _continued(points: Sequence[ScorePoint], several: CopiedSeries) -> list[ScorePoint]:
    """Return the points with those of a series that was shared later, which holds all since its first day."""
    found = [point for point in points if point["on"] < several["since"]]
    copies = [point for point in points if point["on"] >= several["since"]]
    for point in several["points"]:
        same = _copy_of(point, copies)
        found.append(_with_copy(point, same) if same else point)
        if same:
            copies.remove(same)  # two check-ins of one day may have the same total
    return found


def _add(points: list[ScorePoint], single: Sequence[CopiedCheckin]) -> None:
    """Add check-ins that were shared one by one, in the place of the total that one corrects."""
    copies, several = list(points), Counter(point["on"] for point in points)
    for one in sorted(single, key=lambda one: _copy_of(one, points) is None):  # what corrects none takes its own place
        there = _copy_of(one, copies)
        if there is None and one["changed_on"] and several[one["on"]] == 1:
            there = next((point for point in copies if point["on"] == one["on"]), None)
        if there is None:
            points.append(one)
        else:
            points[points.index(there)] = _with_copy(one, there)
            copies.remove(there)


def _copy_of(one: ScorePoint, copies: Sequence[ScorePoint]) -> ScorePoint | None:
    return next((copy for copy in copies if _score(copy) == _score(one)), None)


def _with_copy(point: ScorePoint, copy: ScorePoint) -> ScorePoint:
    """Return a point with what an earlier copy of it says more."""
    if _score(point) != _score(copy):
        return point
    fuller = copy if point["answers"] is None else point
    return {**fuller, "spans_treatment": copy["spans_treatment"] or point["spans_treatment"]}


def _score(point: ScorePoint) -> tuple[str, int | None, str]:
    return point["on"], point["total"], point["status"]
