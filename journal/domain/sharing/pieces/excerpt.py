"""An excerpt: words that stand in an entry, exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _
from marshmallow import fields

from journal.core.errors import Invalid
from journal.core.fields import Identifier, StrictSchema, Text
from journal.core.one_of import Tag
from journal.domain import entry_text
from journal.domain.identity import Actor
from journal.domain.sharing import excerpt_form
from journal.domain.sharing.chosen_entries import ChosenEntry, chosen_entries, find
from journal.domain.sharing.consent_lines import counted
from journal.domain.sharing.copied_placement import CopiedPlacement, CopiedPlacementSchema
from journal.domain.sharing.piece_kind import (
    CopiedPiece,
    Form,
    Limit,
    Piece,
    PieceKind,
    Section,
    ShownPiece,
    Source,
    no_safety_answers,
)
from journal.models import Entry

MOST = 3  # from the entries about one treatment; as many from those about none
TOO_MANY = _("Three quotes about one treatment are enough. Remove one first.")
NOT_IN_ENTRY = _("These words are no longer in the entry. Choose them again, or remove this.")


class Excerpt(Piece):
    """A chosen excerpt."""

    entry_id: str
    text: str


class CopiedExcerpt(CopiedPiece, CopiedPlacement):
    """A copied excerpt."""

    text: str


@dataclass(frozen=True, slots=True)
class ShownExcerpt(ShownPiece):
    """An excerpt as it is shown."""

    text: str
    on: date
    placed: CopiedPlacement


class ExcerptSchema(StrictSchema):
    """Words that stand in an entry, exactly."""

    kind = Tag("excerpt")
    entry_id = Identifier(required=True)
    text = Text(excerpt_form.TEXT_LIMIT, required=True)


class CopiedExcerptSchema(CopiedPlacementSchema):
    """Words of an entry."""

    kind = Tag("excerpt")
    text = fields.String()


def _gather(person: Actor, pieces: Sequence[Excerpt]) -> Mapping[str, ChosenEntry]:
    return chosen_entries(person, (piece["entry_id"] for piece in pieces))


def _copy(piece: Excerpt, found: Mapping[str, ChosenEntry]) -> CopiedExcerpt:
    entry = find(piece["entry_id"], found)
    if not any(piece["text"] in text for text in entry_text.quotable(entry.text)):
        raise Invalid(text=NOT_IN_ENTRY)
    return {"kind": "excerpt", "text": piece["text"], **entry.placed}


def _treatment(piece: Excerpt, found: Mapping[str, ChosenEntry]) -> object:
    return found[piece["entry_id"]].treatment_id


def _lay_out(copied: CopiedExcerpt) -> ShownExcerpt:
    return ShownExcerpt("excerpt", copied["text"], date.fromisoformat(copied["on"]), copied)


KIND: PieceKind[Excerpt, Mapping[str, ChosenEntry], CopiedExcerpt, ShownExcerpt] = PieceKind(
    name="excerpt",
    place=2,
    schema=ExcerptSchema,
    copied_schema=CopiedExcerptSchema,
    form=Form(
        template="excerpt",
        schema=excerpt_form.ExcerptFormSchema,
        offer=excerpt_form.offer,
        pieces=excerpt_form.pieces,
        change_needs=frozenset({"entry_id"}),
    ),
    source=Source(Entry, "entry_id"),
    gather=_gather,
    copy=_copy,
    limit=Limit(most=MOST, group=_treatment, field="text", refusal=TOO_MANY),
    section=Section("excerpt"),
    lay_out=_lay_out,
    safety_answers=no_safety_answers,
    consent=counted("excerpt"),
)
