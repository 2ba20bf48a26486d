"""What a patient does with shares: hand a copy over, see who opened it, end it. No grantee has a door here."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _

from journal.core import clock
from journal.core.db import ResultRow, transaction
from journal.core.errors import Conflict, Invalid, NotFound, Outdated, Unknown
from journal.crypto import contexts
from journal.domain import access, audit, revocation
from journal.domain.identity import Actor, name_of
from journal.domain.paging import Page, Position
from journal.domain.records import Kept
from journal.domain.sharing import snapshots
from journal.domain.sharing.snapshots import Snapshot
from journal.features.shares import repository
from journal.features.shares.repository import Item
from journal.models import Care, Person, Share
from journal.models.share import EXPIRED, WITHDRAWN

CONSENT = "1"  # the version of the text in templates/shares/_consent.html; a new text is a new version
AFTER_VISIT, WITHOUT_VISIT = timedelta(days=7), timedelta(days=14)
LONGEST = timedelta(days=366)
END_OF_DAY = time(23, 59)  # by the patient's clock

NOT_IN_CARE = _("This therapist is not in care of you now, so nothing was shared. Choose one who is.")
NO_SUMMARY = _("There is no such summary of yours. Choose another.")
EMPTY = _("There is nothing in this summary yet. Put something in, then share it.")
OVER = _("This time is over already. Choose a later day.")
TOO_LONG = _("A share can last a year at most. Choose an earlier day.")
CHANGED = _("Something changed since you looked, so nothing was shared yet. This is how it looks now.")

# Both accounts and the bond stand still until the share is kept: what closes one of them at the same moment finds the
# share and ends it. SQLite needs no row locks: there, a service's transaction is the only one that writes.
_MY_ACCOUNT = access.MY_ACCOUNT.with_for_update(read=True)
_IN_CARE = access.THERAPISTS_IN_CARE.where(Care.therapist_id == access.ROW).with_for_update(
    read=True, of=(Care, Person)
)


def page(person: Actor, limit: int, after: Position | None = None) -> Page[Item]:
    """Return the shares after a position, newest first."""
    found = repository.PAGES.page(person, limit, after, now=clock.now())
    return Page(repository.told(person, found.items), found.next)


def everything(person: Actor) -> list[Item]:
    """Return all of the person's shares, newest first."""
    return repository.told(person, repository.PAGES.every(person, None, now=clock.now()))


def read(person: Actor, share_id: UUID) -> Item:
    """Return one share, as its owner sees it. Raises NotFound."""
    return repository.told(person, [access.one(repository.ONE, person, row_id=share_id, now=clock.now())])[0]


def snapshot(person: Actor, share_id: UUID) -> Snapshot | None:
    """Return what was shared, None once it has ended. Raises NotFound."""
    return repository.snapshot(person, share_id, clock.now())


def receipts(person: Actor, share_id: UUID, limit: int, after: Position | None = None) -> Page[Item]:
    """Return who opened a share and when, newest first. Raises NotFound."""
    share = read(person, share_id)
    name = share["recipient"]

    def receipt(row: ResultRow) -> Item:
        return {"id": row.id, "at": row.at, "act": row.act.removeprefix("share."), "name": name}

    return repository.RECEIPT_PAGES.page(person, limit, after, row_id=share_id).map(receipt)


def shared_before(person: Actor) -> bool:
    """Tell whether the person ever handed anything over."""
    return access.first(repository.ANY, person) is not None


def usual_end(person: Actor, for_date: date | None) -> date:
    """Return the day until which a share is open unless the patient says otherwise: a week after the visit.

    For a visit far ahead it is the last day that is taken.
    """
    now = clock.now()
    today, last = _day(person, now), _day(person, now + LONGEST) - timedelta(days=1)
    return min(max(min(for_date, last), today) + AFTER_VISIT, last) if for_date else today + WITHOUT_VISIT


def end_of(person: Actor, day: date) -> datetime:
    """Return the last minute of a day, by the patient's clock."""
    return datetime.combine(day, END_OF_DAY, person.zone)


def preview(person: Actor, summary_id: UUID) -> tuple[Snapshot, str]:
    """Return what would be shared now, and its digest. Raises NotFound, Invalid."""
    composed = snapshots.of_summary(person, summary_id)
    return composed, snapshots.digest(person, composed)


def check_summary(person: Actor, summary_id: UUID) -> None:
    """Raise NotFound where there is no such summary of the person's."""
    snapshots.summary_row(person, summary_id)


@transaction
def hand_over(person: Actor, share_id: UUID, seen: str | None = None, **terms: Any) -> Kept[Item]:
    """Hand a copy over, under the id that its owner chose; the same call again changes nothing.

    seen: the word of the preview that the patient looked at, None where pieces are composed at this moment.
    terms: what ShareSchema loads. Raises Invalid; Conflict where the id holds other terms, or the preview changed.
    """
    now = clock.now()
    current = access.first(repository.ONE, person, row_id=share_id, now=now)
    if current is not None:
        item = repository.told(person, [current])[0]
        if all(item[name] == value for name, value in terms.items()):
            return Kept(item)
        raise Conflict(item)
    therapist = _checked(person, terms, now)
    composed = _composed(person, terms["summary_id"])
    if seen is not None and seen != snapshots.digest(person, composed):
        raise Outdated(CHANGED)
    _add(person, share_id, therapist, composed, terms, now)
    return Kept(read(person, share_id), new=True)


@transaction
def withdraw(person: Actor, share_id: UUID) -> None:
    """End a share at once, its words erased; one that is over already stays as it is. Raises NotFound."""
    now = clock.now()
    share = access.one(repository.ONE, person, row_id=share_id, now=now)
    over = not share.open
    revocation.end_shares(
        person.id, EXPIRED if over else WITHDRAWN, None if over else person.id, now, Share.id == share_id
    )


def _day(person: Actor, at: datetime) -> date:
    return at.astimezone(person.zone).date()


def _checked(person: Actor, terms: dict[str, Any], now: datetime) -> Any:
    """Return the bond with the therapist. Raises Invalid; Unknown where the account was closed meanwhile."""
    if terms["ends_at"] <= now:
        raise Invalid(ends_at=OVER)
    if terms["ends_at"] > now + LONGEST:
        raise Invalid(ends_at=TOO_LONG)
    if access.first(_MY_ACCOUNT, person) is None:
        raise Unknown
    therapist = access.first(_IN_CARE, person, row_id=terms["therapist_id"])
    if therapist is None:
        raise Invalid(therapist_id=NOT_IN_CARE)
    return therapist


def _composed(person: Actor, summary_id: UUID) -> Snapshot:
    try:
        composed = snapshots.of_summary(person, summary_id)
    except NotFound:
        raise Invalid(summary_id=NO_SUMMARY) from None
    if not composed["pieces"]:
        raise Invalid(summary_id=EMPTY)
    return composed


def _add(
    person: Actor, share_id: UUID, therapist: Any, composed: Snapshot, terms: dict[str, Any], now: datetime
) -> None:
    """Seal the copy, and beside it the record of what the patient agreed to."""
    record = {"title": composed["title"], "purpose": terms["purpose"], "recipient": name_of(therapist)}
    record |= {"contents": snapshots.record(composed)}
    access.add(
        Share,
        person,
        id=share_id,
        summary_id=terms["summary_id"],
        therapist_id=terms["therapist_id"],
        care_id=therapist.id,
        words=snapshots.seal(person, share_id, composed),
        label=person.key.seal(contexts.consent(person.id, share_id), record),
        consent=CONSENT,
        created_at=now,
        ends_at=terms["ends_at"],
    )
    audit.record(person.id, "share.made", person.id, share_id, now)
