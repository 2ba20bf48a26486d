"""The form of a piece, by its kind: what it offers, what it holds, and what came back."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from flask import render_template, request
from marshmallow import fields

from journal.core.errors import Messages, NotFound
from journal.core.fields import Values
from journal.domain.sharing import brief, piece_kinds
from journal.domain.sharing.piece_kind import AnyPieceKind, Asked, Offer, Piece, ShownPiece
from journal.domain.sharing.snapshots import Examined
from journal.features.summaries import service
from journal.features.summaries.repository import KeptSummary
from journal.web import responses
from journal.web.current_user import me
from journal.web.forms import checked

# The kinds that have a form of their own, in the order of the composing page.
FORMS: Sequence[str] = [kind.name for kind in piece_kinds.KINDS.values() if kind.form.template == kind.name]


class PieceForm(NamedTuple):
    """A form as its template shows it.

    number: the piece that is changed, None for a new one. more: the cursor of a longer list, None at its end.
    """

    kind: str
    offer: Offer
    values: Values
    errors: Messages
    summary_id: UUID
    revision: int
    number: int | None
    more: str | None

    @property
    def draft(self) -> str:
        """Where a draft of it is found again; words of an entry, by their entry."""
        if self.number is not None:
            return f"piece {self.summary_id} {self.kind} {self.number}"
        entry_id = self.values.get("entry_id") or self.values.get("entry") or ""
        return f"piece new {self.summary_id} {self.kind} {entry_id}".rstrip()


class ComposedPiece(NamedTuple):
    """A piece on the composing page. shown: None if it cannot be shared as it is; then errors say why."""

    kind: str
    chosen: Piece
    shown: ShownPiece | None
    errors: Messages
    changeable: bool


def kind_named(name: str) -> AnyPieceKind:
    """Return a kind. Raises NotFound."""
    if name not in piece_kinds.KINDS:
        raise NotFound
    return piece_kinds.KINDS[name]


def loaded(kind: AnyPieceKind) -> Sequence[Values]:
    """Load the form as the pieces that it makes. Raises Invalid, NotFound."""
    return kind.form.pieces(me(), checked(kind.form.schema()))


def piece_at(summary: KeptSummary, number: int) -> Piece:
    """Return a piece of a summary. Raises NotFound."""
    if number >= len(summary.pieces):
        raise NotFound
    return summary.pieces[number]


def sent_form(kind: AnyPieceKind) -> Values:
    """Return the form as it was sent."""
    several = [name for name, field in kind.form.schema().load_fields.items() if isinstance(field, fields.List)]
    return request.form.to_dict() | {name: request.form.getlist(name) for name in several}


def render(
    summary: KeptSummary,
    kind: AnyPieceKind,
    values: Values,
    number: int | None = None,
    errors: Messages | None = None,
    current: Sequence[ComposedPiece] | None = None,
) -> str:
    """Show the form of a kind. number: the piece that is changed, None for a new one.

    current: what stands in its place by now, if it was changed elsewhere; [] if no such piece does.
    """
    limit, after = responses.paging()
    offer = kind.form.offer(me(), Asked(values, limit, after))
    form = PieceForm(
        kind=kind.form.template,
        offer=offer,
        values=values,
        errors=errors or {},
        summary_id=summary.id,
        revision=summary.revision,
        number=number,
        more=responses.cursor(offer.next),
    )
    return render_template("summaries/piece.html", form=form, alternatives=_alternatives(form.kind), current=current)


def render_changed(summary_id: UUID, kind: AnyPieceKind, number: int) -> str:
    """Show the piece that was sent, beside what is in its place by now; without a like piece there, it is a new one."""
    summary, examined = service.draft(me(), summary_id)
    there = composed(examined, summary.pieces)[number : number + 1]
    like = [piece for piece in there if piece_kinds.get(piece.kind).form.template == kind.form.template]
    return render(summary, kind, sent_form(kind), number if like else None, current=like)


def composed(examined: Sequence[Examined], pieces: Sequence[Piece]) -> list[ComposedPiece]:
    """Return each piece as the composing page lists it."""
    return [
        ComposedPiece(
            kind=piece["kind"],
            chosen=piece,
            shown=brief.lay_out_piece(one.copied) if one.copied else None,
            errors=one.errors,
            changeable=_changeable(piece_kinds.get(piece["kind"]), one.errors),
        )
        for one, piece in zip(examined, pieces, strict=True)
    ]


def _alternatives(form: str) -> Collection[str]:
    """Return the other kinds that can be put in from a form."""
    return [kind.name for kind in piece_kinds.KINDS.values() if kind.form.template == form and kind.name != form]


def _changeable(kind: AnyPieceKind, errors: Mapping[str, object]) -> bool:
    needs = kind.form.change_needs
    return needs is not None and needs.isdisjoint(errors)
