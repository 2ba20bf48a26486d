"""What a page shows of snapshots. It adds nothing that they do not hold, and leaves nothing out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import cast

from journal.core.choices import DONE
from journal.domain.sharing import piece_kinds, shown_scores
from journal.domain.sharing.piece_kind import CopiedPiece, Section, ShownPiece
from journal.domain.sharing.pieces import treatment
from journal.domain.sharing.pieces.treatment import CopiedTreatment, ShownTreatment
from journal.domain.sharing.scores import SafetyAnswer
from journal.domain.sharing.shown_scores import ShownScores
from journal.domain.sharing.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class SharedSection:
    """The pieces of one section. template: the kind whose template holds the heading."""

    template: str
    pieces: Sequence[ShownPiece]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A snapshot without its scores, laid out. cards: pieces that are in no section."""

    title: str
    for_date: date | None
    sections: Sequence[SharedSection]
    cards: Sequence[ShownPiece]


def lay_out(snapshot: Snapshot) -> Sheet:
    """Lay a snapshot out without its scores, which a page shows together. Raises UnknownKind."""
    sections: dict[Section | None, list[ShownPiece]] = {kind.section: [] for kind in piece_kinds.KINDS.values()}
    for piece in snapshot["pieces"]:
        if piece["kind"] not in shown_scores.KINDS:
            sections[piece_kinds.get(piece["kind"]).section].append(lay_out_piece(piece))
    cards = sections.pop(None, [])
    for_date = snapshot["for_date"]
    return Sheet(
        title=snapshot["title"],
        for_date=date.fromisoformat(for_date) if for_date else None,
        sections=[SharedSection(section.template, _ordered(section, found)) for section, found in _filled(sections)],
        cards=cards,
    )


def scores(snapshots: Sequence[Snapshot]) -> list[ShownScores]:
    """Return the scores of all snapshots together, a card for each questionnaire. snapshots: the last shared last."""
    return shown_scores.lay_out(_pieces(snapshots))


def template_context(snapshot: Snapshot) -> dict[str, object]:
    """Return the template context of the page of one snapshot."""
    return {
        "sheet": lay_out(snapshot),
        "scores_shown": scores([snapshot]),
        "safety_answers": safety_answers([snapshot]),
    }


def lay_out_piece(copied: CopiedPiece) -> ShownPiece:
    """Lay one copied piece out. Raises UnknownKind."""
    piece: ShownPiece = piece_kinds.get(copied["kind"]).lay_out(copied)
    return piece


def safety_answers(snapshots: Sequence[Snapshot]) -> list[SafetyAnswer]:
    """Return the newest answer about harm, and the last one before it that was above "not at all".

    If the newest was shared without its answer, the newest answer that was shared is among them.
    snapshots: the last shared last, so that of two answers on one day that one counts.
    """
    found = sorted(_safety_answers(snapshots), key=lambda answer: (answer.on, answer.state != "unknown"))
    if not found:
        return []
    newest = found[-1]
    before = [answer for answer in found if answer != newest]  # a check-in may be shared on its own and in a series
    known = [answer for answer in before if newest.state == "unknown" and answer.state != "unknown"][-1:]
    above = [answer for answer in before if answer.state == "above"][-1:]
    earlier = sorted({(answer.on, answer.state): answer for answer in known + above}.values(), key=attrgetter("on"))
    return [newest, *reversed(earlier)]


def latest_treatment(snapshots: Sequence[Snapshot]) -> ShownTreatment | None:
    """Return the last shared treatment that took place, None if none was shared."""
    name = treatment.KIND.name
    shared = [cast("CopiedTreatment", piece) for piece in _pieces(snapshots) if piece["kind"] == name]
    done = [treatment.lay_out(piece) for piece in shared if piece["status"] == DONE]
    return max(done, key=attrgetter("on"), default=None)


def _filled(sections: dict[Section | None, list[ShownPiece]]) -> Iterator[tuple[Section, list[ShownPiece]]]:
    return ((section, found) for section, found in sections.items() if section and found)


def _ordered(section: Section, pieces: list[ShownPiece]) -> list[ShownPiece]:
    return sorted(pieces, key=attrgetter("on")) if section.by_day else pieces


def _safety_answers(snapshots: Sequence[Snapshot]) -> Iterator[SafetyAnswer]:
    for piece in _pieces(snapshots):
        yield from piece_kinds.get(piece["kind"]).safety_answers(piece)


def _pieces(snapshots: Sequence[Snapshot]) -> Iterator[CopiedPiece]:
    return (piece for snapshot in snapshots for piece in snapshot["pieces"])
