"""What the API's description says of every call alike: refusals, headers, paging, and whose doors need signing in."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from apispec import APISpec, BasePlugin
from flask import Flask
from flask_babel import lazy_gettext as _
from marshmallow import Schema, fields

from journal.core.reply import ReplySchema
from journal.domain import access
from journal.web import problems
from journal.web.guard import feature
from journal.web.responses import LIMIT, MOST

PROBLEM_JSON = "application/problem+json"
ABOUT = (
    _(
        "Entries, treatments, check-ins, summaries and shares have ids (UUIDs) that the caller makes, so each can be "
        "sent again. Times are RFC 3339 with a zone. Long lists come in pages, most of them newest first: limit (20, "
        "at most 100), and as cursor what the last page gave as next."
    ),
    _(
        "A changed row needs If-Match with the revision it replaces (the ETag); otherwise 412 gives the current one. "
        "Refusals are application/problem+json; fields names what to change."
    ),
    _(
        "Sign in with POST /session: the answer sets a cookie. Every writing request says where it comes from: "
        "browsers do, other programs send Origin with this site's address."
    ),
)
TEXT = {"type": "string"}
PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "limit": ("query", {"schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}}),
    "cursor": ("query", {"schema": TEXT, "description": "What the last page gave as next."}),
    "If-Match": ("header", {"schema": TEXT, "description": 'The revision that this replaces, such as "2".'}),
    "If-None-Match": ("header", {"schema": TEXT, "description": 'The revision that the caller has, such as "2".'}),
}
HEADERS = {
    "ETag": {"schema": TEXT, "description": 'The revision, such as "2".'},
    "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."},
}


OPERATIONS = {"index": "list", "show": "read", "put": "write"}  # a view's name, in the words of a client
REVISED = {"ETag": "ETag"}  # the header of an answer that holds a revision
TAKES = "x-takes"  # the names of the PARAMETERS of a call, until Usual adds them to those of its schema


class Problem(Schema):
    """A refusal. Source: RFC 9457."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)


class Mistakes(Problem):
    """A refusal that names the fields to change; a list's items by their position, such as pieces.0.text."""

    fields_ = fields.Dict(
        data_key="fields",
        attribute="fields",
        keys=fields.String(),
        values=fields.List(fields.String()),
        required=True,
    )


class Usual(BasePlugin):
    """Adds what need not be said at each call and schema: names, headers, refusals, what is required in an answer."""

    def schema_helper(self, name: str, definition: dict[str, Any], **how: Any) -> dict[str, Any] | None:
        """Require every field of what goes out; what a field is when it does not come in means nothing there."""
        schema = how.get("schema")
        kind = schema if isinstance(schema, type) else type(schema)
        if not issubclass(kind, ReplySchema):
            return None
        for field in definition["properties"].values():
            field.pop("default", None)
        return {"required": [field for field in definition["properties"] if field not in kind.optional]}

    def operation_helper(self, path: str | None = None, operations: dict[str, Any] | None = None, **how: Any) -> None:
        """Add to the calls of one path."""
        view = _operation(how["rule"].endpoint)
        for verb, call in (operations or {}).items():
            name = feature(call["tags"][0])
            call["operationId"] = f"{name}_{view}"
            if taken := call.pop(TAKES, ()):
                call["parameters"] = [*call.get("parameters", []), *taken]
            usual = {status: HTTPStatus(status).name for status in _refused(path or "", verb, call, access.DOORS[name])}
            call["responses"] = dict(sorted((usual | call["responses"]).items(), key=lambda said: str(said[0])))
            if access.NOBODY in access.DOORS[name]:
                call["security"] = [{}, {"session": []}]


def whole(app: Flask) -> dict[str, Any]:
    """Return what is said of the API as a whole."""
    return {
        "info": {"description": "\n\n".join(map(str, ABOUT))},
        "servers": [{"url": app.config["PUBLIC_URL"]}],
        "security": [{"session": []}],
    }


def add_common(spec: APISpec, app: Flask) -> None:
    """Add what calls refer to by name, in place of the library's own; what none of them names is left out."""
    cookie = {"type": "apiKey", "in": "cookie", "name": app.config["SESSION_COOKIE_NAME"]}
    spec.components.security_scheme("session", cookie)
    for name, (place, said) in PARAMETERS.items():
        spec.components.parameter(name, place, {"name": name, **said}, lazy=True)
    for name, header in HEADERS.items():
        spec.components.header(name, header, lazy=True)
    for status, title in problems.TITLES.items():
        said = _refusal(str(title), Mistakes if status == 422 else Problem)
        headers = {"headers": {"Retry-After": "Retry-After"}} if status == 429 else {}
        spec.components.response(HTTPStatus(status).name, said | headers, lazy=True)
    spec.components.response("DEFAULT_ERROR", _refusal("Any other refusal."), lazy=True)


def conflict(schema: type[Schema]) -> dict[str, Any]:
    """Return the refusal that carries the current row, which `schema` describes."""
    name = schema.__name__.removesuffix("Schema").removesuffix("Out")
    both = Problem.from_dict({"current": fields.Nested(schema, required=True)}, name=f"{name}Conflict")
    return {"description": str(problems.TITLES[412]), "schema": both, "content_type": PROBLEM_JSON}


def _operation(endpoint: str) -> str:
    """Return what a generated client calls a view: entries_list, entries_read, entries_write."""
    view = endpoint.rpartition(".")[2]
    return OPERATIONS.get(view, view)


def _refusal(title: str, schema: type[Schema] = Problem) -> dict[str, Any]:
    return {"description": title, "content": {PROBLEM_JSON: {"schema": schema}}}


def _refused(path: str, verb: str, call: dict[str, Any], door: frozenset[str]) -> Iterator[int]:
    """Yield how a call can be refused before its view is asked, or because what it asks for is away."""
    yield 503
    if access.NOBODY not in door:
        yield 401
    if verb != "get" or not door >= access.SIGNED_IN:
        yield 403
    if "{" in path:
        yield 410 if "{token}" in path else 404
    if "requestBody" in call:
        yield from (400, 413, 415)
