"""What a patient does with shares: share a summary, see who opened it, end it. No therapist has a door here."""

from datetime import date, datetime, time, timedelta
from typing import TypedDict
from uuid import UUID

from flask_babel import lazy_gettext as _

from journal.clinical.time_points import day_of
from journal.core import clock
from journal.core.db import ResultRow, transaction
from journal.core.errors import Conflict, Invalid, NotFound, Outdated, Unauthenticated, Unseen
from journal.domain import access, audit, revocation
from journal.domain.identity import Actor
from journal.domain.paging import Page, Position
from journal.domain.records import PutResult
from journal.domain.sharing import snapshots
from journal.domain.sharing.snapshots import Snapshot
from journal.features.shares import repository
from journal.features.shares.repository import OwnShare, Terms
from journal.models import Share
from journal.models.share import WITHDRAWN

AFTER_APPOINTMENT, WITHOUT_APPOINTMENT = timedelta(days=7), timedelta(days=14)
LONGEST = timedelta(days=366)
END_OF_DAY = time(23, 59)  # by the patient's clock

NOT_IN_CARE = _("This person is not your therapist here, so nothing was shared. Choose another.")
NO_SUMMARY = _("You have no such summary. Choose another.")
EMPTY = _("This summary is empty. Add something, then share it.")
OVER = _("That day has passed. Choose a later one.")
TOO_LONG = _("A share can last a year at most. Choose an earlier day.")
FULL = _("You already share as much with this therapist as you can. End another share first.")
LOOK_FIRST = _("Read the preview of this summary first, and send its ETag as If-Match: nothing is shared unseen.")
SHARED_ALREADY = _("You already share exactly this. To choose another last day, end this share first.")
PREVIEW_CHANGED = _("Something has changed, so nothing was shared yet. This is how it looks now.")


class Receipt(TypedDict):
    """Who did what with a share, when. act: opened or acknowledged."""

    id: UUID
    at: datetime
    act: str
    name: str


def page(person: Actor, limit: int, after: Position | None = None) -> Page[OwnShare]:
    """Return the shares after a position, newest first."""
    found = repository.PAGES.page(person, limit, after, now=clock.now())
    return Page(repository.read_shares(person, found.items), found.next)


def everything(person: Actor) -> list[OwnShare]:
    """Return all of the person's shares, newest first."""
    return repository.read_shares(person, repository.PAGES.every(person, None, now=clock.now()))


def read(person: Actor, share_id: UUID) -> OwnShare:
    """Return one share. Raises NotFound."""
    return repository.read_shares(person, [access.one(repository.ONE, person, row_id=share_id, now=clock.now())])[0]


def snapshot(person: Actor, share_id: UUID) -> Snapshot | None:
    """Return what was shared, None once it has ended. Raises NotFound."""
    return repository.snapshot(person, share_id, clock.now())


def receipts(person: Actor, share_id: UUID, limit: int, after: Position | None = None) -> Page[Receipt]:
    """Return who opened a share and when, newest first. Raises NotFound."""
    name = read(person, share_id)["recipient"]

    def receipt(row: ResultRow) -> Receipt:
        return {"id": row.id, "at": row.at, "act": row.act.removeprefix("share."), "name": name}

    return repository.RECEIPT_PAGES.page(person, limit, after, row_id=share_id).map(receipt)


def usual_end(person: Actor, for_date: date | None) -> date:
    """Return the day until which a share is open unless the patient chooses another: a week after the appointment.

    For an appointment far ahead it is the last possible day.
    """
    now = clock.now()
    today, last = day_of(now, person.zone), day_of(now + LONGEST, person.zone) - timedelta(days=1)
    return min(max(min(for_date, last), today) + AFTER_APPOINTMENT, last) if for_date else today + WITHOUT_APPOINTMENT


def end_of(person: Actor, day: date) -> datetime:
    """Return the last minute of a day, by the patient's clock."""
    return datetime.combine(day, END_OF_DAY, person.zone)


def preview(person: Actor, summary_id: UUID) -> tuple[Snapshot, str]:
    """Return what would be shared now, and its digest. Raises NotFound, Invalid."""
    return snapshots.preview(person, summary_id)


def check_summary(person: Actor, summary_id: UUID) -> None:
    """Raise NotFound unless the summary is the person's."""
    snapshots.summary_row(person, summary_id)


@transaction
def share(person: Actor, share_id: UUID, terms: Terms, seen: str | None) -> PutResult[OwnShare]:
    """Share a summary, under the id that its owner chose; the same call again changes nothing.

    seen: the digest of the preview that the patient looked at. Raises Unseen if it is None, Outdated if the preview
    has changed; Invalid; Conflict if something else was shared under this id, or the same is open under another.
    """
    now = clock.now()
    current = access.first(repository.ONE, person, row_id=share_id, now=now)
    if current is not None:
        return _again(repository.read_shares(person, [current])[0], terms)
    if seen is None:
        raise Unseen(LOOK_FIRST)
    therapist = _checked(person, terms, now)
    composed = _composed(person, terms.summary_id)
    _check_seen(person, terms, snapshots.digest(person, composed), seen, now)
    if repository.is_full(person, terms.therapist_id, now):
        raise Invalid(therapist_id=FULL)
    repository.insert(person, share_id, therapist, composed, terms)
    audit.record(person.id, "share.made", person.id, share_id, now)
    return PutResult(read(person, share_id), new=True)


@transaction
def withdraw(person: Actor, share_id: UUID) -> None:
    """End a share at once and erase its snapshot; one that is over already stays as it is. Raises NotFound."""
    now = clock.now()
    access.one(repository.ONE, person, row_id=share_id, now=now)
    revocation.end_shares(person.id, WITHDRAWN, person.id, now, Share.id == share_id)


def _again(current: OwnShare, terms: Terms) -> PutResult[OwnShare]:
    """Return the share if it has these terms. Raises Conflict."""
    agreed = Terms(current["summary_id"], current["therapist_id"], current["ends_at"], current["purpose"])
    if agreed != terms:
        raise Conflict(current)
    return PutResult(current)


def _checked(person: Actor, terms: Terms, now: datetime) -> ResultRow:
    """Return the care of the therapist, locked. Raises Invalid; Unauthenticated if the account was closed meanwhile."""
    if terms.ends_at <= now:
        raise Invalid(ends_at=OVER)
    if terms.ends_at > now + LONGEST:
        raise Invalid(ends_at=TOO_LONG)
    if access.first(repository.MY_ACCOUNT, person) is None:
        raise Unauthenticated
    therapist = access.first(repository.IN_CARE, person, row_id=terms.therapist_id)
    if therapist is None:
        raise Invalid(therapist_id=NOT_IN_CARE)
    return therapist


def _check_seen(person: Actor, terms: Terms, digest: str, seen: str, now: datetime) -> None:
    """Raise Outdated unless the patient saw what the digest stands for, Conflict if it is shared already."""
    if seen != digest:
        raise Outdated(digest, PREVIEW_CHANGED)
    for row in repository.open_shares(person, terms, now):
        if snapshots.digest(person, repository.unseal(person, row)) == digest:
            raise Conflict(read(person, row.id), SHARED_ALREADY)


def _composed(person: Actor, summary_id: UUID) -> Snapshot:
    """Return the snapshot of a summary, locked, so that it is shared and changed in turn. Raises Invalid."""
    try:
        access.one(repository.LOCKED_SUMMARY, person, row_id=summary_id)
        composed = snapshots.of_summary(person, summary_id)
    except NotFound:
        raise Invalid(summary_id=NO_SUMMARY) from None
    if not composed["pieces"]:
        raise Invalid(summary_id=EMPTY)
    return composed
