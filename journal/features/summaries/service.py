"""What a patient does with their summaries. Nothing here reaches anybody else: that is what shares are for."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from uuid import UUID

from flask_babel import lazy_gettext as _

from journal.core.db import transaction
from journal.core.errors import Conflict, Invalid, NotFound
from journal.core.fields import Values
from journal.domain import records
from journal.domain.identity import Actor
from journal.domain.paging import Page, Position
from journal.domain.record_kind import as_json
from journal.domain.records import PutResult
from journal.domain.sharing import snapshots, summary_states
from journal.domain.sharing.piece_kind import Piece
from journal.domain.sharing.snapshots import Examined, Snapshot
from journal.features.summaries import repository
from journal.features.summaries.repository import SUMMARIES, KeptSummary

SUMMARY_CHANGED = _("This was changed somewhere else. Here is how it looks now.")


def page(person: Actor, limit: int, after: Position | None = None) -> Page[KeptSummary]:
    """Return the summaries after a position, newest first."""
    return repository.PAGES.page(person, limit, after).map(partial(SUMMARIES.read, person))


def read(person: Actor, summary_id: UUID) -> KeptSummary:
    """Return one summary. Raises NotFound."""
    return records.read(person, SUMMARIES, summary_id)


def preview(person: Actor, summary_id: UUID) -> tuple[Snapshot, str]:
    """Return what a therapist would see, and its digest. Raises NotFound; Invalid if a piece cannot be shared."""
    return snapshots.preview(person, summary_id)


def draft(person: Actor, summary_id: UUID) -> tuple[KeptSummary, list[Examined]]:
    """Return a summary, and each of its pieces as it would be copied or why it cannot be. Raises NotFound."""
    item = read(person, summary_id)
    return item, snapshots.examine(person, item.pieces)


@transaction
def write(person: Actor, summary_id: UUID, revision: int | None, values: Values) -> PutResult[KeptSummary]:
    """Keep a summary under the id that its writer chose; see records.put. values: what SummarySchema loads.

    Raises Invalid, by path, where a piece is not the person's or does not stand; Conflict with the current one.
    """
    return records.put(person, SUMMARIES, summary_id, revision, as_json(values))


@transaction
def begin(person: Actor, summary_id: UUID, title: str, *given: Values) -> None:
    """Begin a summary with these pieces under the id that its writer chose; the same call again changes nothing.

    One that was deleted meanwhile begins anew. Raises Invalid by the field.
    """
    try:
        summary = records.lock(person, SUMMARIES, summary_id)
    except NotFound:
        deleted = records.find(person, SUMMARIES, summary_id)
        revision = deleted.revision if deleted else None
        with suppress(Conflict):  # the same form, sent twice at once, has begun it meanwhile
            records.put(person, SUMMARIES, summary_id, revision, summary_states.empty(title))
        summary = records.lock(person, SUMMARIES, summary_id)
    _add(person, summary, given)


@transaction
def change_head(person: Actor, summary_id: UUID, revision: int | None, head: Values) -> None:
    """Change the title and the day; the same call again changes nothing. Raises NotFound, Conflict."""
    summary = records.lock(person, SUMMARIES, summary_id)
    values = as_json(head)
    if all(summary.values[name] == value for name, value in values.items()):
        return
    _check_revision(summary, revision)
    _revise(person, summary, values)


@transaction
def add_pieces(person: Actor, summary_id: UUID, *given: Values) -> None:
    """Add pieces at the end; what is in already is not added twice. Raises NotFound, or Invalid by the field.

    An earlier piece that cannot be shared any more is no reason to refuse these: the page marks it.
    """
    _add(person, records.lock(person, SUMMARIES, summary_id), given)


@transaction
def change_piece(person: Actor, summary_id: UUID, revision: int | None, number: int, *given: Values) -> None:
    """Replace one piece by others; the same call again changes nothing.

    Raises NotFound, Conflict, or Invalid by the field.
    """
    summary, fresh = records.lock(person, SUMMARIES, summary_id), _plain(given)
    if summary.pieces[number : number + len(fresh)] == fresh:
        return
    _check_revision(summary, revision)
    pieces = _without(summary, number)
    pieces[number:number] = fresh
    _rebuild(person, summary, pieces, number, number + len(fresh))


@transaction
def remove_piece(person: Actor, summary_id: UUID, revision: int | None, number: int) -> None:
    """Remove one piece. Raises NotFound, Conflict."""
    summary = records.lock(person, SUMMARIES, summary_id)
    _check_revision(summary, revision)
    _revise(person, summary, {"pieces": _without(summary, number)})


@transaction
def delete(person: Actor, summary_id: UUID) -> None:
    """Delete a summary; shares made of it go on until they end. Raises NotFound."""
    records.delete(person, SUMMARIES, summary_id)


def _add(person: Actor, summary: KeptSummary, given: Sequence[Values]) -> None:
    fresh: list[Piece] = []
    for piece in _plain(given):
        if piece not in [*summary.pieces, *fresh]:
            fresh.append(piece)
    if fresh:
        _rebuild(person, summary, [*summary.pieces, *fresh], len(summary.pieces))


def _check_revision(summary: KeptSummary, revision: int | None) -> None:
    """Raise Conflict unless `revision` is the current one."""
    if summary.revision != revision:
        raise Conflict(summary, SUMMARY_CHANGED)


def _without(summary: KeptSummary, number: int) -> list[Piece]:
    """Return the pieces but one. Raises NotFound if there is no such piece."""
    pieces = list(summary.pieces)
    if number >= len(pieces):
        raise NotFound
    del pieces[number]
    return pieces


def _rebuild(person: Actor, summary: KeptSummary, pieces: list[Piece], first: int, last: int | None = None) -> None:
    """Keep `pieces`, of which those from `first` on are new. Raises Invalid, by the fields of the first unfit one."""
    for examined in snapshots.examine(person, pieces)[first:last]:
        if examined.errors:
            raise Invalid(**examined.errors)
    _revise(person, summary, {"pieces": pieces})


def _revise(person: Actor, summary: KeptSummary, changed: Values) -> None:
    records.revise(person, SUMMARIES, summary, {**summary.values, **changed})


def _plain(given: Sequence[Values]) -> list[Piece]:
    pieces: list[Piece] = as_json({"pieces": given})["pieces"]
    return pieces
