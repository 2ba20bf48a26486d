"""A form's limits are those of its schema."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.features.entries.schemas import EntrySchema
from journal.features.summaries.schemas import TITLE_LIMIT
from journal.features.treatments.schemas import MOST_TREATMENTS, SETTING_LIMIT
from journal.web.forms import limits
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]


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
        ("/summaries/new", "title", {"maxlength": str(TITLE_LIMIT)}),
    ],
)
def test_an_input_stops_where_the_schema_does(
    as_: As, ada: Somebody, path: str, name: str, held: dict[str, str]
) -> None:
    found = attributes(as_(ada).get(path).text, name)
    assert {key: found[key] for key in held} == held


def test_the_scale_of_the_mood_is_that_of_the_schema(as_: As, ada: Somebody) -> None:
    mood = limits(EntrySchema)["mood"]
    offered = re.findall(r'name="mood" value="(\d+)"', as_(ada).get("/entries/new").text)
    assert [int(number) for number in offered] == list(range(mood["min"], mood["max"] + 1))


def test_an_input_stops_there_too_when_the_form_comes_back(as_: As, ada: Somebody) -> None:
    sent = {"id": str(uuid4()), "title": "x" * (TITLE_LIMIT + 1)}
    answer = as_(ada).post("/summaries", data=sent)
    assert answer.status_code == 422
    assert attributes(answer.text, "title")["maxlength"] == str(TITLE_LIMIT)
