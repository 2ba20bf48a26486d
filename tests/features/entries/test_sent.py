"""A phone asks by a digest whether the server has a draft: the same words come to the same on both sides."""

from collections.abc import Callable
from unicodedata import category
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import fields
from playwright.sync_api import Page

from journal.core.fields import Choice, Moment, Nested, Several, Text, Whole
from journal.core.text import is_blank
from journal.features.entries.schemas import EntrySchema
from journal.web.form_digest import digest
from tests.plugins import sharing
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]

FIELDS = EntrySchema().load_fields
BLANK = "".join(one for one in map(chr, range(0x10000)) if is_blank(one) and category(one) != "Mn") + "\u0301\ufe0f"
CHARACTERS = st.characters(exclude_categories=("Cs", "Cn")) | st.sampled_from(BLANK + "Ee\u0301\u0323\u1100\u1161")
PAIRS = st.tuples(
    st.sampled_from(["body", "account", "id", "revision", "prompts.E\u0301?", "prompts.\ufb03", "prompts.\U0001f30a"]),
    st.text(CHARACTERS, max_size=20),
)
DIGEST = """async (pairs) => {
  const { digest } = await import(new URL("digest.js", document.querySelector("script[type=module]").src));
  return digest(pairs);
}"""
OF_THE_FORM = """async (name) => {
  const { src } = document.querySelector("script[type=module]");
  const { digest } = await import(new URL("digest.js", src));
  const { read } = await import(new URL("form.js", src));
  const form = document.querySelector("form[data-draft]");
  const field = [...form.elements].find((field) => field.name === name || field.name.startsWith(`${name}.`));
  if (name && !field) return "the form has no such field";
  if (field?.type === "checkbox" || field?.type === "radio") field.checked = !field.checked;
  else if (field?.type === "select-one") field.selectedIndex = (field.selectedIndex + 1) % field.length;
  else if (field) field.value += "x";
  return digest(read(form));
}"""


def example(field: fields.Field) -> object:
    """Return something that a field takes."""
    match field:
        case Several():
            return [example(field.inner)]
        case Nested():
            return {name: example(inner) for name, inner in field.schema.fields.items()}
        case Text():
            return "Rain  \u2013 on the lake"
        case Whole():
            return field.high
        case Choice():
            return field.choices[0]
        case Moment():
            return "2026-05-12T18:14:00.000250+02:00"
    raise AssertionError(f"an example of {field!r} is missing")


def full(client: FlaskClient) -> str:
    """Write an entry that says something in every field of the schema; return its id."""
    sharing.treatment(client, starts_at="2026-05-10T15:00:00-04:00")
    values = {"treatment_id": sharing.treatment(client), "about_id": sharing.entry(client)}
    values |= {name: example(field) for name, field in FIELDS.items() if name not in values}
    return sharing.made(client, "entries", values)


def sent(client: FlaskClient, entry_id: UUID | str) -> str | None:
    return client.get(f"/entries/{entry_id}/sent").json["digest"]


def test_only_the_writer_gets_a_digest_and_nothing_else(as_: As, ada: Somebody, eve: Somebody) -> None:
    entry_id = full(as_(ada))
    reply = as_(ada).get(f"/entries/{entry_id}/sent").json
    assert (set(reply), len(reply["digest"])) == ({"digest"}, 64)
    assert sent(as_(eve), entry_id) is None


def test_an_entry_that_is_not_there_has_none(as_: As, ada: Somebody) -> None:
    entry_id = sharing.entry(as_(ada))
    assert sent(as_(ada), uuid4()) is None
    as_(ada).delete(f"/api/v1/entries/{entry_id}")
    assert sent(as_(ada), entry_id) is None


def test_other_words_have_another_digest(as_: As, ada: Somebody) -> None:
    entry_id = sharing.entry(as_(ada))
    before = sent(as_(ada), entry_id)
    sharing.put(as_(ada), f"/entries/{entry_id}", {"body": "Other words", "written_at": sharing.WRITTEN}, 1)
    assert sent(as_(ada), entry_id) != before


def test_an_answer_of_which_nothing_can_be_seen_is_not_stored_and_does_not_count(as_: As, ada: Somebody) -> None:
    entry_id = str(uuid4())
    form = {"body": "Rain.", "written_at": "2026-05-12T18:14:00.000Z", "prompts.What helped?": "\u200b\ufe0f"}
    assert as_(ada).post("/entries", data=form | {"id": entry_id}).status_code == 303
    assert sent(as_(ada), entry_id) == digest(form.items())


@pytest.mark.browser
def test_the_phone_computes_the_digest_of_the_server(phone: Page, live: str) -> None:
    phone.goto(f"{live}/sign-in")

    @given(st.lists(PAIRS, max_size=6))
    @settings(max_examples=200, deadline=None, derandomize=True)
    def same(pairs: list[tuple[str, str]]) -> None:
        counted = [(name, value) for name, value in pairs if name not in ("account", "id", "revision")]
        assert phone.evaluate(DIGEST, pairs) == digest(counted)

    same()
    for blank in BLANK:
        pairs = [("body", blank), ("mood", "6")]
        assert phone.evaluate(DIGEST, pairs) == digest(pairs)


@pytest.mark.browser
def test_the_form_of_an_entry_says_what_is_stored_and_every_field_counts(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    entry_id = full(as_(ada))
    stored = sent(as_(ada), entry_id)
    sign_in(phone, ada)
    digests = {}
    for name in ("", *FIELDS):
        phone.goto(f"{live}/entries/{entry_id}/edit")
        digests[name] = phone.evaluate(OF_THE_FORM, name)
    assert digests.pop("") == stored
    assert [name for name, found in digests.items() if found == stored or len(found) != 64] == []
    assert len(set(digests.values())) == len(FIELDS)
