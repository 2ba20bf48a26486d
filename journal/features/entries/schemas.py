"""An entry as it comes in and goes out. Knows lengths and ranges; no person, no database."""

from flask_babel import lazy_gettext as _
from marshmallow import ValidationError, fields, validates_schema

from journal.clinical.time_points import TIME_POINTS
from journal.core.fields import Choice, Identifier, Line, Moment, StrictSchema, Values, Whole
from journal.core.reply import PageSchema, ReplySchema
from journal.domain.entry_text import FIELDS, EntryTextSchema
from journal.domain.paging import LIMIT, MOST

QUERY_LIMIT = 100  # characters
CURSOR_LIMIT = 100
NOTHING_YET = _("There is nothing to save yet. Write a word, or choose a feeling or a mood.")


class QuerySchema(StrictSchema):
    """What to search for."""

    q = Line(limit=QUERY_LIMIT, required=True)


class SearchSchema(QuerySchema):
    """What a program searches for, and which page of it. cursor: the `next` of the page before, null for the first."""

    limit = Whole(1, MOST, load_default=LIMIT)
    cursor = Line(CURSOR_LIMIT, load_default=None, allow_none=True)


class EntrySchema(EntryTextSchema):
    """An entry as it comes in, with something in its text.

    about_id: an earlier entry that this is a layer on. written_at: by the writer's clock.
    """

    treatment_id = Identifier(load_default=None, allow_none=True)
    time_point = Choice(TIME_POINTS, load_default=None, allow_none=True)
    about_id = Identifier(load_default=None, allow_none=True)
    written_at = Moment(required=True)

    @validates_schema
    def _something(self, data: Values, **_kwargs: object) -> None:
        if all(data.get(name) in (None, []) for name in FIELDS):
            raise ValidationError([NOTHING_YET], "body")


class StampsSchema(ReplySchema):
    """What the server knows of an entry. received_at: when it first had it. revised_at: when this revision came.

    day, treatment_number: calendar days after which treatment of the course, read from the treatment. clock_differs:
    the writer's clock was far from the server's.
    """

    id = fields.UUID()
    revision = fields.Integer()
    day = fields.Integer(allow_none=True)
    treatment_number = fields.Integer(allow_none=True)
    received_at = fields.AwareDateTime()
    revised_at = fields.AwareDateTime()
    clock_differs = fields.Boolean()


class EntryOutSchema(StampsSchema, EntrySchema):
    """An entry as its writer reads it; time_point is read from the treatment where none was given."""


class RevisionSchema(ReplySchema, EntryTextSchema):
    """One revision of an entry. received_at: when the server had it."""

    revision = fields.Integer()
    written_at = fields.AwareDateTime()
    received_at = fields.AwareDateTime()


class RevisionsSchema(PageSchema):
    """Every revision of an entry, the current one first."""

    items = fields.List(fields.Nested(RevisionSchema))


class OpeningSchema(StampsSchema):
    """An entry in a list: its opening words."""

    opening = fields.String()
    mood = fields.Integer(allow_none=True)
    treatment_id = fields.UUID(allow_none=True)
    time_point = fields.String(allow_none=True)
    about_id = fields.UUID(allow_none=True)
    written_at = fields.AwareDateTime()


class EntriesSchema(PageSchema):
    """A page of entries, newest first."""

    items = fields.List(fields.Nested(OpeningSchema))


class PassageSchema(ReplySchema):
    """What a search found in an entry, with some words around it; an ellipsis stands for those that were left out."""

    before = fields.String()
    found = fields.String()
    after = fields.String()


class FoundSchema(OpeningSchema):
    """An entry that a search found: the first passage that holds the words."""

    passage = fields.Nested(PassageSchema)


class FoundEntriesSchema(PageSchema):
    """A page of what a search found, newest first."""

    items = fields.List(fields.Nested(FoundSchema))
