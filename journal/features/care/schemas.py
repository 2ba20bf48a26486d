"""A bond of care as it is told."""

from marshmallow import fields

from journal.core.fields import StrictSchema


class BondSchema(StrictSchema):
    """One bond that goes on. person_id, name: the other side's, the therapist or the patient."""

    id = fields.UUID()
    person_id = fields.UUID()
    name = fields.String()
    began_at = fields.AwareDateTime()


class BondsSchema(StrictSchema):
    """The bonds that go on, the latest first."""

    items = fields.List(fields.Nested(BondSchema))
    next = fields.String(allow_none=True)
