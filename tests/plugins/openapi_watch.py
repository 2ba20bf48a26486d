"""A watch over the API: every response of every test is as the description says, no field more and none less."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import pytest
from flask import Flask, Response, request, request_finished
from jsonschema import Draft202012Validator, FormatChecker

BODILESS = ("204", "304")
VERBS = ("get", "put", "post", "delete")
FORMATS = FormatChecker(["date", "uuid"])
Call = tuple[str, str]  # verb, path
Outcome = tuple[str, str, str]  # verb, path, status


@FORMATS.checks("date-time", ValueError)
def is_instant(value: object) -> bool:
    """Return whether a text is an instant with its zone."""
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@dataclass
class Description:
    """The description of one application, and the responses that this test got from it."""

    spec: dict[str, Any]
    seen: set[Outcome] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.calls = calls(self.spec)
        self._validator = lru_cache(maxsize=None)(self._make_validator)

    def faults(self, response: Response) -> Iterator[str]:
        """Yield how the response to the current request differs from what is said of it."""
        call = (request.method.lower(), described_path(request.url_rule.rule) if request.url_rule else "")
        if call not in self.calls:
            return
        status = str(response.status_code)
        self.seen.add((*call, status))
        for fault in self._faults(call, status, response):
            yield f"{' '.join(call)} {status}: {fault}"

    def _faults(self, call: Call, status: str, response: Response) -> Iterator[str]:
        described = self._described(call, status)
        if described is None:
            yield "not described"
            return
        headers = {name: resolved(self.spec, header) for name, header in described.get("headers", {}).items()}
        needed = (name for name, header in headers.items() if header.get("required", True))
        yield from (f"has no {name}" for name in needed if name not in response.headers)
        if status in BODILESS:
            return
        if response.mimetype not in described.get("content", {}):
            yield f"{response.mimetype} is not described"
        else:
            validator = self._validator(call, status, response.mimetype)
            given = json.loads(_plain(response))
            yield from (f"{error.json_path} {error.message}" for error in validator.iter_errors(given))

    def _described(self, call: Call, status: str) -> dict[str, Any] | None:
        """Return what is said of a response; a fault of ours is described once for all calls."""
        said = self.calls[call]["responses"]
        described = said.get(status) or (said.get("default") if status >= "500" else None)
        return None if described is None else resolved(self.spec, described)

    def _make_validator(self, call: Call, status: str, kind: str) -> Draft202012Validator:
        described = self._described(call, status) or {}
        schema = described["content"][kind]["schema"] | {"components": self.spec["components"]}
        return Draft202012Validator(schema, format_checker=FORMATS)


def _plain(response: Response) -> bytes:
    """Return the body before it was compressed."""
    body = response.get_data()
    return gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body


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


def description_of(app: Flask) -> Description:
    """Return the description of an application, made at the first question."""
    if "openapi_watch" not in app.extensions:
        api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
        app.extensions["openapi_watch"] = Description(app.json.loads(app.json.dumps(api.spec.to_dict())))
    described: Description = app.extensions["openapi_watch"]
    return described


@pytest.fixture(autouse=True)
def faults() -> Iterator[list[str]]:
    """Watch every response of this test, whoever asks; at the end, each was as it is described."""
    found: list[str] = []

    def look(app: Flask, response: Response, **_more: object) -> None:
        if request.path.startswith("/api/"):
            found.extend(description_of(app).faults(response))

    with request_finished.connected_to(look):
        yield found
    assert found == []


@pytest.fixture
def described(app: Flask) -> Description:
    """What the API says of itself; `seen` begins empty."""
    description = description_of(app)
    description.seen.clear()
    return description
