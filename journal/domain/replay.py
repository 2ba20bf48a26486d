"""End again, in a restored database, what ended after its backup was made: by the ledger, or everything without one."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Executable, Update, Uuid, case, exists, insert, literal, null, select, update

from journal.core import clock
from journal.core.choices import REST
from journal.core.db import execute, transaction
from journal.core.ledger import Ending, Unreadable, ledger
from journal.crypto import tokens
from journal.domain import audit, care, devices, revocation, stored_keys, stored_passwords
from journal.models import AuditLine, Care, Device, Invitation, Person, Reset, Share
from journal.models.columns import Owned
from journal.models.share import ACCOUNT_CLOSED, CARE_ENDED, EXPIRED, WITHDRAWN

DELETED = "account.deleted"
PASSWORDS = frozenset({"password.changed", "password.reset"})
EVERYTHING = frozenset({"device.ended", "care.ended", "share.ended", "invitation.cancelled", "reset.expired"})

_KNOWN = select(AuditLine.id).where(AuditLine.act.in_(audit.LEDGER_ACTS))
_LAST = _KNOWN.order_by(AuditLine.id.desc()).limit(1)
_PEOPLE = select(Person.owner_id)


class Repeated(NamedTuple):
    """What ended again. acts: how often each. deleted: the accounts that were. voided: those without a password."""

    acts: Counter[str]
    deleted: set[UUID]
    voided: set[UUID]


def is_covered() -> bool:
    """Return whether the ledger reaches back to this backup: it holds the last ending that the backup knows.

    Raises Unreadable.
    """
    last = execute(_LAST).scalar_one_or_none()
    held = {ending.id for ending in ledger.read()}
    return last in held if last else bool(held)


@transaction
def by_ledger() -> Repeated:
    """Repeat what the ledger holds and the backup does not know, but for deleting accounts, which the caller does.

    Passwords that were changed since are void. Raises Unreadable.
    """
    endings = list(_missed())
    for ending in endings:
        for statement in REPEAT[ending.act](ending):
            execute(statement)
        execute(insert(AuditLine), ending._asdict())  # under its own id, by which the next restore knows it
    acts = Counter(act for act, _id in {(ending.act, ending.subject_id) for ending in endings})
    deleted = {ending.owner_id for ending in endings if ending.act == DELETED}
    voided = {ending.owner_id for ending in endings if ending.act in PASSWORDS}
    _void_passwords(voided)
    return Repeated(acts, deleted, voided)


@transaction
def of_everything() -> Repeated:
    """End every device, care, share and link, and void every password."""
    now, before = clock.now(), _count()
    people = set(execute(_PEOPLE).scalars())
    for row in execute(select(Care.owner_id, Care.id).where(Care.ended_at.is_(None))).all():
        care.end(row.owner_id, row.id, row.owner_id, now)
    for person_id in people:
        devices.end_all(person_id, person_id, now)
        revocation.end_shares(person_id, CARE_ENDED, person_id, now)
        revocation.cancel_invitations(person_id, person_id, now)
        revocation.expire_resets(person_id, person_id, now)
    _void_passwords(people)
    return Repeated(_count() - before, set(), people)


def _missed() -> Iterator[Ending]:
    """Yield the endings that the backup does not know, of people whom it knows."""
    known, people = set(execute(_KNOWN).scalars()), set(execute(_PEOPLE).scalars())
    for ending in ledger.read():
        if ending.act not in REPEAT:
            raise Unreadable(f"The ledger holds an act that this Journal does not know: {ending.act}.")
        if ending.id not in known and ending.owner_id in people:
            known.add(ending.id)
            yield ending


def _count() -> Counter[str]:
    return Counter(execute(select(AuditLine.act).where(AuditLine.act.in_(EVERYTHING))).scalars())


def _void_passwords(people: set[UUID]) -> None:
    """Replace passwords by one that nobody knows; an account without keys opens nothing anyway."""
    unguessable = stored_passwords.unguessable()
    rows = select(Person.owner_id, *stored_keys.columns(REST)).join(*stored_keys.of(REST, Person.owner_id))
    for row in execute(rows).all():
        if row.owner_id in people:
            keys = stored_keys.from_row(row.owner_id, row, REST)
            sealed = stored_passwords.seal(row.owner_id, keys, unguessable)
            execute(update(Person).where(Person.owner_id == row.owner_id).values(password_hash=sealed))


def _row(model: type[Owned], ending: Ending) -> Update:
    return update(model).where(model.owner_id == ending.owner_id, model.id == ending.subject_id)


def _person(ending: Ending, **values: object) -> list[Executable]:
    return [update(Person).where(Person.owner_id == ending.owner_id).values(values)]


def _device(ending: Ending) -> list[Executable]:
    ended = _row(Device, ending).where(Device.ended_at.is_(None))
    return [ended.values(ended_at=ending.at, token_hash=tokens.USED_UP)]


def _care(ending: Ending) -> list[Executable]:
    ended = _row(Care, ending).where(Care.ended_at.is_(None))
    return [ended.values(ended_at=ending.at, ended_by=ending.actor_id)]


def _share(ending: Ending) -> list[Executable]:
    """End a share, with the reason that the rest of the database tells."""
    expired = Share.ends_at <= ending.at
    of_care = exists().where(Care.owner_id == Share.owner_id, Care.id == Share.care_id, Care.ended_at.is_not(None))
    closed = exists().where(Person.owner_id == Share.owner_id, Person.deactivated_at.is_not(None))
    other = WITHDRAWN if ending.actor_id == ending.owner_id else ACCOUNT_CLOSED
    reason = case((expired, EXPIRED), (closed, ACCOUNT_CLOSED), (of_care, CARE_ENDED), else_=other)
    by = case((expired, null()), else_=literal(ending.actor_id, Uuid()))
    ended = _row(Share, ending).where(Share.ended_at.is_(None))
    return [ended.values(snapshot=None, ended_at=ending.at, ended=reason, ended_by=by)]


def _invitation(column: str) -> Callable[[Ending], list[Executable]]:
    def answered(ending: Ending) -> list[Executable]:
        still_open = _row(Invitation, ending).where(Invitation.is_open())
        return [still_open.values({column: ending.at, "token_hash": tokens.USED_UP})]

    return answered


def _reset(ending: Ending, **values: object) -> list[Executable]:
    unused = _row(Reset, ending).where(Reset.used_at.is_(None))
    return [unused.values(values | {"token_hash": tokens.USED_UP})]


REPEAT: Mapping[str, Callable[[Ending], list[Executable]]] = {
    "account.deactivated": lambda ending: _person(ending, deactivated_at=ending.at),
    "account.deleted": lambda ending: _person(ending, deactivated_at=ending.at),
    "account.reactivated": lambda ending: _person(ending, deactivated_at=None),
    "care.ended": _care,
    "device.ended": _device,
    "guest.ended": lambda ending: _person(ending, guest=False),
    "invitation.accepted": _invitation("used_at"),
    "invitation.cancelled": _invitation("cancelled_at"),
    "invitation.declined": _invitation("declined_at"),
    "password.changed": lambda _ending: [],
    "password.reset": lambda ending: _reset(ending, used_at=ending.at),
    "reset.expired": lambda ending: _reset(ending, expires_at=Reset.created_at),
    "share.ended": _share,
}
