"""Where each sealed value belongs. A value opens only in its own context, so no table or field may change here."""

from uuid import UUID

from journal.crypto.vault import Context


def name(person_id: UUID) -> Context:
    """Return the context of a person's name."""
    return Context("people", person_id, person_id, "name")


def address(person_id: UUID) -> Context:
    """Return the context of a person's sign-in address."""
    return Context("people", person_id, person_id, "address")


def device(owner_id: UUID, device_id: UUID) -> Context:
    """Return the context of a signed-in device's label."""
    return Context("devices", owner_id, device_id, "label")


def invitation(owner_id: UUID, invitation_id: UUID) -> Context:
    """Return the context of the address that an invitation is for."""
    return Context("invitations", owner_id, invitation_id, "address")


def opening(owner_id: UUID, entry_id: UUID, revision: int) -> Context:
    """Return the context of an entry's opening: its beginning, as lists show it."""
    return Context("entries", owner_id, entry_id, "opening", revision)


def entry(owner_id: UUID, entry_id: UUID, revision: int) -> Context:
    """Return the context of one revision of an entry's text."""
    return Context("entry_revisions", owner_id, entry_id, "words", revision)


def treatment(owner_id: UUID, treatment_id: UUID, revision: int) -> Context:
    """Return the context of the private fields of a treatment."""
    return Context("treatments", owner_id, treatment_id, "words", revision)


def checkin(owner_id: UUID, checkin_id: UUID, revision: int) -> Context:
    """Return the context of a check-in's responses."""
    return Context("checkins", owner_id, checkin_id, "words", revision)


def summary(owner_id: UUID, summary_id: UUID, revision: int) -> Context:
    """Return the context of a summary's title and pieces."""
    return Context("summaries", owner_id, summary_id, "words", revision)


def share(owner_id: UUID, share_id: UUID) -> Context:
    """Return the context of a share's snapshot."""
    return Context("shares", owner_id, share_id, "words")


def consent(owner_id: UUID, share_id: UUID) -> Context:
    """Return the context of the patient's own record of what they agreed to."""
    return Context("shares", owner_id, share_id, "label")
