"""Where each sealed text belongs. A text opens at its own place only, so no name here may ever change."""

from uuid import UUID

from journal.crypto.vault import Place


def name(person_id: UUID) -> Place:
    """What somebody is called."""
    return Place("people", person_id, person_id, "name")


def address(person_id: UUID) -> Place:
    """The address that somebody signs in with."""
    return Place("people", person_id, person_id, "address")


def device(owner_id: UUID, device_id: UUID) -> Place:
    """What the owner knows a signed-in device by."""
    return Place("devices", owner_id, device_id, "label")


def invitation(owner_id: UUID, invitation_id: UUID) -> Place:
    """The address that an invitation is for."""
    return Place("invitations", owner_id, invitation_id, "address")


def opening(owner_id: UUID, entry_id: UUID, revision: int) -> Place:
    """The first words of an entry, as lists show them."""
    return Place("entries", owner_id, entry_id, "opening", revision)


def entry(owner_id: UUID, entry_id: UUID, revision: int) -> Place:
    """The words of one revision of an entry."""
    return Place("entry_revisions", owner_id, entry_id, "words", revision)


def treatment(owner_id: UUID, treatment_id: UUID, revision: int) -> Place:
    """The private words about a session."""
    return Place("treatments", owner_id, treatment_id, "words", revision)


def checkin(owner_id: UUID, checkin_id: UUID, revision: int) -> Place:
    """The answers of a check-in, as {"answers": {...}}."""
    return Place("checkins", owner_id, checkin_id, "words", revision)


def summary(owner_id: UUID, summary_id: UUID, revision: int) -> Place:
    """What a summary is made of."""
    return Place("summaries", owner_id, summary_id, "words", revision)


def share(owner_id: UUID, share_id: UUID) -> Place:
    """The copy that was handed over."""
    return Place("shares", owner_id, share_id, "words")


def consent(owner_id: UUID, share_id: UUID) -> Place:
    """The patient's own record of what they agreed to."""
    return Place("shares", owner_id, share_id, "label")
