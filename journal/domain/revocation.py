"""Revoke what was given: shares, and everything that an account opened. In the caller's transaction."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, case, literal, null, select, update

from journal.core.db import execute
from journal.core.row_security import acting_for
from journal.crypto import tokens
from journal.domain import audit, devices
from journal.models import Caseload, Invitation, Reset, Share
from journal.models.share import ACCOUNT_CLOSED, EXPIRED


def end_shares(owner_id: UUID, reason: str, by: UUID | None, now: datetime, *which: ColumnElement[bool]) -> list[UUID]:
    """End a patient's open shares that match `which`, erase their copies, and return their ids.

    Those past their date, which were not erased yet, are said to have ended by that.
    reason: one of models.share.ENDINGS. by: None if the date ended them. which: none means all.
    """
    over = Share.ends_at <= now
    why = {"ended": case((over, EXPIRED), else_=reason), "ended_by": case((over, null()), else_=literal(by, Uuid()))}
    ending = (
        update(Share)
        .where(Share.owner_id == owner_id, Share.ended_at.is_(None), *which)
        .values(snapshot=None, ended_at=now, **why)
        .returning(Share.id)
    )
    with acting_for(owner_id):
        ended = list(execute(ending).scalars().all())
        audit.record_each(by or owner_id, "share.ended", owner_id, ended, now)
    return ended


def erase_expired(now: datetime, most: int) -> int:
    """End up to `most` shares of all patients past their date, and erase their copies; return how many.

    They have been unreadable since that date.
    """
    by_owner: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for row in execute(select(Share.owner_id, Share.id).where(Share.is_expired(now)).limit(most)).all():
        by_owner[row.owner_id].append(row.id)
    return sum(len(end_shares(owner, EXPIRED, None, now, Share.id.in_(ids))) for owner, ids in by_owner.items())


def close_account(person_id: UUID, by: UUID, now: datetime) -> None:
    """End everything an account opened: devices, links it sent or awaits, shares given and received.

    Reactivating the account brings none of it back.
    """
    devices.end_all(person_id, by, now)
    expire_resets(person_id, by, now)
    cancel_invitations(person_id, by, now)
    end_shares(person_id, ACCOUNT_CLOSED, by, now)
    patients = select(Caseload.patient_id, Caseload.id).where(Caseload.owner_id == person_id)
    for care in execute(patients).all():
        end_shares(care.patient_id, ACCOUNT_CLOSED, by, now, Share.care_id == care.id)


def cancel_invitations(person_id: UUID, by: UUID, now: datetime, *which: ColumnElement[bool]) -> None:
    """Cancel the open invitations of a person that match `which`. which: none means all."""
    still_open = update(Invitation).where(Invitation.owner_id == person_id, Invitation.is_open(), *which)
    cancelled = still_open.values(cancelled_at=now, token_hash=tokens.USED_UP).returning(Invitation.id)
    audit.record_each(by, "invitation.cancelled", person_id, execute(cancelled).scalars().all(), now)


def expire_resets(person_id: UUID, by: UUID, now: datetime) -> None:
    """Expire a person's unused reset links, for requests too that took the time before `now`."""
    unused = update(Reset).where(Reset.owner_id == person_id, Reset.used_at.is_(None), Reset.expires_at > now)
    expired = unused.values(expires_at=Reset.created_at, token_hash=tokens.USED_UP).returning(Reset.id)
    audit.record_each(by, "reset.expired", person_id, execute(expired).scalars().all(), now)
