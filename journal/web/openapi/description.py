"""The parts of the API's description that its calls share: what it says of itself, headers, parameters, refusals."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

from apispec import APISpec
from flask import Flask
from marshmallow import Schema, fields

from journal.domain.paging import LIMIT, MOST
from journal.web.problem_texts import TITLES

Field: TypeAlias = fields.Field[Any]
Part: TypeAlias = dict[str, Any]  # of the description, as apispec takes and gives it

PROBLEM_JSON = "application/problem+json"
ABOUT = (  # in English, as all of it is: it is made of the code's own docstrings
    "Entries, treatments, check-ins, summaries and shares have ids (UUIDs) that the caller makes, so each can be sent "
    "again. Times are RFC 3339 with a zone. Long lists come in pages, most of them newest first: limit (20, at most "
    "100), and as cursor what the last page gave as next.",
    "A changed record needs If-Match with the ETag of what it replaces; otherwise 412 gives the current one. Only the "
    "revision in it is compared, before the dash: moving a treatment refuses no edit of its entries. A share needs "
    "If-Match with the whole ETag of the preview that was seen. Refusals are application/problem+json; fields names "
    "what to change.",
    "Sign in with POST /session: the response sets a cookie. Every writing request says where it comes from: browsers "
    "do, other programs send Origin with this site's address.",
)
TEXT = {"type": "string"}
TAG = 'The revision and a digest of what is shown, such as "2-9f86d081884c7d65"; of a preview, a digest.'
REPLACED = 'The ETag of what this replaces, or its revision alone, such as "2".'
SEEN = "The ETag of the preview that was seen."
ACCOUNT = "The id of whoever wrote this: refused with 403 when another person is signed in."
DIGEST = "Where a form was sent: the SHA-256 of what is stored, as the form of its page holds it (web/form_digest.py)."
FORM: Part = {"type": "object", "description": "The form of the page that writes this record, as a browser sends it."}
PARAMETERS: dict[str, tuple[str, Part]] = {
    "limit": ("query", {"schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}}),
    "cursor": ("query", {"schema": TEXT, "description": "What the last page gave as next."}),
    "If-Match": ("header", {"schema": TEXT, "description": REPLACED}),
    "If-None-Match": ("header", {"schema": TEXT, "description": "The ETag that the caller has."}),
    "X-Account": ("header", {"schema": TEXT, "description": ACCOUNT}),
    "Seen": ("header", {"name": "If-Match", "required": True, "schema": TEXT, "description": SEEN}),
}
HEADERS: dict[str, Part] = {
    "ETag": {"schema": TEXT, "description": TAG},
    "Form-Digest": {"schema": TEXT, "description": DIGEST, "required": False},
    "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."},
}

TAGGED = {"ETag": "ETag"}  # the headers of a response with an ETag
DIGESTED = {**TAGGED, "Form-Digest": "Form-Digest"}  # and of one that may answer a form


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


def whole(app: Flask) -> Part:
    """Return what is described once for the whole API."""
    return {
        "info": {"description": "\n\n".join(ABOUT)},
        "servers": [{"url": app.config["PUBLIC_URL"]}],
        "security": [{"session": []}],
    }


def add_common(spec: APISpec, app: Flask) -> None:
    """Add what calls refer to by name, in place of the library's own; what no call names is left out."""
    cookie = {"type": "apiKey", "in": "cookie", "name": app.config["SESSION_COOKIE_NAME"]}
    spec.components.security_scheme("session", cookie)
    for name, (place, parameter) in PARAMETERS.items():
        spec.components.parameter(name, place, {"name": name, **parameter}, lazy=True)
    for name, header in HEADERS.items():
        spec.components.header(name, header, lazy=True)
    for status, title in TITLES.items():
        refusal = _refusal(str(title), Mistakes if status == 422 else Problem)
        headers = {"headers": {"Retry-After": "Retry-After"}} if status in (429, 503) else {}
        spec.components.response(HTTPStatus(status).name, refusal | headers, lazy=True)
    spec.components.response("DEFAULT_ERROR", _refusal("Any other refusal."), lazy=True)


def conflict(schema: type[Schema], also: Mapping[str, Field] | None = None, *, always: bool = True) -> Part:
    """Return the refusal that holds the current record, which `schema` describes. always: False if it may be null.

    also: what it says beside that.
    """
    name = schema.__name__.removesuffix("Schema").removesuffix("Out")
    current = fields.Nested(schema, required=True, allow_none=not always)
    problem = Problem.from_dict({"current": current, **(also or {})}, name=f"{name}Conflict")
    return {"description": str(TITLES[412]), "schema": problem, "content_type": PROBLEM_JSON}


def _refusal(title: str, schema: type[Schema] = Problem) -> Part:
    return {"description": title, "content": {PROBLEM_JSON: {"schema": schema}}}
