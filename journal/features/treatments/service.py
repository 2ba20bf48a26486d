"""What a patient can do with their treatments. Facts that the clinic told; nothing here plans or advises."""

from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, update

from journal.clinical import instruments
from journal.core import clock
from journal.core.db import transaction
from journal.core.errors import Conflict, NotFound
from journal.domain import access, audit
from journal.domain.identity import Actor
from journal.domain.keeping import Kept
from journal.domain.paging import Page, Position
from journal.features.treatments import repository
from journal.features.treatments.repository import Item
from journal.models import Treatment

_REVISE = update(Treatment).where(
    access.mine(Treatment), Treatment.id == access.ROW, Treatment.revision == bindparam("expected")
)
_DELETE = update(Treatment).where(access.mine(Treatment), Treatment.id == access.ROW, Treatment.deleted_at.is_(None))


class About(NamedTuple):
    """What somebody kept about one treatment, oldest first: each with id, at, time_point, day and session."""

    entries: list[Item]
    checkins: list[Item]


def page(person: Actor, limit: int, after: Position | None = None) -> Page[Item]:
    """Return the treatments after a position, the latest start first."""
    return repository.PAGES.page(person, limit, after).map(partial(repository.whole, person))


def read(person: Actor, treatment_id: UUID) -> Item:
    """Return one treatment. Raises NotFound."""
    return repository.whole(person, access.one(repository.ONE, person, row_id=treatment_id))


def latest(person: Actor) -> Item | None:
    """Return the treatment that starts last, None where there is none: the next one is most likely of its course."""
    return next(iter(page(person, 1).items), None)


def about(person: Actor, treatment: Item) -> About:
    """Return what the person kept about a treatment of theirs."""
    entries = access.rows(repository.ENTRIES_ABOUT, person, row_id=treatment["id"])
    checkins = access.rows(repository.CHECKINS_ABOUT, person, row_id=treatment["id"])
    return About(
        [repository.placed(person, row) for row in entries],
        [repository.placed(person, row) | {"short": instruments.get(row.instrument).short} for row in checkins],
    )


@transaction
def write(person: Actor, treatment_id: UUID, revision: int | None, **words: Any) -> Kept:
    """Keep a treatment under the id that its owner chose; the same call again changes nothing.

    revision: the one that these words replace, None for a new treatment. words: what TreatmentSchema loads.
    A deleted treatment that is written again is there again. Raises Conflict with the current treatment.
    """
    current = access.first(repository.KEPT, person, row_id=treatment_id)
    if current is None:
        columns = repository.columns(person, treatment_id, 1, words)
        access.add(Treatment, person, id=treatment_id, received_at=clock.now(), **columns)
        return Kept(read(person, treatment_id), new=True)
    item = repository.whole(person, current)
    same = repository.same(item, words)
    if same and current.deleted_at is None:
        return Kept(item)
    if not same and revision != current.revision:
        raise Conflict(item)
    return Kept(_revise(person, item, words))


@transaction
def delete(person: Actor, treatment_id: UUID) -> None:
    """Delete a treatment; what was written about it stays, and is about none. Raises NotFound."""
    now = clock.now()
    if not access.changed(_DELETE, person, row_id=treatment_id, deleted_at=now):
        raise NotFound
    audit.record(person.id, "treatment.deleted", person.id, treatment_id, now)


def _revise(person: Actor, item: Item, words: Item) -> Item:
    """Make `words` the current revision; another writer may have been faster."""
    columns = repository.columns(person, item["id"], item["revision"] + 1, words) | {"deleted_at": None}
    if not access.changed(_REVISE, person, row_id=item["id"], expected=item["revision"], **columns):
        raise Conflict(read(person, item["id"]))
    return read(person, item["id"])
