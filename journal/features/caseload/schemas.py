"""What a therapist reads. It is made of shares only: no count, no date, no title of what was not shared."""

from marshmallow import fields

from journal.core.reply import PageSchema, ReplySchema
from journal.domain.sharing.schemas import SnapshotSchema


class CaseloadPatientSchema(ReplySchema):
    """A patient in care. open: whether anything of theirs can be read now.

    for_date: the next day that something is for. shared_at: when the newest came. acknowledged: "Read, thank you" was
    said to all of it.
    """

    patient_id = fields.UUID()
    name = fields.String()
    open = fields.Boolean()
    for_date = fields.Date(allow_none=True)
    shared_at = fields.AwareDateTime(allow_none=True)
    acknowledged = fields.Boolean()


class CaseloadPatientsSchema(PageSchema):
    """The patients in care: those with something open first, by the day it is for."""

    items = fields.List(fields.Nested(CaseloadPatientSchema))


class OpenShareSchema(SnapshotSchema):
    """A share as its therapist reads it: the very copy that the patient's preview showed."""

    id = fields.UUID()
    shared_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    acknowledged_at = fields.AwareDateTime(allow_none=True)


class BriefSchema(ReplySchema):
    """All that one patient shares with the therapist who asks. The patient sees that it was opened."""

    patient_id = fields.UUID()
    name = fields.String()
    shares = fields.List(fields.Nested(OpenShareSchema))


class AcknowledgementSchema(ReplySchema):
    """That the therapist read a share, and says thank you."""

    share_id = fields.UUID()
    acknowledged_at = fields.AwareDateTime()
