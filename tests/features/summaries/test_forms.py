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


def form_page(client: FlaskClient, summary_id: str, kind: str, piece: dict[str, Any]) -> str:
    """Return the page with the form of a kind. piece: what it shall hold."""
    asked = piece | {"kind": KINDS[kind].form.template}
    return client.get(f"/summaries/{summary_id}/pieces/new", query_string=asked).text


@each
def test_the_form_of_a_piece_makes_that_piece(as_: As, ada: Somebody, kind: str) -> None:
    piece, summary_id = examples.example(kind, as_(ada)), sharing.summary(as_(ada))
    found = forms(form_page(as_(ada), summary_id, kind, piece))
    (form,) = [form for form in found if form.sent.get("kind") == kind]
    assert as_(ada).post(form.action, data=form.sent).status_code == 303
    assert as_(ada).get(f"/api/v1/summaries/{summary_id}").json["pieces"] == [piece]


@each
def test_every_form_has_one_heading_with_and_without_something_to_choose(as_: As, ada: Somebody, kind: str) -> None:
    summary_id = sharing.summary(as_(ada))
    empty = form_page(as_(ada), summary_id, kind, {})
    filled = form_page(as_(ada), summary_id, kind, examples.example(kind, as_(ada)))
    for page in (empty, filled):
        assert len(re.findall(r"<h1>\s*[^<\s]", page)) == 1
