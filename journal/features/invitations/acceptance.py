"""Answer an invitation: look at it, accept it, decline it. The link is not enough: the address must match too."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import TypedDict
from uuid import UUID

from flask_babel import lazy_gettext as _

from journal.core import clock
from journal.core.choices import ADMIN, PATIENT
from journal.core.db import ResultRow, transaction
from journal.core.errors import Gone, Invalid, Messages, Mismatch, TooMany
from journal.core.row_security import acting_for
from journal.core.strict_field import MESSAGES
from journal.crypto import contexts, passwords
from journal.crypto.vault import vault
from journal.domain import accounts, audit, care, devices
from journal.domain.accounts import NewPerson
from journal.domain.identity import Actor, name_of
from journal.features.invitations import repository

# Whoever opens their own link learns whether its address has an account, so it is bounded how many of one inviter's
# links answer in a day: above what any clinic admits in a day, far below what makes a list of addresses worth trying.
ANSWERS = 40
DAY = timedelta(days=1)

LINK_GONE = _("A link works once, for seven days. Ask the person who sent it for a new one.")
OTHER_ADDRESS = _(
    "This link was sent to another address. Use that one. If you already use Journal, sign in first, then open the "
    "link again."
)
MANY_ANSWERS = _(
    "This person's links were used too often today. Please wait until tomorrow. If the link has expired by then, ask "
    "for a new one."
)
OTHER_ROLE = _("This link is for another role than yours. Ask for a link to another e-mail address.")


class ReceivedInvitation(TypedDict):
    """An invitation as the holder of its link reads it.

    by: the name of who sent it. country: the clinic's. care: whether accepting it begins care between the two.
    """

    by: str
    by_role: str
    clinic: str
    country: str
    role: str
    care: bool
    expires_at: datetime


def check(token: str) -> None:
    """Raise Gone unless the link works; it is not used up."""
    _find(token, clock.now())


def look(token: str) -> ReceivedInvitation:
    """Return what the holder of a link may know; it is not used up. Raises Gone."""
    invitation = _find(token, clock.now())
    return {
        "by": name_of(invitation),
        "by_role": invitation.by_role,
        "clinic": invitation.clinic,
        "country": invitation.country,
        "role": invitation.role,
        "care": PATIENT in (invitation.role, invitation.by_role),
        "expires_at": invitation.expires_at,
    }


def address(person: Actor) -> str:
    """Return the person's own sign-in address."""
    return str(person.keys.unseal(contexts.address(person.id), repository.sealed_address(person)))


def missing(visitor: Actor | None, given: Mapping[str, object]) -> Messages:
    """Return what somebody without an account has still to give."""
    if visitor:
        return {}
    return {field: [str(MESSAGES["required"])] for field in ("name", "password") if not given.get(field)}


def accept(
    visitor: Actor | None, token: str, label: str, *, email: str, name: str | None, password: str | None
) -> str | None:
    """Accept an invitation with the account that is signed in; with none, open one and return its device's token.

    label: by which the owner recognizes the device. Raises Gone, TooMany, or Invalid: an address that has an account,
    and one that the link was not sent to, get the same message after the same work. Invalid links cost no hashing.
    """
    if visitor is not None:
        _join(visitor, token, email)
        return None
    now = clock.now()
    invitation = _find(token, now)
    if name is None or password is None:
        raise Invalid(**missing(visitor, {"name": name, "password": password}))
    sent_to = _sent_to(invitation, email)
    _count_answer(invitation, now, told=sent_to)
    password_hash = passwords.hash_password(password)
    if not sent_to or accounts.find_id(email):
        raise Mismatch(email=OTHER_ADDRESS)
    guest = invitation.by_role == PATIENT
    new = NewPerson(invitation.clinic_id, invitation.role, name, email, password_hash, guest)
    return _open_account(invitation, new, label, now)


@transaction
def decline(token: str) -> None:
    """Decline an invitation; its link does not work any more. Raises Gone."""
    now = clock.now()
    invitation = _find(token, now)
    _claim(invitation, now, declined_at=now)
    with acting_for(invitation.owner_id):
        audit.record(invitation.owner_id, "invitation.declined", invitation.owner_id, invitation.id, now)


@transaction
def _count_answer(invitation: ResultRow, now: datetime, *, told: bool) -> None:
    """Count a link that tells whether an address has an account, before it does. told: whether this one does.

    It is counted once a day: whoever asks again learns nothing new, and takes nothing from other people's links.
    Raises TooMany, whatever the address, while enough of the inviter's links have answered.
    """
    with acting_for(invitation.owner_id):
        answered = repository.answered(invitation.owner_id, now - DAY)
        if invitation.id in answered:
            return
        if len(answered) >= ANSWERS:
            raise TooMany(max(1, int((min(answered.values()) + DAY - now).total_seconds()) + 1), MANY_ANSWERS)
        if told:
            audit.record(invitation.id, repository.ANSWERED, invitation.owner_id, invitation.owner_id, now)


def _open_account(invitation: ResultRow, new: NewPerson, label: str, now: datetime) -> str:
    person_id, keys = accounts.make_keys(now)

    @transaction
    def open_and_sign_in() -> str:
        _claim(invitation, now, used_at=now)
        if accounts.find_id(new.email):  # taken since the first look
            raise Mismatch(email=OTHER_ADDRESS)
        with acting_for(person_id):
            accounts.add(person_id, keys, new, now)
            audit.record(person_id, "account.opened", person_id, person_id, now)
            _accepted(invitation, person_id, now)
            return devices.add(person_id, keys, label, now)

    return open_and_sign_in()


@transaction
def _join(person: Actor, token: str, email: str) -> None:
    now = clock.now()
    invitation = _find(token, now)
    if not _sent_to(invitation, email) or accounts.find_id(email) != person.id:
        raise Mismatch(email=OTHER_ADDRESS)
    by_clinic = invitation.by_role == ADMIN
    if invitation.role != person.role or (by_clinic and invitation.clinic_id != person.clinic_id):
        raise Invalid(email=OTHER_ROLE)
    _claim(invitation, now, used_at=now)
    if by_clinic and repository.end_guest(person):
        audit.record(person.id, "guest.ended", person.id, person.id, now)
    _accepted(invitation, person.id, now)


def _accepted(invitation: ResultRow, person_id: UUID, now: datetime) -> None:
    with acting_for(invitation.owner_id):
        audit.record(person_id, "invitation.accepted", invitation.owner_id, invitation.id, now)
    if invitation.role == PATIENT:
        care.begin(person_id, invitation.owner_id, person_id, now)
    elif invitation.by_role == PATIENT:
        care.begin(invitation.owner_id, person_id, person_id, now)


def _find(token: str, now: datetime) -> ResultRow:
    invitation = repository.find(token, now)
    if invitation is None:
        raise Gone(LINK_GONE)
    return invitation


def _claim(invitation: ResultRow, now: datetime, **values: datetime) -> None:
    if not repository.claim(invitation, now, **values):
        raise Gone(LINK_GONE)


def _sent_to(invitation: ResultRow, email: str) -> bool:
    return compare_digest(invitation.digest, vault.digest(email))
