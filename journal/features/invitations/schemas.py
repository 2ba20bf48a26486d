"""Invitations and the answers to them, as they come in and go out."""

from marshmallow import fields

from journal.core.account_fields import Email, NewPassword, PersonName
from journal.core.choices import ROLES
from journal.core.fields import Choice, StrictSchema
from journal.core.reply import PageSchema, ReplySchema
from journal.domain.link_token import LinkSchema


class InvitationSchema(StrictSchema):
    """Whom to invite, and as what."""

    email = Email(required=True)
    role = Choice(ROLES, required=True)


class SentInvitationSchema(ReplySchema, InvitationSchema):
    """An invitation as its maker reads it. status: open, accepted, declined, cancelled or expired."""

    id = fields.UUID()
    created_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()
    status = fields.String()


class NewInvitationSchema(SentInvitationSchema):
    """An invitation just made. link: shown only here; pass it on yourself."""

    link = fields.URL()


class SentInvitationsSchema(PageSchema):
    """A page of invitations, newest first."""

    items = fields.List(fields.Nested(SentInvitationSchema))


class AcceptanceSchema(LinkSchema):
    """An acceptance. email: the address that the invitation was sent to.

    name, password: for a new account; left out by somebody who is signed in.
    """

    email = Email(required=True)
    name = PersonName(load_default=None, allow_none=True)
    password = NewPassword(load_default=None, allow_none=True)


class ReceivedInvitationSchema(ReplySchema):
    """An invitation as the holder of its link reads it.

    by: the name of who sent it. country: the clinic's, for the numbers to call. care: whether accepting it begins care
    between the two.
    """

    by = fields.String()
    by_role = fields.String()
    clinic = fields.String()
    country = fields.String()
    role = fields.String()
    care = fields.Boolean()
    expires_at = fields.AwareDateTime()
