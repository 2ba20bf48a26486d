"""What is kept: one file a table."""

from journal.models.address import Address
from journal.models.attempt_count import AttemptCount
from journal.models.audit_line import AuditLine
from journal.models.care import Care
from journal.models.caseload import Caseload
from journal.models.checkin import Checkin
from journal.models.checkin_revision import CheckinRevision
from journal.models.clinic import Clinic
from journal.models.device import Device
from journal.models.entry import Entry
from journal.models.entry_revision import EntryRevision
from journal.models.invitation import Invitation
from journal.models.person import Person
from journal.models.phone_key import PhoneKey
from journal.models.reset import Reset
from journal.models.share import Share
from journal.models.stored_key import StoredKey
from journal.models.summary import Summary
from journal.models.sweep_mark import SweepMark
from journal.models.treatment import Treatment

__all__ = [
    "Address",
    "AttemptCount",
    "AuditLine",
    "Care",
    "Caseload",
    "Checkin",
    "CheckinRevision",
    "Clinic",
    "Device",
    "Entry",
    "EntryRevision",
    "Invitation",
    "Person",
    "PhoneKey",
    "Reset",
    "Share",
    "StoredKey",
    "Summary",
    "SweepMark",
    "Treatment",
]
