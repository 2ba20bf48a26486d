"""No field of a treatment is forgotten: its form keeps each, and its page says each."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.core.choices import ROUTES, STATUSES
from journal.features.treatments.repository import TREATMENTS
from journal.features.treatments.schemas import TreatmentSchema
from tests.plugins import sharing
from tests.plugins.forms import forms
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]

FACTS = {
    "starts_at": "2026-05-12T19:00:00Z",
    "route": "iv",
    "status": "done",
    "setting": "the lake room",
    "course_id": str(uuid4()),
    "number": 4,
    "of": 6,
    "intention": "To rest.",
    "noticed": "A dry mouth.",
}


@pytest.mark.parametrize(
    "change", [{"route": route} for route in ROUTES] + [{"status": status} for status in STATUSES], ids=str
)
def test_a_form_that_is_saved_as_it_came_changes_nothing(as_: As, ada: Somebody, change: dict[str, str]) -> None:
    path = f"/treatments/{sharing.made(as_(ada), 'treatments', FACTS | change)}"
    before = as_(ada).get(f"/api/v1{path}").json
    assert [name for name in TreatmentSchema().load_fields if before[name] is None] == []
    form = next(form for form in forms(as_(ada).get(f"{path}/edit").text) if "revision" in form.names)
    assert form.names >= set(TreatmentSchema().load_fields)
    assert as_(ada).post(path, data=form.sent).status_code == 303
    assert as_(ada).get(f"/api/v1{path}").json == before


@pytest.mark.parametrize("name", TREATMENTS.sealed)
def test_what_is_private_is_said_on_the_page_where_it_stands_alone(as_: As, ada: Somebody, name: str) -> None:
    facts = {key: FACTS[key] for key in ("starts_at", "route", "status", name)}
    assert FACTS[name] in as_(ada).get(f"/treatments/{sharing.made(as_(ada), 'treatments', facts)}").text


@pytest.mark.parametrize(("name", "words"), [("route", ROUTES), ("status", STATUSES)])
def test_every_route_and_every_state_has_a_name_of_its_own(
    as_: As, ada: Somebody, name: str, words: tuple[str, ...]
) -> None:
    ids = [sharing.made(as_(ada), "treatments", FACTS | {name: word}) for word in words]
    pages = [as_(ada).get(f"/treatments/{row_id}").text.replace(row_id, "") for row_id in ids]
    assert len(set(pages)) == len(words)
    assert [page for page in pages if "<dd></dd>" in page] == []
