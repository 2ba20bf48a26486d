"""The key of a browser, as it is asked for and given."""

from marshmallow import fields

from journal.core.fields import Identifier, StrictSchema
from journal.core.reply import ReplySchema


class PhoneSchema(StrictSchema):
    """Whose key is asked for, and for which browser. id: made by the browser for this account."""

    account = Identifier(required=True)
    id = Identifier(required=True)


class PhoneKeySchema(ReplySchema):
    """The key that seals drafts in this browser, 32 bytes in base64."""

    key = fields.String()
