"""An entry as it comes in and goes out. Knows lengths and ranges; no person, no database."""

from typing import Any

from flask_babel import lazy_gettext as _
from marshmallow import ValidationError, fields, validates_schema

from journal.clinical.time_points import TIME_POINTS
from journal.core.fields import Choice, Identifier, Line, Moment, Nested, Several, StrictSchema, Text, Whole

BODY_LIMIT = 20_000  # characters
ANSWER_LIMIT = 5_000  # characters
PROMPTS_LIMIT, FEELINGS_LIMIT = 12, 12
QUERY_LIMIT = 100  # characters
NOTHING_YET = _("There is nothing to keep yet. Write a word, or choose a feeling or a number.")
SOMETHING = ("body", "prompts", "feelings", "mood")


class QuerySchema(StrictSchema):
    """Words to look for."""

    q = Line(limit=QUERY_LIMIT, required=True)


class AnswerSchema(StrictSchema):
    """A prompt as it was shown, and what was answered."""

    prompt = Line(limit=200, required=True)
    answer = Text(ANSWER_LIMIT, required=True)


class WordsSchema(StrictSchema):
    """What is written: words, answers to prompts, feelings, a mood.

    mood: 0 (worst) to 10 (best), None when not asked. written_at: by the writer's clock.
    """

    body = Text(BODY_LIMIT, load_default=None, allow_none=True)
    prompts = Several(Nested(AnswerSchema), most=PROMPTS_LIMIT, load_default=list)
    feelings = Several(Line(limit=40), most=FEELINGS_LIMIT, load_default=list)
    mood = Whole(0, 10, load_default=None, allow_none=True)
    written_at = Moment(required=True)


class EntrySchema(WordsSchema):
    """An entry as it comes in, with at least one of the four. about_id: an earlier entry that this is a layer on."""

    treatment_id = Identifier(load_default=None, allow_none=True)
    time_point = Choice(TIME_POINTS, load_default=None, allow_none=True)
    about_id = Identifier(load_default=None, allow_none=True)

    @validates_schema
    def _something(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if all(data.get(name) in (None, []) for name in SOMETHING):
            raise ValidationError([NOTHING_YET], "body")


class KeptSchema(StrictSchema):
    """What every entry says of itself. received_at: when the server first had it. revised_at: when these words came.

    day, treatment_number: calendar days after which session of the course, read from the treatment. clock_differs: the
    writer's clock was far from the server's.
    """

    id = fields.UUID()
    revision = fields.Integer()
    day = fields.Integer(allow_none=True)
    treatment_number = fields.Integer(allow_none=True)
    received_at = fields.AwareDateTime()
    revised_at = fields.AwareDateTime()
    clock_differs = fields.Boolean()


class EntryOutSchema(KeptSchema, EntrySchema):
    """An entry as its writer reads it; time_point is read from the treatment where none was given."""


class RevisionSchema(WordsSchema):
    """One revision of an entry. received_at: when the server had it."""

    revision = fields.Integer()
    received_at = fields.AwareDateTime()


class RevisionsSchema(StrictSchema):
    """Every revision of an entry, the current one first."""

    items = fields.List(fields.Nested(RevisionSchema))
    next = fields.String(allow_none=True)


class OpeningSchema(KeptSchema):
    """An entry in a list: its opening words."""

    opening = fields.String()
    mood = fields.Integer(allow_none=True)
    treatment_id = fields.UUID(allow_none=True)
    time_point = fields.String(allow_none=True)
    about_id = fields.UUID(allow_none=True)
    written_at = fields.AwareDateTime()


class EntriesSchema(StrictSchema):
    """A page of entries, newest first."""

    items = fields.List(fields.Nested(OpeningSchema))
    next = fields.String(allow_none=True)
