"""Where each sealed value belongs. A value is unsealed in its own context alone, so no table or field may change."""

from datetime import datetime
from uuid import UUID

from journal.core.choices import DIARY, NAME, REST
from journal.crypto import encoding
from journal.crypto.vault import Context

_DIARY = frozenset({"entries", "phone_keys"})  # tables; revisions have the context of their record


def name(person_id: UUID) -> Context:
    """Return the context of a person's name."""
    return Context("people", person_id, person_id, "name")


def address(person_id: UUID) -> Context:
    """Return the context of a person's sign-in address."""
    return Context("people", person_id, person_id, "address")


def password_hash(person_id: UUID) -> Context:
    """Return the context of the hash of a person's password."""
    return Context("people", person_id, person_id, "password_hash")


def device(owner_id: UUID, device_id: UUID) -> Context:
    """Return the context of a signed-in device's label."""
    return Context("devices", owner_id, device_id, "label")


def phone_key(owner_id: UUID, phone_id: UUID) -> Context:
    """Return the context of the key that seals drafts in one browser."""
    return Context("phone_keys", owner_id, phone_id, "key")


def invitation(owner_id: UUID, invitation_id: UUID) -> Context:
    """Return the context of the address that an invitation is for."""
    return Context("invitations", owner_id, invitation_id, "address")


def opening(owner_id: UUID, entry_id: UUID, revision: int) -> Context:
    """Return the context of an entry's opening: its beginning, as lists show it."""
    return Context("entries", owner_id, entry_id, "opening", revision)


def record(table: str, owner_id: UUID, record_id: UUID, revision: int) -> Context:
    """Return the context of a record's private fields at one revision; it stays the same in the history."""
    return Context(table, owner_id, record_id, "sealed", revision)


def search(person_id: UUID) -> Context:
    """Return the context of what a person searches for; it is stored nowhere, and stands in an address."""
    return Context("searches", person_id, person_id, "query")


def snapshot(owner_id: UUID, share_id: UUID, therapist_id: UUID, care_id: UUID, ends_at: datetime) -> Context:
    """Return the context of a share's snapshot: whom it is for and until when are part of it."""
    terms = therapist_id.bytes + care_id.bytes + encoding.instant(ends_at)
    return Context("shares", owner_id, share_id, "snapshot", terms=terms)


def consent_record(owner_id: UUID, share_id: UUID) -> Context:
    """Return the context of the patient's own record of what they agreed to."""
    return Context("shares", owner_id, share_id, "consent_record")


def key_kind(context: Context) -> str:
    """Return the kind of data key that seals what belongs here."""
    if context.table in _DIARY:
        return DIARY
    return NAME if (context.table, context.field) == ("people", "name") else REST
