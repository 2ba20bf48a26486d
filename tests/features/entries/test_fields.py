"""No field of an entry is forgotten: its form keeps each, and pages show each, also where it stands alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup

from journal.domain.entry_text import FIELDS
from journal.features.entries.schemas import EntrySchema
from tests.domain.sharing import examples
from tests.domain.sharing.shown import leaves, page, said
from tests.plugins import sharing
from tests.plugins.forms import forms
from tests.plugins.people import Somebody
from tests.plugins.sharing import put

As = Callable[[Somebody], FlaskClient]

BESIDE = [name for name, field in EntrySchema().load_fields.items() if name not in FIELDS and not field.required]


@pytest.fixture
def entry(as_: As, ada: Somebody) -> str:
    """The id of an entry of Ada's that has something in each field."""
    entry_id = str(examples.example("entry", as_(ada))["entry_id"])
    given = {name: kept(as_(ada), entry_id)[name] for name in EntrySchema().load_fields}
    put(as_(ada), f"/entries/{entry_id}", given | {"about_id": sharing.entry(as_(ada))}, 1)
    return entry_id


def kept(client: FlaskClient, entry_id: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/entries/{entry_id}").json
    return found


def test_a_form_that_is_saved_as_it_came_changes_nothing(as_: As, ada: Somebody, entry: str) -> None:
    before = kept(as_(ada), entry)
    assert [name for name in EntrySchema().load_fields if before[name] in (None, [])] == []
    form = next(form for form in forms(as_(ada).get(f"/entries/{entry}/edit").text) if "revision" in form.names)
    assert {name.partition(".")[0] for name in form.names} >= set(EntrySchema().load_fields)
    assert as_(ada).post(form.action, data=form.sent).status_code == 303
    assert kept(as_(ada), entry) == before


@pytest.mark.parametrize("name", BESIDE)
def test_what_is_kept_beside_the_text_is_seen_on_the_page(as_: As, ada: Somebody, entry: str, name: str) -> None:
    path = f"/entries/{entry}"
    given = {name: kept(as_(ada), entry)[name] for name in EntrySchema().load_fields}
    before = page(as_(ada), path)
    assert put(as_(ada), path, given | {name: None}, 2).status_code == 200
    assert page(as_(ada), path) != before


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_shown_where_an_entry_holds_nothing_else(
    app: Flask, as_: As, ada: Somebody, entry: str, name: str
) -> None:
    value = kept(as_(ada), entry)[name]
    alone = sharing.made(as_(ada), "entries", {name: value, "written_at": sharing.WRITTEN})
    with app.test_request_context():
        shown = app.jinja_env.get_template("shared/_entry.html").module.entry_text(kept(as_(ada), alone))
    words = Markup(shown).striptags()  # noqa: S704 - our own template
    otherwise = examples.said("entry")
    assert [leaf for leaf in leaves(name, value) if said(*leaf, otherwise).lower() not in words.lower()] == []
    summary_id = sharing.summary(as_(ada), {"kind": "entry", "entry_id": alone})
    for path in (f"/entries/{alone}", f"/summaries/{summary_id}/preview"):
        assert words in page(as_(ada), path)


@pytest.mark.parametrize("name", FIELDS)
def test_a_list_says_the_same_of_an_entry_before_and_after_it_is_deleted(
    as_: As, ada: Somebody, entry: str, name: str
) -> None:
    given = {name: kept(as_(ada), entry)[name], "written_at": sharing.WRITTEN}
    alone = sharing.made(as_(ada), "entries", given)
    listed = opening(as_(ada).get("/entries").text)
    as_(ada).delete(f"/api/v1/entries/{alone}")
    assert opening(as_(ada).get("/entries/deleted").text) == listed != ""
    assert "None" not in listed


def test_an_entry_without_words_and_mood_is_called_so(app: Flask) -> None:
    with app.test_request_context():
        template = app.jinja_env.get_template("shared/_entry.html").module
        lines = [template.entry_opening({"opening": "", "mood": mood}) for mood in (6, 0, None)]
    assert lines == ["Mood 6 of 10", "Mood 0 of 10", "No words"]


def opening(text: str) -> str:
    """Return what a list says of its first entry."""
    return re.search(r'<span class="opening"[^>]*>([^<]*)</span>', text)[1].strip()
