"""What a patient does with their summaries. Nothing here reaches anybody else; handing over is the shares' business."""

from functools import partial
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import update

from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import Conflict, Invalid, NotFound
from journal.domain import access, audit
from journal.domain.identity import Actor
from journal.domain.keeping import Kept
from journal.domain.paging import Page, Position
from journal.domain.sharing import snapshots
from journal.domain.sharing.pieces import Piece
from journal.domain.sharing.snapshots import Copy, Examined
from journal.features.summaries import repository
from journal.features.summaries.repository import Item
from journal.models import Summary

CHANGED = _("It was changed elsewhere. This is how it is now.")

_DELETE = update(Summary).where(access.mine(Summary), Summary.id == access.ROW, Summary.deleted_at.is_(None))


def page(person: Actor, limit: int, after: Position | None = None) -> Page[Item]:
    """Return the summaries after a position, newest first."""
    return repository.PAGES.page(person, limit, after).map(partial(repository.opened, person))


def read(person: Actor, summary_id: UUID) -> Item:
    """Return one summary. Raises NotFound."""
    return repository.opened(person, access.one(repository.ONE, person, row_id=summary_id))


def preview(person: Actor, summary_id: UUID) -> tuple[Copy, str]:
    """Return what a therapist would see, and the word by which it is known again when it is handed over.

    Raises NotFound, or Invalid where a piece does not stand any more.
    """
    copy = snapshots.of_summary(person, summary_id)
    return copy, snapshots.digest(person, copy)


def draft(person: Actor, summary_id: UUID) -> tuple[Item, list[Examined]]:
    """Return a summary, and each of its pieces as it would be seen or why it cannot be. Raises NotFound."""
    item = read(person, summary_id)
    return item, snapshots.examine(person, item["pieces"])


def recipients(person: Actor) -> list[Item]:
    """Return to whom the person can hand a copy: id and name."""
    return snapshots.recipients(person)


@transaction
def write(person: Actor, summary_id: UUID, revision: int | None, **words: Any) -> Kept:
    """Keep a summary under the id that its writer chose; the same call again changes nothing.

    words: title, for_date, pieces, as SummarySchema loads them. A deleted one that is written again is there again.
    Raises Invalid, by path, where a piece is not the person's or does not stand; Conflict with the current one.
    """
    words = repository.plain(words)
    current = access.first(repository.KEPT, person, row_id=summary_id)
    if current is None:
        snapshots.compose(person, words)
        return Kept(repository.insert(person, summary_id, words), new=True)
    item = repository.opened(person, current)
    same = all(item[name] == words[name] for name in words)
    if same and current.deleted_at is None:
        return Kept(item)
    if not same and revision != current.revision:
        raise Conflict(item)
    snapshots.compose(person, words)
    return Kept(repository.revise(person, item, words))


def has_head(item: Item, **head: Any) -> bool:
    """Tell whether a summary has this title and day."""
    return all(item[name] == value for name, value in repository.plain(head).items())


@transaction
def rename(person: Actor, summary_id: UUID, revision: int | None, **head: Any) -> Item:
    """Change the title and the day. Raises NotFound, Conflict."""
    item = _expected(person, summary_id, revision)
    return repository.revise(person, item, repository.words_of(item) | repository.plain(head))


@transaction
def put_in(person: Actor, summary_id: UUID, *given: Piece) -> Item:
    """Put pieces in at the end; what is in already is not put in twice. Raises NotFound, or Invalid by the field.

    A piece from before that does not stand any more is no reason to refuse these: it is marked where it stands.
    """
    item = read(person, summary_id)
    kept = item["pieces"]
    fresh = [piece for piece in map(repository.plain, given) if piece not in kept]
    return _rebuild(person, item, [*kept, *fresh], len(kept)) if fresh else item


@transaction
def change_piece(person: Actor, summary_id: UUID, revision: int | None, number: int, *given: Piece) -> Item:
    """Put other pieces in the place of one. Raises NotFound, Conflict, or Invalid by the field."""
    item = _expected(person, summary_id, revision)
    pieces = _without(item, number)
    pieces[number:number] = map(repository.plain, given)
    return _rebuild(person, item, pieces, number, number + len(given))


@transaction
def take_out(person: Actor, summary_id: UUID, revision: int | None, number: int) -> Item:
    """Take one piece out. Raises NotFound, Conflict."""
    item = _expected(person, summary_id, revision)
    return repository.revise(person, item, repository.words_of(item) | {"pieces": _without(item, number)})


@transaction
def delete(person: Actor, summary_id: UUID) -> None:
    """Delete a summary; shares made of it go on until they end. Raises NotFound."""
    now = clock.now()
    if not access.changed(_DELETE, person, row_id=summary_id, deleted_at=now):
        raise NotFound
    audit.record(person.id, "summary.deleted", person.id, summary_id, now)


def _expected(person: Actor, summary_id: UUID, revision: int | None) -> Item:
    """Return the summary where `revision` is its current one. Raises NotFound, Conflict."""
    item = repository.opened(person, access.one(repository.ONE, person, row_id=summary_id))
    if item["revision"] != revision:
        raise Conflict(item, CHANGED)
    return item


def _without(item: Item, number: int) -> list[Piece]:
    """Return the pieces but one. Raises NotFound where there is no such piece."""
    pieces = list(item["pieces"])
    if number >= len(pieces):
        raise NotFound
    del pieces[number]
    return pieces


def _rebuild(person: Actor, item: Item, pieces: list[Piece], first: int, last: int | None = None) -> Item:
    """Keep `pieces`, of which those from `first` on are new. Raises Invalid, by the fields of the first unfit one."""
    for examined in snapshots.examine(person, pieces)[first:last]:
        if examined.errors:
            raise Invalid(**examined.errors)
    return repository.revise(person, item, repository.words_of(item) | {"pieces": pieces})
