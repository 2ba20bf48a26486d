"""A summary as it comes in and goes out. Knows lengths and kinds; no person, no database."""

from marshmallow import fields

from journal.core.fields import Day, Line, Several, StrictSchema
from journal.core.reply import PageSchema, ReplySchema
from journal.domain.sharing.schemas import chosen_piece, chosen_piece_out
from journal.domain.sharing.snapshots import PIECES

TITLE_LIMIT = 80  # characters


class HeadSchema(StrictSchema):
    """What a summary is called, and for which day it is."""

    title = Line(limit=TITLE_LIMIT, required=True)
    for_date = Day(load_default=None, allow_none=True)


class SummarySchema(HeadSchema):
    """What a patient composes."""

    pieces = Several(chosen_piece(), most=PIECES, required=True)


class SummaryOutSchema(ReplySchema, SummarySchema):
    """A summary as its owner reads it."""

    pieces = Several(chosen_piece_out(), most=PIECES)
    id = fields.UUID()
    revision = fields.Integer()
    created_at = fields.AwareDateTime()
    changed_at = fields.AwareDateTime()


class SummariesSchema(PageSchema):
    """A page of summaries, newest first."""

    items = fields.List(fields.Nested(SummaryOutSchema))
