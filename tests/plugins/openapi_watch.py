"""A watch over the API: is each answer as the description says?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask, Response, request, request_finished
from jsonschema import Draft202012Validator, FormatChecker

VERBS = ("get", "put", "post", "delete")
FORMATS = FormatChecker(["date", "uuid"])
Call = tuple[str, str]  # verb, path
Answer = tuple[str, str, str]  # verb, path, status


def described_path(rule: str) -> str:
    """Return a route of Flask's as the description writes it."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)


def resolved(spec: dict[str, Any], thing: Any) -> Any:
    """Return what a reference names, or the thing itself where it is none."""
    if not isinstance(thing, dict) or "$ref" not in thing:
        return thing
    found: Any = spec
    for name in thing["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return resolved(spec, found)


def calls(spec: dict[str, Any]) -> dict[Call, dict[str, Any]]:
    """Return every call that is described."""
    return {(verb, path): entry[verb] for path, entry in spec["paths"].items() for verb in VERBS if verb in entry}


@dataclass
class Watch:
    """Compares each answer with the description. seen: the answers; faults: where they differ from what is said."""

    spec: dict[str, Any]
    seen: set[Answer] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def look(self, _app: Flask, response: Response, **_more: Any) -> None:
        """Look at one answer as it is sent."""
        call = (request.method.lower(), described_path(request.url_rule.rule) if request.url_rule else "")
        if call in calls(self.spec):
            self.seen.add((*call, str(response.status_code)))
            self.faults += [
                f"{' '.join(call)} {response.status_code}: {fault}" for fault in self._faults(call, response)
            ]

    def _faults(self, call: Call, response: Response) -> Iterator[str]:
        answer = resolved(self.spec, calls(self.spec)[call]["responses"].get(str(response.status_code)))
        if answer is None:
            yield "not described"
            return
        yield from (f"has no {name}" for name in answer.get("headers", {}) if name not in response.headers)
        if response.status_code not in (204, 304) and response.mimetype not in answer.get("content", {}):
            yield f"{response.mimetype} is not described"
        for kind, content in answer.get("content", {}).items():
            schema = content["schema"] | {"components": self.spec["components"]}
            validator = Draft202012Validator(schema, format_checker=FORMATS)
            given = response.get_json(force=True) if response.mimetype == kind else None
            yield from (f"{error.json_path} {error.message}" for error in validator.iter_errors(given))


@pytest.fixture
def watch(app: Flask) -> Iterator[Watch]:
    """Watch every answer of this test, whoever asks; at the end, each was as it is described."""
    spec = app.test_client().get("/api/v1/openapi.json", base_url=app.config["PUBLIC_URL"]).json
    watching = Watch(spec)
    with request_finished.connected_to(watching.look, app):
        yield watching
    assert watching.faults == []
