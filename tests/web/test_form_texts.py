"""What was typed into a form and not kept is given back, whatever its field; a secret never is."""

from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from journal.core.account_fields import Email, Password
from journal.core.fields import Nested, Several, StrictSchema, Text
from journal.features.entries.schemas import EntrySchema
from journal.web import form_texts

PASSWORD, ADDRESS = "a password that is long enough", "ada@example.org"


class DreamingEntrySchema(EntrySchema):
    """An entry with one more private field."""

    dream = Text(100, load_default=None)


def test_a_text_field_that_is_added_is_given_back(visitor: FlaskClient) -> None:
    assert "dream" in dict(form_texts.text_fields(DreamingEntrySchema()))
    sent = {"id": str(uuid4()), "dream": "I flew over water.", "written_at": "2026-05-12T20:14:00Z"}
    answer = visitor.post("/entries", data=sent)
    assert (answer.status_code, "I flew over water." in answer.text) == (401, True)


def test_a_name_that_no_schema_reads_as_text_is_not_shown(visitor: FlaskClient) -> None:
    answer = visitor.post("/entries", data={"body": "rain", "nightmare": "I fell.", "mood": "7 of 10"})
    assert (answer.status_code, "rain" in answer.text) == (401, True)
    assert "I fell" not in answer.text
    assert "7 of 10" not in answer.text


def test_every_text_of_an_entry_is_given_back(visitor: FlaskClient) -> None:
    sent = {name: f"words in {name}" for name, text in form_texts.text_fields(EntrySchema()) if text.shown_again}
    assert {"body", "prompts", "feelings"} <= set(sent)
    answer = visitor.post("/entries", data=sent)
    assert all(words in answer.text for words in sent.values())


def test_texts_inside_another_field_go_by_its_name_and_what_follows() -> None:
    form = MultiDict(
        [
            ("prompts.What helped?", "The sea."),
            ("feelings", "calm"),
            ("feelings", "light"),
            ("body", " "),
            ("mood", "7"),
        ]
    )
    assert form_texts.submitted(form) == ["The sea.", "calm\nlight"]


class InnerSchema(StrictSchema):
    """An object with a secret."""

    secret = Password(required=True)


class OuterSchema(StrictSchema):
    """A form with secrets on every level."""

    address_given = Email(required=True)
    several_given = Several(Nested(InnerSchema), most=2)
    hint_given = Text(10)


class HintSchema(StrictSchema):
    """Another form, for which the same name is a secret."""

    hint_given = Password()


def test_a_secret_is_never_given_back_and_neither_is_a_name_that_is_one_elsewhere() -> None:
    assert [text.shown_again for _name, text in form_texts.text_fields(OuterSchema())] == [False, False, True]
    form = {"address_given": ADDRESS, "several_given.0": PASSWORD, "hint_given": PASSWORD, "title": "Mine"}
    assert form_texts.submitted(MultiDict(form)) == ["Mine"]
