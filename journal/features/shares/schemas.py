"""A share as it comes in and goes out."""

from marshmallow import fields

from journal.core.fields import Identifier, Line, Moment, StrictSchema
from journal.core.reply import PageSchema, ReplySchema
from journal.domain.sharing.schemas import consent_line

PURPOSE_LIMIT = 200  # characters


class ShareSchema(StrictSchema):
    """What is shared with whom, until when, and what for."""

    summary_id = Identifier(required=True)
    therapist_id = Identifier(required=True)
    ends_at = Moment(required=True)
    purpose = Line(limit=PURPOSE_LIMIT, required=True)


class ShareOutSchema(ReplySchema, ShareSchema):
    """A share as its owner sees it. status: open, withdrawn, expired, care_ended or account_closed.

    recipient, contents, consent: the record of what the patient agreed to, which stays; consent is the version of the
    text. opened: how many times. acknowledged_at: when the therapist said "Read, thank you".
    """

    id = fields.UUID()
    title = fields.String()
    recipient = fields.String()
    contents = fields.List(consent_line())
    consent = fields.String()
    status = fields.String()
    created_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)
    acknowledged_at = fields.AwareDateTime(allow_none=True)
    opened = fields.Integer()
    opened_at = fields.AwareDateTime(allow_none=True)


class SharesSchema(PageSchema):
    """A page of shares, newest first."""

    items = fields.List(fields.Nested(ShareOutSchema))


class ReceiptSchema(ReplySchema):
    """Who did what with a share, when. act: opened or acknowledged."""

    id = fields.UUID()
    at = fields.AwareDateTime()
    act = fields.String()
    name = fields.String()


class ReceiptsSchema(PageSchema):
    """A page of receipts, newest first."""

    items = fields.List(fields.Nested(ReceiptSchema))
