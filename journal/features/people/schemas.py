"""The people of a clinic, as its admins see them."""

from marshmallow import fields

from journal.core.reply import PageSchema, ReplySchema


class MemberSchema(ReplySchema):
    """Somebody with an account. guest: a therapist whom a patient invited. deactivated_at: None while it is open."""

    id = fields.UUID()
    name = fields.String()
    role = fields.String()
    guest = fields.Boolean()
    created_at = fields.AwareDateTime()
    deactivated_at = fields.AwareDateTime(allow_none=True)


class PeopleSchema(PageSchema):
    """A page of people, the newest account first."""

    items = fields.List(fields.Nested(MemberSchema))
