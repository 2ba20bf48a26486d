"""A check-in as it comes in and goes out. Knows the questionnaires; no person, no database."""

from typing import Any, Unpack

from flask_babel import gettext
from marshmallow import ValidationError, fields, validates_schema

from journal.clinical import instruments
from journal.clinical.time_points import TIME_POINTS
from journal.core.fields import Choice, Identifier, Moment, StrictSchema
from journal.core.reply import PageSchema, ReplySchema
from journal.core.strict_field import Options, StrictField

INSTRUMENTS = tuple(instrument.id for instrument in instruments.ALL)


class Answers(StrictField[object], fields.Dict):
    """{question id: value or null}. The questionnaire itself says which values it takes."""

    def __init__(self, **options: Unpack[Options]) -> None:
        super().__init__(keys=fields.String(), values=fields.Integer(allow_none=True), **options)

    def _parse(self, value: object) -> object:
        return value


class BeginningSchema(StrictSchema):
    """What is chosen before the first question."""

    instrument = Choice(INSTRUMENTS, required=True)
    treatment_id = Identifier(load_default=None, allow_none=True)


class CheckinSchema(BeginningSchema):
    """One filled-in questionnaire. A question that is not there, or null, is blank; a blank is never a 0.

    answered_at: by the phone's clock.
    """

    answers = Answers(required=True)
    answered_at = Moment(required=True)
    time_point = Choice(TIME_POINTS, load_default=None, allow_none=True)

    @validates_schema
    def _as_the_questionnaire_takes_them(self, data: dict[str, Any], **_kwargs: Any) -> None:
        messages = instruments.check(instruments.get(data["instrument"]), data["answers"], gettext)
        if "answers" in messages:
            raise ValidationError(messages["answers"], "answers")
        if messages:
            raise ValidationError({"answers": messages})


class DateSchema(StrictSchema):
    """Another time for a check-in."""

    answered_at = Moment(required=True)


class CheckinOutSchema(ReplySchema, CheckinSchema):
    """A check-in as its owner reads it. received_at: when the server first had it.

    total, band: null unless every scored question is answered; band in the questionnaire's own words, no diagnosis.
    help: show whom to call first (GET /help), since the question about harm was answered above its first option.
    safety: "above", "not at all" or "unknown", null where the questionnaire has no such question.
    day, treatment_number: where it lies on the treatment's clock.
    filled_in_at: when the server had it finished; until then, its last answer. changed_at: when it was last changed
    after that, null if never. hours_late: from answered_at to filled_in_at, null below two.
    """

    id = fields.UUID()
    revision = fields.Integer()
    version = fields.String()
    status = fields.String()
    total = fields.Integer(allow_none=True)
    band = fields.String(allow_none=True)
    help = fields.Boolean()
    safety = fields.String(allow_none=True)
    day = fields.Integer(allow_none=True)
    treatment_number = fields.Integer(allow_none=True)
    received_at = fields.AwareDateTime()
    clock_differs = fields.Boolean()
    filled_in_at = fields.AwareDateTime()
    changed_at = fields.AwareDateTime(allow_none=True)
    hours_late = fields.Integer(allow_none=True)


class CheckinRevisionSchema(ReplySchema):
    """One revision of a check-in, from when it was finished. received_at: when the server had it."""

    revision = fields.Integer()
    answers = Answers()
    status = fields.String()
    total = fields.Integer(allow_none=True)
    band = fields.String(allow_none=True)
    answered_at = fields.AwareDateTime()
    received_at = fields.AwareDateTime()


class CheckinRevisionsSchema(PageSchema):
    """Every revision of a check-in that is kept, the current one first."""

    items = fields.List(fields.Nested(CheckinRevisionSchema))


class FilterSchema(StrictSchema):
    """Which check-ins are asked for."""

    instrument = Choice(INSTRUMENTS, load_default=None)


class CheckinsSchema(PageSchema):
    """A page of check-ins, newest received first."""

    items = fields.List(fields.Nested(CheckinOutSchema))
