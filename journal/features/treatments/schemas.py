"""A treatment as it comes in and goes out. Knows lengths and ranges; no person, no database."""

from typing import Any

from flask_babel import lazy_gettext as _
from marshmallow import ValidationError, fields, validates_schema

from journal.core.choices import ROUTES, STATUSES
from journal.core.fields import Choice, Identifier, Line, Moment, StrictSchema, Text, Whole
from journal.core.reply import PageSchema, ReplySchema

SETTING_LIMIT, INTENTION_LIMIT, NOTICED_LIMIT = 200, 2_000, 5_000  # characters
MOST_TREATMENTS = 999


class TreatmentSchema(StrictSchema):
    """What the clinic told the patient, and what the patient wants to remember of it.

    number, of: "4 of 6". course_id: joins the treatments of one course.
    """

    starts_at = Moment(required=True)
    route = Choice(ROUTES, required=True)
    status = Choice(STATUSES, required=True)
    setting = Line(limit=SETTING_LIMIT, load_default=None, allow_none=True)
    course_id = Identifier(load_default=None, allow_none=True)
    number = Whole(1, MOST_TREATMENTS, load_default=None, allow_none=True)
    of = Whole(1, MOST_TREATMENTS, load_default=None, allow_none=True)
    intention = Text(INTENTION_LIMIT, load_default=None, allow_none=True)
    noticed = Text(NOTICED_LIMIT, load_default=None, allow_none=True)

    @validates_schema
    def _within_the_course(self, data: dict[str, Any], **_kwargs: Any) -> None:
        number, of = data.get("number"), data.get("of")
        if number is not None and of is not None and number > of:
            said = _("The course has only %(of)s treatments. Change one of the two numbers.", of=of)
            raise ValidationError([said], "number")


class TreatmentOutSchema(ReplySchema, TreatmentSchema):
    """A treatment as its owner reads it. received_at: when the server first had it."""

    id = fields.UUID()
    revision = fields.Integer()
    received_at = fields.AwareDateTime()


class TreatmentsSchema(PageSchema):
    """A page of treatments, the one that starts last first."""

    items = fields.List(fields.Nested(TreatmentOutSchema))
