"""An invitation as it is made and told."""

from marshmallow import fields

from journal.core.fields import Choice, Email, Password, PersonName, StrictSchema

INVITED_ROLES = ("patient", "therapist", "admin")


class InvitationSchema(StrictSchema):
    """Whom to invite, and as what."""

    email = Email(required=True)
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


class InvitationsSchema(StrictSchema):
    """A page of invitations, newest first."""

    items = fields.List(fields.Nested(InvitationOutSchema))
    next = fields.String(allow_none=True)


class AcceptanceSchema(StrictSchema):
    """A yes. email: the address that the invitation was sent to.

    name, password: for a new account; somebody who is signed in leaves them out.
    """

    email = Email(required=True)
    name = PersonName(load_default=None, allow_none=True)
    password = Password(load_default=None, allow_none=True)


class InvitedSchema(StrictSchema):
    """An invitation, to its holder. by: who sent it. care: whether a yes begins care between the two."""

    by = fields.String()
    by_role = fields.String()
    clinic = fields.String()
    role = fields.String()
    care = fields.Boolean()
    expires_at = fields.AwareDateTime()
