"""Whom to call, as it goes out to programs."""

from marshmallow import fields

from journal.core.fields import Country, StrictSchema
from journal.core.reply import ReplySchema


class HelpQuerySchema(StrictSchema):
    """Whose numbers are asked for. country: left out, those of the reader's clinic."""

    country = Country(load_default=None)


class LineSchema(ReplySchema):
    """A crisis line, in its country's own language.

    call, text: the numbers, null if it cannot be reached that way; at least one is given. keyword: what the first text
    must say, null for anything. opens, closes: in local time, every day; 00:00 to 24:00 is day and night. published:
    the month of the newest page that we know to give this line, such as 2025-09.
    """

    name = fields.String()
    call = fields.String(allow_none=True)
    text = fields.String(allow_none=True)
    keyword = fields.String(allow_none=True)
    opens = fields.String()
    closes = fields.String()
    published = fields.String()


class ClinicContactSchema(ReplySchema):
    """The reader's clinic. phone: its own; it is called in office hours, and is no crisis line.

    local_phone: a number near the clinic for people in a crisis. Either is null if the clinic gave none.
    """

    name = fields.String()
    phone = fields.String(allow_none=True)
    local_phone = fields.String(allow_none=True)


class DirectorySchema(ReplySchema):
    """A website that lists the crisis lines of many countries."""

    name = fields.String()
    address = fields.String()


class HelpSchema(ReplySchema):
    """Whom to call. The country's numbers were compared with published pages, and not called.

    country: whose numbers these are; null if none are known, then emergency is null and lines is empty: show the
    directory, and that the emergency number of the place is to be called in danger. clinic: null if nobody is signed
    in, it gave no number, or that cannot be read now.
    """

    country = fields.String(allow_none=True)
    emergency = fields.String(allow_none=True)
    lines = fields.List(fields.Nested(LineSchema))
    clinic = fields.Nested(ClinicContactSchema, allow_none=True)
    directory = fields.Nested(DirectorySchema)
