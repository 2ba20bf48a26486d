"""A questionnaire as it goes out."""

from marshmallow import fields

from journal.core.reply import PageSchema, ReplySchema


class OptionSchema(ReplySchema):
    """One answer to choose. loinc: its code."""

    value = fields.Integer()
    text = fields.String()
    loinc = fields.String(allow_none=True)


class QuestionSchema(ReplySchema):
    """One question. number: its place on the form, from 1."""

    id = fields.String()
    number = fields.Integer()
    text = fields.String()
    loinc = fields.String(allow_none=True)
    options = fields.List(fields.Nested(OptionSchema))


class BandSchema(ReplySchema):
    """The questionnaire's own label for a range of totals, both ends included. Not a diagnosis."""

    code = fields.String()
    low = fields.Integer()
    high = fields.Integer()
    label = fields.String()


class SafetySchema(ReplySchema):
    """The question after which help is shown. at_least: the lowest answer that does so."""

    item = fields.String(attribute="question_id")
    at_least = fields.Integer()


class InstrumentSchema(ReplySchema):
    """A published questionnaire in one version, word for word.

    items: the scored questions. unscored: asked last, never in the total. maximum: the highest total; the lowest is 0.
    change_points: the smallest difference between two totals that counts as a change.
    response_percent: the smallest reduction from the baseline that counts as a response.
    """

    id = fields.String()
    version = fields.String()
    title = fields.String()
    short = fields.String()
    language = fields.String()
    recall_days = fields.Integer()
    recall_text = fields.String()
    instructions = fields.String()
    items = fields.List(fields.Nested(QuestionSchema), attribute="scored")
    unscored = fields.List(fields.Nested(QuestionSchema))
    maximum = fields.Integer()
    bands = fields.List(fields.Nested(BandSchema))
    change_points = fields.Integer()
    change_source = fields.String()
    response_percent = fields.Integer(allow_none=True)
    remission_below = fields.Integer(allow_none=True)
    remission_source = fields.String(allow_none=True)
    safety = fields.Nested(SafetySchema, allow_none=True)
    licence = fields.String()
    licence_holder = fields.String()
    loinc_panel = fields.String(allow_none=True)
    loinc_total = fields.String(allow_none=True)
    loinc_notice = fields.String(allow_none=True)
    sources = fields.List(fields.String())


class InstrumentsSchema(PageSchema):
    """Every questionnaire that can be filled in here."""

    items = fields.List(fields.Nested(InstrumentSchema))
