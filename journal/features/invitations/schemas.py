"""An invitation as it is made and told."""

from marshmallow import fields

from journal.core.fields import Address, Choice, Shape

INVITED_ROLES = ("patient", "therapist", "admin")


class InvitationSchema(Shape):
    """Whom to invite, and as what."""

    email = Address(limit=200, required=True)
    role = Choice(INVITED_ROLES, required=True)


class InvitationOutSchema(InvitationSchema):
    """An invitation as its maker reads it. status: open, accepted, declined, cancelled or expired."""

    id = fields.UUID()
    created_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()
    status = fields.String()


class MadeSchema(InvitationOutSchema):
    """A new invitation. link: told this once; pass it on to the person."""

    link = fields.URL()


class InvitationsSchema(Shape):
    """A page of invitations, newest first."""

    items = fields.List(fields.Nested(InvitationOutSchema))
    next = fields.String(allow_none=True)
