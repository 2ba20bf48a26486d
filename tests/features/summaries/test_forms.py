"""The form of every kind of piece: it has a heading, and what it holds makes the very piece that it was asked for."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from journal.domain.sharing.piece_kinds import KINDS
from tests.domain.sharing import examples
from tests.plugins import sharing
from tests.plugins.forms import forms
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]

each = pytest.mark.parametrize("kind", KINDS)


def new_form(client: FlaskClient, summary_id: str, kind: str, **asked: str) -> str:
    """Return the page with the form of a new piece of a kind. asked: what its address says besides."""
    asked |= {"kind": KINDS[kind].form.template}
    return client.get(f"/summaries/{summary_id}/pieces/new", query_string=asked).text


def form_of(client: FlaskClient, kind: str, piece: dict[str, Any]) -> str:
    """Return the page with the form that holds a piece, or offers it, where it cannot be changed."""
    summary_id = sharing.summary(client, piece)
    if KINDS[kind].form.change_needs is None:
        return new_form(client, summary_id, kind, entry=piece.get("entry_id", ""))
    return client.get(f"/summaries/{summary_id}/pieces/0/edit").text


@each
def test_the_form_of_a_piece_makes_that_piece(as_: As, ada: Somebody, kind: str) -> None:
    piece, summary_id = examples.example(kind, as_(ada)), sharing.summary(as_(ada))
    found = forms(form_of(as_(ada), kind, piece))
    (form,) = [form for form in found if form.sent.get("kind") == kind]
    chosen = {
        name: value for name, value in piece.items() if KINDS[kind].form.change_needs is None and name in form.names
    }
    assert as_(ada).post(f"/summaries/{summary_id}/pieces", data=chosen | form.sent.to_dict()).status_code == 303
    assert as_(ada).get(f"/api/v1/summaries/{summary_id}").json["pieces"] == [piece]


@each
def test_no_words_come_into_a_form_by_its_address(as_: As, ada: Somebody, kind: str) -> None:
    piece = examples.example(kind, as_(ada))
    words = dict.fromkeys({"text", "words", "title", "since", *piece} - {"kind", "entry"}, "Zebedee")
    page = new_form(as_(ada), sharing.summary(as_(ada)), kind, entry=piece.get("entry_id", ""), **words)
    assert "</form>" in page
    assert "Zebedee" not in page
    assert "Zebedee" not in new_form(as_(ada), sharing.summary(as_(ada)), kind, entry="Zebedee")


@each
def test_every_form_has_one_heading_with_and_without_something_to_choose(as_: As, ada: Somebody, kind: str) -> None:
    summary_id = sharing.summary(as_(ada))
    empty = new_form(as_(ada), summary_id, kind)
    filled = form_of(as_(ada), kind, examples.example(kind, as_(ada)))
    for page in (empty, filled):
        assert len(re.findall(r"<h1>\s*[^<\s]", page)) == 1
