"""End what was given: shares, and all that an account opened. In the caller's transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from journal.core.db import db, execute
from journal.domain import audit, devices
from journal.models import Caseload, Invitation, Reset, Share
from journal.models.share import ACCOUNT_CLOSED, EXPIRED


def end_shares(owner_id: UUID, reason: str, by: UUID | None, now: datetime, *which: ColumnElement[bool]) -> list[UUID]:
    """End the shares of a patient that `which` names (all where it names none); their words are erased.

    reason: one of models.share.ENDINGS. by: None where the date ended it. Returns the ids of the ended ones.
    """
    ending = (
        update(Share)
        .where(Share.owner_id == owner_id, Share.ended_at.is_(None), *which)
        .values(words=None, ended_at=now, ended=reason, ended_by=by)
        .returning(Share.id)
    )
    ended = list(execute(ending).scalars().all())
    for share_id in ended:
        audit.record(by or owner_id, "share.ended", owner_id, share_id, now)
    return ended


def erase_expired(now: datetime) -> int:
    """Erase the words of every patient's shares whose date is over; return how many. Nobody could read them since."""
    expired = Share.is_expired(now)
    owners = execute(select(Share.owner_id).where(expired).distinct()).scalars().all()
    return sum(len(end_shares(owner_id, EXPIRED, None, now, expired)) for owner_id in owners)


def close_account(person_id: UUID, by: UUID, now: datetime) -> None:
    """End all that an account opened: devices, links that it sent or awaits, shares from it and towards it.

    Opening the account again brings none of it back.
    """
    devices.end_all(person_id, by, now)
    end_resets(person_id, now)
    connection = db.session.connection()
    connection.execute(
        update(Invitation).where(Invitation.owner_id == person_id, Invitation.is_open()).values(cancelled_at=now)
    )
    end_shares(person_id, ACCOUNT_CLOSED, by, now)
    patients = select(Caseload.patient_id, Caseload.id).where(Caseload.owner_id == person_id)
    for patient_id, care_id in connection.execute(patients).all():
        end_shares(patient_id, ACCOUNT_CLOSED, by, now, Share.care_id == care_id)


def end_resets(person_id: UUID, now: datetime) -> None:
    """Let no link set the person's password that was made before."""
    unused = update(Reset).where(Reset.owner_id == person_id, Reset.used_at.is_(None), Reset.expires_at > now)
    execute(unused.values(expires_at=now))
