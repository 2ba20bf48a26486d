"""What a patient can do with their treatments. Facts that the clinic told; nothing here plans or advises."""

from functools import partial
from typing import NamedTuple
from uuid import UUID

from journal.clinical import instruments
from journal.core.db import transaction
from journal.core.fields import Values
from journal.domain import access, records
from journal.domain.identity import Actor
from journal.domain.paging import Page, Position
from journal.domain.records import PutResult
from journal.features.treatments import repository
from journal.features.treatments.repository import TREATMENTS, KeptTreatment, TimelineItem


class Timeline(NamedTuple):
    """What somebody kept about one treatment, oldest first."""

    entries: list[TimelineItem]
    checkins: list[TimelineItem]


def page(person: Actor, limit: int, after: Position | None = None) -> Page[KeptTreatment]:
    """Return the treatments after a position, the latest start first."""
    return repository.PAGES.page(person, limit, after).map(partial(TREATMENTS.read, person))


def read(person: Actor, treatment_id: UUID) -> KeptTreatment:
    """Return one treatment. Raises NotFound."""
    return records.read(person, TREATMENTS, treatment_id)


def latest(person: Actor) -> KeptTreatment | None:
    """Return the treatment that starts last, None where there is none: the next one is most likely of its course."""
    return next(iter(page(person, 1).items), None)


def timeline(person: Actor, treatment_id: UUID) -> Timeline:
    """Return what the person kept about a treatment of theirs."""
    entries = access.rows(repository.ENTRIES_ABOUT, person, row_id=treatment_id)
    checkins = access.rows(repository.CHECKINS_ABOUT, person, row_id=treatment_id)
    return Timeline(
        [repository.timeline_item(person, row) for row in entries],
        [repository.timeline_item(person, row, instruments.get(row.instrument)) for row in checkins],
    )


@transaction
def write(person: Actor, treatment_id: UUID, revision: int | None, values: Values) -> PutResult[KeptTreatment]:
    """Keep a treatment under the id that its owner chose; see records.put. values: what TreatmentSchema loads.

    Raises Conflict with the current treatment.
    """
    return records.put(person, TREATMENTS, treatment_id, revision, values)


@transaction
def delete(person: Actor, treatment_id: UUID) -> None:
    """Delete a treatment; what was written about it stays, and is about none. Raises NotFound."""
    records.delete(person, TREATMENTS, treatment_id)
