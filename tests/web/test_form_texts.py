"""What was typed into a form and not kept is given back, whatever its field; a secret never is."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from journal.core.account_fields import Email, Password
from journal.core.fields import Nested, Several, StrictSchema, Text
from journal.features.entries.schemas import EntrySchema
from journal.web import form_texts
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
PASSWORD, ADDRESS = "a password that is long enough", "ada@example.org"


class DreamingEntrySchema(EntrySchema):
    """An entry with one more private field."""

    dream = Text(100, load_default=None)


def late(client: FlaskClient, writer: Somebody, **sent: str) -> TestResponse:
    """Send the form of an entry from a browser whose device was ended."""
    return client.post("/entries", data={"account": str(writer.id), "written_at": "2026-05-12T20:14:00Z", **sent})


def test_a_text_field_that_is_added_is_given_back(signed_out: As, ada: Somebody) -> None:
    assert "dream" in dict(form_texts.text_fields(DreamingEntrySchema()))
    answer = late(signed_out(ada), ada, dream="I flew over water.")
    assert (answer.status_code, "I flew over water." in answer.text) == (401, True)


def test_a_name_that_no_schema_reads_as_text_is_not_shown(signed_out: As, ada: Somebody) -> None:
    answer = late(signed_out(ada), ada, body="rain", nightmare="I fell.", mood="7 of 10")
    assert (answer.status_code, "rain" in answer.text) == (401, True)
    assert "I fell" not in answer.text
    assert "7 of 10" not in answer.text


def test_every_text_of_an_entry_is_given_back(signed_out: As, ada: Somebody) -> None:
    sent = {name: f"words in {name}" for name, text in form_texts.text_fields(EntrySchema()) if text.shown_again}
    assert {"body", "prompts", "feelings"} <= set(sent)
    answer = late(signed_out(ada), ada, **sent)
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


def test_a_password_is_left_out_wherever_it_stands_and_an_address_is_not() -> None:
    form = MultiDict([("hint_given", PASSWORD), ("several_given.0", PASSWORD), ("address_given", ADDRESS), ("n", "1")])
    assert form_texts.without_passwords(form) == [("address_given", ADDRESS), ("n", "1")]


@pytest.mark.parametrize("account", ["", "x", "nobody's", "eve"])
def test_what_another_person_wrote_is_not_shown(signed_out: As, ada: Somebody, eve: Somebody, account: str) -> None:
    sent = {"account": str(eve.id) if account == "eve" else account, "body": "The water was dark."}
    answer = signed_out(ada).post("/entries", data=sent)
    assert (answer.status_code, "The water was dark." in answer.text) == (401, False)


def test_nothing_is_shown_where_nobody_ever_signed_in_or_the_writer_signed_out(
    visitor: FlaskClient, as_: As, ada: Somebody
) -> None:
    as_(ada).post("/sign-out")
    for client in (visitor, as_(ada)):
        answer = late(client, ada, body="The water was dark.")
        assert (answer.status_code, "The water was dark." in answer.text) == (401, False)


def test_the_answer_to_a_questionnaire_is_no_text() -> None:
    """A question put to the writer has an answer too, which is text; but its input is named by the question."""
    assert form_texts.submitted(MultiDict({"answer": "3", "question": "next", "body": "Mine"})) == ["Mine"]
