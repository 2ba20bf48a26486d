"""What goes out is described to the last field, and every call has a name."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.plugins.openapi_watch import Description, calls, resolved


def reached(spec: dict[str, Any], thing: Any, seen: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each named schema that some part of the description leads to."""
    for name, value in thing.items() if isinstance(thing, dict) else enumerate(thing):
        if name == "$ref" and value not in seen:
            seen.add(value)
            found = resolved(spec, thing)
            if value.startswith("#/components/schemas/"):
                yield value.rpartition("/")[2], found
            yield from reached(spec, found, seen)
        elif isinstance(value, dict | list):
            yield from reached(spec, value, seen)


def test_every_field_that_goes_out_is_required_and_no_other_goes_out(described: Description) -> None:
    answers = [call["responses"] for call in calls(described.spec).values()]
    found = dict(reached(described.spec, answers, set()))
    assert {"Brief", "Care", "EntryOut", "Mistakes", "EntryConflict"} <= set(found)
    for name, schema in found.items():
        assert (name, set(schema["required"])) == (name, set(schema["properties"]))
        assert (name, schema["additionalProperties"]) == (name, False)
        assert [field for field, said in schema["properties"].items() if "default" in said] == []


def test_a_checkin_never_comes_without_its_word_on_help(described: Description) -> None:
    put = calls(described.spec)["put", "/api/v1/checkins/{checkin_id}"]["responses"]
    for status in ("200", "201", "412"):
        found = dict(reached(described.spec, put[status], set()))
        assert "help" in found["CheckinOut"]["required"]
        assert found["CheckinOut"]["properties"]["help"]["type"] == "boolean"


def test_what_comes_in_may_be_left_out_where_it_has_a_default(described: Description) -> None:
    entry = described.spec["components"]["schemas"]["Entry"]
    assert entry["required"] == ["written_at"]
    assert entry["properties"]["mood"]["default"] is None


def test_every_call_has_a_name_of_its_own(described: Description) -> None:
    names = [call["operationId"] for call in calls(described.spec).values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)+", name) for name in names)


@pytest.mark.parametrize(
    ("verb", "path", "name"),
    [
        ("get", "/entries", "entries_list"),
        ("get", "/entries/{entry_id}", "entries_read"),
        ("put", "/entries/{entry_id}", "entries_write"),
        ("delete", "/entries/{entry_id}", "entries_delete"),
        ("get", "/caseload/{patient_id}/brief", "caseload_brief"),
        ("post", "/session", "signin_create"),
    ],
)
def test_a_name_stays_for_generated_clients(described: Description, verb: str, path: str, name: str) -> None:
    assert calls(described.spec)[verb, f"/api/v1{path}"]["operationId"] == name
