"""Care as it goes out."""

from marshmallow import fields

from journal.core.reply import ReplySchema


class CareSchema(ReplySchema):
    """Care that goes on. person_id, name: the other side's, the therapist's or the patient's."""

    id = fields.UUID()
    person_id = fields.UUID()
    name = fields.String()
    began_at = fields.AwareDateTime()


class CaresSchema(ReplySchema):
    """All care that goes on, the latest first."""

    items = fields.List(fields.Nested(CareSchema))
    next = fields.String(allow_none=True)
