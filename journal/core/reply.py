"""The schemas of what the API replies."""

from journal.core.fields import StrictSchema


class ReplySchema(StrictSchema):
    """An object that goes out: every field is there, null where it may be."""
