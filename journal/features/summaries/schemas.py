"""A summary and its pieces as they come in and go out. Knows lengths and kinds; no person, no database."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields

from journal.clinical import instruments
from journal.core.fields import Choice, Day, Flag, Identifier, Line, Several, StrictSchema, Text
from journal.core.reply import ReplySchema
from journal.core.strict_field import StrictField

TITLE_LIMIT, TOPIC_LIMIT, EXCERPT_LIMIT = 80, 1_000, 5_000  # characters
PIECES_LIMIT = 40
INSTRUMENTS = tuple(instrument.id for instrument in instruments.ALL)


class TopicSchema(StrictSchema):
    """What the patient wants to talk about, in their own words."""

    text = Text(TOPIC_LIMIT, required=True)


class ExcerptSchema(StrictSchema):
    """Words that stand in an entry, exactly."""

    entry_id = Identifier(required=True)
    text = Text(EXCERPT_LIMIT, required=True)


class EntryPieceSchema(StrictSchema):
    """A whole entry."""

    entry_id = Identifier(required=True)


class CheckinPieceSchema(StrictSchema):
    """One check-in: its total. answers: with the single answers."""

    checkin_id = Identifier(required=True)
    answers = Flag(load_default=False)


class SeriesSchema(StrictSchema):
    """The totals of one questionnaire since a day. answers: with the single answers."""

    instrument = Choice(INSTRUMENTS, required=True)
    since = Day(required=True)
    answers = Flag(load_default=False)


class TreatmentPieceSchema(StrictSchema):
    """The facts of one treatment."""

    treatment_id = Identifier(required=True)


PIECE_SCHEMAS: Mapping[str, type[StrictSchema]] = {
    "topic": TopicSchema,
    "excerpt": ExcerptSchema,
    "entry": EntryPieceSchema,
    "checkin": CheckinPieceSchema,
    "series": SeriesSchema,
    "treatment": TreatmentPieceSchema,
}
KINDS = tuple(PIECE_SCHEMAS)


_TYPES: Mapping[type[fields.Field[Any]], dict[str, Any]] = {
    Flag: {"type": "boolean"},
    Day: {"type": "string", "format": "date"},
    Identifier: {"type": "string", "format": "uuid"},
}


def _described(kind: str) -> dict[str, Any]:
    """Return a kind of piece as the API's description says it."""
    named = PIECE_SCHEMAS[kind]().load_fields
    kinds: dict[str, Any] = {"kind": {"type": "string", "const": kind}}
    properties = kinds | {name: _property(field) for name, field in named.items()}
    required = ["kind", *(name for name, field in named.items() if field.required)]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _property(field: fields.Field[Any]) -> dict[str, Any]:
    chosen = {"enum": list(field.choices)} if isinstance(field, Choice) else {}
    return _TYPES.get(type(field), {"type": "string"}) | chosen | dict(field.metadata)


class Piece(StrictField[dict[str, Any]]):
    """One of the kinds of piece, told apart by `kind`."""

    def __init__(self) -> None:
        super().__init__(metadata={"oneOf": [_described(kind) for kind in KINDS]})

    def _parse(self, value: object) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise ValidationError([StrictSchema.error_messages["type"]])
        kind = Choice(KINDS, required=True)
        try:
            chosen = kind.deserialize(value.get("kind"), "kind", value)
        except ValidationError as error:
            raise ValidationError({"kind": error.messages}) from None
        rest = {name: given for name, given in value.items() if name != "kind"}
        return {"kind": chosen, **PIECE_SCHEMAS[str(chosen)]().load(rest)}


class SummarySchema(StrictSchema):
    """What a patient composes. for_date: the day of the appointment, None where there is none yet."""

    title = Line(limit=TITLE_LIMIT, required=True)
    for_date = Day(load_default=None, allow_none=True)
    pieces = Several(Piece(), most=PIECES_LIMIT, required=True)


class HeadSchema(StrictSchema):
    """What a summary is called, and for which day it is."""

    title = Line(limit=TITLE_LIMIT, required=True)
    for_date = Day(load_default=None, allow_none=True)


class SummaryOutSchema(ReplySchema, SummarySchema):
    """A summary as its owner reads it."""

    id = fields.UUID()
    revision = fields.Integer()
    created_at = fields.AwareDateTime()
    changed_at = fields.AwareDateTime()


class SummariesSchema(ReplySchema):
    """A page of summaries, newest first."""

    items = fields.List(fields.Nested(SummaryOutSchema))
    next = fields.String(allow_none=True)


class CopySchema(ReplySchema):
    """A summary as its reader will see it: words and days, no ids."""

    title = fields.String()
    for_date = fields.Date(allow_none=True)
    pieces = fields.List(fields.Dict())
