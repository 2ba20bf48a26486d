"""The part of the API's description that follows from the doors, the views and the schemas, as an apispec plugin."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from apispec import BasePlugin

from journal.core.reply import ReplySchema
from journal.domain import access
from journal.web.guard import feature
from journal.web.openapi.description import Part

OPERATIONS = {"index": "list", "show": "read", "put": "write"}  # the usual views, in the words of a client
TAKES = "x-takes"  # names of PARAMETERS, beside those that the call's schema describes


class Completion(BasePlugin):
    """Completes calls with their names, parameters, refusals and security, and replies with what is required."""

    def schema_helper(self, name: str, definition: Part, **options: Any) -> Part | None:
        """Require every field of a reply, and leave out the defaults, which are for what comes in."""
        schema = options.get("schema")
        kind = schema if isinstance(schema, type) else type(schema)
        if not issubclass(kind, ReplySchema):
            return None
        for field in definition["properties"].values():
            field.pop("default", None)
        return {"required": list(definition["properties"])}

    def operation_helper(self, path: str | None = None, operations: Part | None = None, **options: Any) -> None:
        """Complete the calls of one view."""
        view = options["rule"].endpoint.rpartition(".")[2]
        for verb, call in (operations or {}).items():
            name = feature(call["tags"][0])
            call["operationId"] = f"{name}_{OPERATIONS.get(view, view)}"
            if parameters := call.pop(TAKES, ()):
                call["parameters"] = [*call.get("parameters", []), *parameters]
            refusals = {
                status: HTTPStatus(status).name for status in _refusals(path or "", verb, call, access.DOORS[name])
            }
            responses = refusals | call["responses"]
            call["responses"] = {status: responses[status] for status in sorted(responses, key=str)}
            if access.NOBODY in access.DOORS[name]:
                call["security"] = [{}, {"session": []}]


def _refusals(path: str, verb: str, call: Part, door: frozenset[str]) -> Iterator[int]:
    """Yield the statuses that need not be declared: those sent before the view runs, and not found."""
    yield 503
    if access.NOBODY not in door:
        yield 401
    if verb != "get" or not door >= access.SIGNED_IN:
        yield 403
    if "{" in path:
        yield 404
    if "requestBody" in call:
        yield from (400, 411, 413, 415)
