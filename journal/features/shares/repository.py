"""Shares as rows: prepared statements, and what a row is to its owner."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypedDict
from uuid import UUID

from sqlalchemy import String, Uuid, bindparam, func

from journal.core import clock
from journal.core.db import ResultRow, UtcDateTime
from journal.crypto import contexts
from journal.domain import access
from journal.domain.identity import Actor, name_of
from journal.domain.paging import Pages
from journal.domain.sharing import snapshots
from journal.domain.sharing.piece_kind import ConsentLine
from journal.domain.sharing.snapshots import Snapshot
from journal.models import AuditLine, Care, Person, Share, Summary
from journal.models.share import EXPIRED

CONSENT = "1"  # the version of the text in templates/shares/_consent.html; a new text is a new version
# Open for one therapist at once. Nothing is added where one of them is reached, so the last share may pass the size.
OPEN_SHARES, OPEN_SIZE = 20, 1_000_000  # bytes, sealed
OPEN = "open"
OPENED, ACKNOWLEDGED = "share.opened", "share.acknowledged"


class Terms(NamedTuple):
    """What a share is agreed on: what ShareSchema loads."""

    summary_id: UUID
    therapist_id: UUID
    ends_at: datetime
    purpose: str


class ConsentRecord(TypedDict):
    """The patient's own record of what they agreed to, as JSON; it stays when the snapshot is erased."""

    title: str
    purpose: str
    recipient: str
    contents: list[ConsentLine]


class OwnShare(ConsentRecord):
    """A share as its owner sees it; shape: ShareOutSchema. consent: the version of the text that was agreed to."""

    id: UUID
    summary_id: UUID
    therapist_id: UUID
    consent: str
    status: str
    created_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    acknowledged_at: datetime | None
    opened: int
    opened_at: datetime | None


_OPEN = Share.is_open(access.NOW).label(OPEN)
_LIST = access.SHARES.with_only_columns(
    Share.id,
    Share.summary_id,
    Share.therapist_id,
    Share.consent_record,
    Share.consent_version,
    Share.created_at,
    Share.ends_at,
    Share.over_at().label("over_at"),
    Share.ended,
    Share.acknowledged_at,
    _OPEN,
)
PAGES = Pages(_LIST, Share.created_at, Share.id)
ONE = _LIST.where(Share.id == access.ROW)
_SEALED = (Share.id, Share.therapist_id, Share.care_id, Share.ends_at, Share.snapshot)  # what `unseal` reads
_SNAPSHOT = access.SHARES.with_only_columns(*_SEALED, _OPEN).where(Share.id == access.ROW)
_OPEN_OF_SUMMARY = access.OWN_OPEN_SHARES.with_only_columns(*_SEALED).where(
    Share.summary_id == bindparam("summary_id", type_=Uuid()),
    Share.therapist_id == bindparam("therapist_id", type_=Uuid()),
)
_OPEN_WITH = access.OWN_OPEN_SHARES.with_only_columns(
    func.count().label("shares"), func.coalesce(func.sum(func.length(Share.snapshot)), 0).label("size")
).where(Share.therapist_id == bindparam("therapist_id", type_=Uuid()))
LOCKED_SUMMARY = access.SUMMARIES.with_only_columns(Summary.id).where(Summary.id == access.ROW).with_for_update()

RECEIPT_PAGES = Pages(
    access.AUDIT.with_only_columns(AuditLine.id, AuditLine.at, AuditLine.act).where(
        AuditLine.subject_id == access.ROW, AuditLine.act.in_((OPENED, ACKNOWLEDGED))
    ),
    AuditLine.at,
    AuditLine.id,
)
_READS = (
    access.AUDIT.with_only_columns(
        AuditLine.subject_id, func.count().label("times"), func.max(AuditLine.at, type_=UtcDateTime()).label("last")
    )
    .where(
        AuditLine.subject_id.in_(access.ROWS),
        AuditLine.act == bindparam("act", OPENED, String),
    )
    .group_by(AuditLine.subject_id)
)

# Both accounts and the care are locked until the share is kept: whatever closes one of them at the same moment finds
# the share and ends it. One's own account is locked against others of one's shares too: each is counted by the next.
# SQLite needs no row locks: there, a service's transaction is the only one that writes.
MY_ACCOUNT = access.MY_ACCOUNT.with_for_update(key_share=True)
IN_CARE = access.THERAPISTS_IN_CARE.where(Care.therapist_id == access.ROW).with_for_update(read=True, of=(Care, Person))


def insert(person: Actor, share_id: UUID, therapist: ResultRow, snapshot: Snapshot, terms: Terms) -> None:
    """Add a share: the snapshot sealed, and beside it the record of what the patient agreed to.

    therapist: selected by IN_CARE.
    """
    record: ConsentRecord = {
        "title": snapshot["title"],
        "purpose": terms.purpose,
        "recipient": name_of(therapist),
        "contents": snapshots.consent_lines(snapshot),
    }
    context = contexts.snapshot(person.id, share_id, terms.therapist_id, therapist.id, terms.ends_at)
    access.add(
        Share,
        person,
        id=share_id,
        summary_id=terms.summary_id,
        therapist_id=terms.therapist_id,
        care_id=therapist.id,
        snapshot=person.keys.seal(context, snapshot),
        consent_record=person.keys.seal(contexts.consent_record(person.id, share_id), record),
        consent_version=CONSENT,
        created_at=clock.now(),
        ends_at=terms.ends_at,
    )


def read_shares(person: Actor, rows: Iterable[ResultRow]) -> list[OwnShare]:
    """Return shares as their owner sees them, each with how often it was opened."""
    found = list(rows)
    reads = _reads(person, [row.id for row in found])
    return [_read_share(person, row, reads.get(row.id)) for row in found]


def snapshot(person: Actor, share_id: UUID, now: datetime) -> Snapshot | None:
    """Return the snapshot of a share, None once it has ended. Raises NotFound."""
    row = access.one(_SNAPSHOT, person, row_id=share_id, now=now)
    return unseal(person, row) if row.open else None


def open_shares(person: Actor, terms: Terms, now: datetime) -> Sequence[ResultRow]:
    """Return the open shares of the same summary with the same therapist, each with its snapshot sealed."""
    parties = {"summary_id": terms.summary_id, "therapist_id": terms.therapist_id}
    return access.rows(_OPEN_OF_SUMMARY, person, now=now, **parties)


def is_full(person: Actor, therapist_id: UUID, now: datetime) -> bool:
    """Return whether so much is open for a therapist that nothing may be added."""
    found = access.rows(_OPEN_WITH, person, now=now, therapist_id=therapist_id)[0]
    return bool(found.shares >= OPEN_SHARES or found.size >= OPEN_SIZE)


def unseal(person: Actor, row: ResultRow) -> Snapshot:
    """Return the snapshot of one of the person's shares. Raises Tampered."""
    context = contexts.snapshot(person.id, row.id, row.therapist_id, row.care_id, row.ends_at)
    return snapshots.unseal(person.keys, context, row.snapshot)


def _reads(person: Actor, ids: Sequence[UUID]) -> dict[UUID, ResultRow]:
    """Return how often the therapist read each share, and when last."""
    return {row.subject_id: row for row in access.rows(_READS, person, row_ids=ids)} if ids else {}


def _read_share(person: Actor, row: ResultRow, reads: ResultRow | None) -> OwnShare:
    record: ConsentRecord = person.keys.unseal(contexts.consent_record(person.id, row.id), row.consent_record)
    status = row.ended or (OPEN if row.open else EXPIRED)
    return {
        "id": row.id,
        "summary_id": row.summary_id,
        "therapist_id": row.therapist_id,
        **record,
        "consent": row.consent_version,
        "status": status,
        "created_at": row.created_at,
        "ends_at": row.ends_at,
        "ended_at": None if status == OPEN else row.over_at,
        "acknowledged_at": row.acknowledged_at,
        "opened": reads.times if reads else 0,
        "opened_at": reads.last if reads else None,
    }
