"""A form's limits are those of its schema, and what it holds is kept for the person it was shown to."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from journal.features.entries.schemas import EntrySchema
from journal.features.summaries.schemas import TITLE_LIMIT
from journal.features.treatments.schemas import MOST_TREATMENTS, SETTING_LIMIT
from journal.web.forms import limits
from tests.plugins import sharing
from tests.plugins.forms import forms
from tests.plugins.people import PASSWORD, Somebody

As = Callable[[Somebody], FlaskClient]
TREATMENT = {"starts_at": "2026-05-12T15:00", "route": "iv", "status": "done", "noticed": "A dry mouth"}


def attributes(page: str, name: str) -> dict[str, str]:
    """Return the attributes of the first input of a name."""
    tags = [re.sub(r"\s+", " ", tag) for tag in re.findall(r"<input[^>]*>", page)]
    (tag, *_more) = [tag for tag in tags if f' name="{name}"' in tag]
    return dict(re.findall(r'([a-z]+)="([^"]*)"', tag))


@pytest.mark.parametrize(
    ("path", "name", "held"),
    [
        ("/treatments/new", "number", {"min": "1", "max": str(MOST_TREATMENTS)}),
        ("/treatments/new", "of", {"min": "1", "max": str(MOST_TREATMENTS)}),
        ("/treatments/new", "setting", {"maxlength": str(SETTING_LIMIT)}),
        ("/summaries/{summary}/edit", "title", {"maxlength": str(TITLE_LIMIT)}),
    ],
)
def test_an_input_stops_where_the_schema_does(
    as_: As, ada: Somebody, path: str, name: str, held: dict[str, str]
) -> None:
    found = attributes(as_(ada).get(path.format(summary=sharing.summary(as_(ada)))).text, name)
    assert {key: found[key] for key in held} == held


def test_the_scale_of_the_mood_is_that_of_the_schema(as_: As, ada: Somebody) -> None:
    mood = limits(EntrySchema)["mood"]
    offered = re.findall(r'name="mood" value="(\d+)"', as_(ada).get("/entries/new").text)
    assert [int(number) for number in offered] == list(range(mood["min"], mood["max"] + 1))


def test_an_input_stops_there_too_when_the_form_comes_back(as_: As, ada: Somebody) -> None:
    sent = {"revision": "1", "title": "x" * (TITLE_LIMIT + 1)}
    answer = as_(ada).post(f"/summaries/{sharing.summary(as_(ada))}", data=sent)
    assert answer.status_code == 422
    assert attributes(answer.text, "title")["maxlength"] == str(TITLE_LIMIT)


@pytest.mark.parametrize(
    ("path", "kind", "given"),
    [
        ("/entries/new", "entries", {"body": "The water was dark."}),
        ("/treatments/new", "treatments", TREATMENT),
        ("/checkins", "checkins", {"instrument": "phq-9"}),
        ("/summaries/new", "summaries", {"topic": "My father"}),
    ],
)
def test_a_form_is_kept_for_nobody_else_who_signed_in_meanwhile(
    as_: As, ada: Somebody, eve: Somebody, path: str, kind: str, given: dict[str, str]
) -> None:
    (form,) = forms(as_(ada).get(path).text)
    for name, value in given.items():
        form.sent[name] = value
    refused = as_(eve).post(form.action, data=form.sent)
    assert (refused.status_code, "Someone else is signed in here now" in refused.text) == (403, True)
    assert not any(given[name] in refused.text for name in {"body", "noticed", "title"} & set(given))
    assert as_(eve).get(f"/api/v1/{kind}").json["items"] == []
    (sign_in,) = forms(refused.text)
    sign_in.sent["email"], sign_in.sent["password"] = ada.email, PASSWORD
    (again,) = forms(as_(eve).post(sign_in.action, data=sign_in.sent).text)
    assert as_(eve).post(again.action, data=again.sent).status_code == 303  # her browser, in which Ada is signed in now
    assert len(as_(ada).get(f"/api/v1/{kind}").json["items"]) == 1


def test_a_changed_entry_becomes_no_new_one_of_somebody_else(as_: As, ada: Somebody, eve: Somebody) -> None:
    (form,) = forms(as_(ada).get(f"/entries/{sharing.entry(as_(ada))}/edit").text)
    assert as_(eve).post(form.action, data=form.sent).status_code == 403
    assert as_(eve).get("/api/v1/entries").json["items"] == []


def test_a_form_that_nobody_is_signed_in_for_asks_to_sign_in(as_: As, ada: Somebody, visitor: FlaskClient) -> None:
    (form,) = forms(as_(ada).get("/entries/new").text)
    assert visitor.post(form.action, data=form.sent).status_code == 401
