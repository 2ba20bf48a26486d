"""What stands in the clear: every column that is not sealed, and why it may be read.

FACTS tells people what the database alone gives away; `/privacy` shows it. TECHNICAL tells them nothing about anybody.
tests/models/test_schema.py holds both against the tables: a column is sealed, or it is named here.
"""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

EVERY = "*"  # whatever table has the column


class Fact(NamedTuple):
    """What people are told. columns: by table, those that give it away."""

    sentence: LazyString
    columns: Mapping[str, str]


class Reason(NamedTuple):
    """Why columns may be read. columns: by table."""

    reason: str
    columns: Mapping[str, str]


FACTS = (
    Fact(
        _("Your clinic, your role, your time zone, and when your account was opened or closed."),
        {"people": "clinic_id role guest zone created_at deactivated_at", "data_keys": "made_at"},
    ),
    Fact(
        _("Who your therapist is, when that began, when it ended, and who ended it."),
        {"care": "therapist_id began_at ended_at ended_by", "caseloads": "patient_id"},
    ),
    Fact(
        _("When you wrote, filled in, changed or deleted something."),
        {
            EVERY: "received_at revised_at deleted_at",
            "entries": "written_at",
            "entry_revisions": "written_at",
            "checkins": "answered_at",
            "checkin_revisions": "answered_at",
        },
    ),
    Fact(
        _("How many entries, check-ins and summaries you have, with their old versions. About how long each one is."),
        {EVERY: "owner_id record_id revision"},
    ),
    Fact(
        _("Which treatment an entry or check-in goes with, and how long after it. Which entry was added to which."),
        {"entries": "treatment_id time_point about_id", "checkins": "treatment_id time_point"},
    ),
    Fact(
        _("When and how your treatments are given, if they took place, and their numbers."),
        {"treatments": "starts_at route status course_id number of"},
    ),
    Fact(
        _("Which form you filled in, such as PHQ-9. Never an answer, never a score."),
        {"checkins": "instrument version"},
    ),
    Fact(
        _("That you shared a summary: with whom, from when until when, how it ended, and when it was read."),
        {
            "shares": "summary_id therapist_id care_id consent_version created_at ends_at ended_at ended ended_by "
            "acknowledged_at"
        },
    ),
    Fact(
        _("When you signed in and were last here, and on how many devices. When you got a link for a new password."),
        {
            "devices": "created_at seen_at ended_at",
            "phone_keys": "created_at",
            "resets": "created_at expires_at used_at",
        },
    ),
    Fact(
        _("That you invited someone, in which role, when, and what came of it. The address is sealed."),
        {"invitations": "digest role created_at expires_at used_at declined_at cancelled_at"},
    ),
    Fact(
        _("Who did what, and when. Never the words."),
        {"audit_lines": "at actor_id act subject_id"},
    ),
    Fact(
        _("When each thing was made: its number shows that."),
        {EVERY: "id"},
    ),
)

TECHNICAL = (
    Reason("how the sealed columns of the row were sealed", {EVERY: "sealed_by fmt"}),
    Reason("finds an account by a keyed digest of its address", {"addresses": "digest person_id tag"}),
    Reason("a keyed hash of a random secret", {EVERY: "token_hash"}),
    Reason("a data key, wrapped by a master key that is kept elsewhere", {"data_keys": "kind master wrapped"}),
    Reason("counts attempts by a keyed digest, for an hour at most", {"attempt_counts": "digest attempts ends_at"}),
    Reason("when the sweep ran last, for everybody at once", {"sweep_marks": "swept_at alarmed_at"}),
    Reason("what a clinic says of itself in public", {"clinics": "name country zone phone local_phone"}),
)
