"""What is told of an invitation to whoever holds its link, and what accepting it takes."""

from marshmallow import fields

from journal.core.fields import Address, Line, Shape, Words

NAME_LIMIT, PASSWORD_LIMIT = 80, 200  # characters


class AcceptanceSchema(Shape):
    """A yes. email: the address that the invitation was sent to.

    name, password: for a new account; somebody who is signed in leaves them out.
    """

    email = Address(limit=200, required=True)
    name = Line(limit=NAME_LIMIT, load_default=None, allow_none=True)
    password = Words(PASSWORD_LIMIT, load_default=None, allow_none=True)


class InvitedSchema(Shape):
    """An invitation, to its holder. by: who sent it. care: whether a yes begins care between the two."""

    by = fields.String()
    by_role = fields.String()
    clinic = fields.String()
    role = fields.String()
    care = fields.Boolean()
    expires_at = fields.AwareDateTime()
