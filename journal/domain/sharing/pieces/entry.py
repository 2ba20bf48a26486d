"""A whole entry, folded in the brief. It is chosen on the form of an excerpt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from journal.core.fields import Identifier, StrictSchema
from journal.core.one_of import Tag
from journal.domain.entry_text import FIELDS, EntryTextSchema
from journal.domain.identity import Actor
from journal.domain.sharing import excerpt_form
from journal.domain.sharing.chosen_entries import ChosenEntry, chosen_entries, find
from journal.domain.sharing.consent_lines import counted
from journal.domain.sharing.copied_placement import CopiedPlacement, CopiedPlacementSchema
from journal.domain.sharing.piece_kind import (
    CopiedPiece,
    Form,
    Piece,
    PieceKind,
    Section,
    ShownPiece,
    Source,
    no_safety_answers,
    one_piece,
)
from journal.models import Entry


class EntryPiece(Piece):
    """A chosen entry."""

    entry_id: str


class CopiedEntry(CopiedPiece, CopiedPlacement):
    """A copied entry. Beside these, it holds every field of EntryTextSchema."""


@dataclass(frozen=True, slots=True)
class ShownEntry(ShownPiece):
    """An entry as it is shown."""

    content: CopiedEntry
    on: date
    placed: CopiedPlacement


class EntryPieceSchema(StrictSchema):
    """A whole entry."""

    kind = Tag("entry")
    entry_id = Identifier(required=True)


class CopiedEntrySchema(CopiedPlacementSchema, EntryTextSchema):
    """A whole entry."""

    kind = Tag("entry")


def _gather(person: Actor, pieces: Sequence[EntryPiece]) -> Mapping[str, ChosenEntry]:
    return chosen_entries(person, (piece["entry_id"] for piece in pieces))


def _copy(piece: EntryPiece, found: Mapping[str, ChosenEntry]) -> CopiedEntry:
    entry = find(piece["entry_id"], found)
    text = {name: entry.text[name] for name in FIELDS}
    return cast("CopiedEntry", {"kind": "entry", **text, **entry.placed})


def _lay_out(copied: CopiedEntry) -> ShownEntry:
    return ShownEntry("entry", copied, date.fromisoformat(copied["on"]), copied)


KIND: PieceKind[EntryPiece, Mapping[str, ChosenEntry], CopiedEntry, ShownEntry] = PieceKind(
    name="entry",
    place=3,
    schema=EntryPieceSchema,
    copied_schema=CopiedEntrySchema,
    form=Form(
        template="excerpt", schema=EntryPieceSchema, offer=excerpt_form.offer, pieces=one_piece, change_needs=None
    ),
    source=Source(Entry, "entry_id"),
    gather=_gather,
    copy=_copy,
    limit=None,
    section=Section("excerpt"),
    lay_out=_lay_out,
    safety_answers=no_safety_answers,
    consent=counted("entry"),
)
