"""Care as it goes out."""

from marshmallow import fields

from journal.core.reply import PageSchema, ReplySchema


class CareSchema(ReplySchema):
    """Care that goes on. person_id, name: the other side's, the therapist's or the patient's."""

    id = fields.UUID()
    person_id = fields.UUID()
    name = fields.String()
    began_at = fields.AwareDateTime()


class CaresSchema(PageSchema):
    """All care that goes on, the latest first."""

    items = fields.List(fields.Nested(CareSchema))
