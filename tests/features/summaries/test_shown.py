"""What is shared is exactly what the preview showed: nothing lies in a copy that preview and brief do not say."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from marshmallow import Schema, fields

from journal.domain.sharing.piece_kinds import KINDS
from tests.domain.sharing import examples
from tests.domain.sharing.shown import UNSAID, leaves, page, said
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import brief, uuids

As = Callable[[Somebody], FlaskClient]

pytestmark = pytest.mark.usefixtures("in_care")


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_and_number_of_a_copy_stands_on_the_preview_and_on_the_brief(
    as_: As, ada: Somebody, tom: Somebody, kind: str
) -> None:
    piece = examples.example(kind, as_(ada))
    preview = f"/summaries/{sharing.summary(as_(ada), piece, for_date='2031-05-14')}/preview"
    sharing.share(as_(ada), tom, piece, for_date="2031-05-14")
    copy = as_(ada).get(f"/api/v1{preview}").json
    (shared,) = brief(as_(tom), ada).json["shares"]
    assert {name: shared[name] for name in copy} == copy
    found = [(name, value) for name, value in leaves("", copy) if name not in UNSAID]
    for shown in (page(as_(ada), preview), page(as_(tom), f"/caseload/{ada.id}")):
        text = shown.lower()
        assert [leaf for leaf in found if said(*leaf, examples.said(kind)).lower() not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_holds_all_that_its_kind_can_hold_and_points_at_nothing(as_: As, ada: Somebody, kind: str) -> None:
    (copied,) = sharing.previewed(as_(ada), examples.example(kind, as_(ada)))
    held = {name for name, _value in leaves("", copied)}
    assert set(_described(KINDS[kind].copied_schema())) <= held
    assert uuids(copied) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_consent_record_says_what_was_shared(as_: As, ada: Somebody, tom: Somebody, kind: str) -> None:
    share_id = sharing.share(as_(ada), tom, examples.example(kind, as_(ada)))
    (line,) = as_(ada).get(f"/api/v1/shares/{share_id}").json["contents"]
    assert (line["kind"], line.keys()) == (kind, KINDS[kind].consent.schema().fields.keys())
    agreed = page(as_(ada), f"/shares/{share_id}").split("What you agreed to")[1]
    assert agreed.strip().removeprefix("What").strip().split("Shared with")[0].strip(" .") != ""


def _described(schema: Schema) -> Iterator[str]:
    """Return the names of the values that a schema describes; the single answers have names of their own."""
    for name, field in schema.fields.items():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield from _described(inner.schema)
        else:
            yield "answer" if isinstance(inner, fields.Dict) else name
