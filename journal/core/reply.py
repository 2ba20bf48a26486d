"""The schemas of what the API replies."""

from marshmallow import fields

from journal.core.fields import StrictSchema


class ReplySchema(StrictSchema):
    """An object that goes out: every field is there, null where it may be."""


class PageSchema(ReplySchema):
    """One page of a list. items: each page says of what. next: the cursor of the following page."""

    items = fields.List(fields.Raw())
    next = fields.String(allow_none=True)
