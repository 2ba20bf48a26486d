"""The JSON API: flask-smorest, speaking the project's own refusals."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from flask import Request
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, HTTPException, UnsupportedMediaType

from journal.core.errors import Invalid, Messages
from journal.web import problems
from journal.web.forms import flat
from journal.web.openapi import description

View = TypeVar("View", bound=Callable[..., Any])


class JsonParser(FlaskParser):
    """Reads JSON bodies, strictly."""

    def _raw_load_json(self, req: Request) -> Any:
        if req.mimetype != "application/json":
            raise UnsupportedMediaType
        try:
            return json.loads(req.get_data(), parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise BadRequest from None

    def handle_error(self, error: ValidationError, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse with the messages of the schema."""
        said: Messages = {}
        for messages in error.messages_dict.values():  # by location: json, query
            said |= flat(messages)
        raise Invalid(**said)


class Api(SmorestApi):  # type: ignore[misc]
    """The API and its description; refusals are left to web/refusals.py."""

    def _init_spec(self, **options: Any) -> None:
        options |= description.whole(self._app) | {"extra_plugins": [description.Usual()]}
        super()._init_spec(**options)
        description.add_common(self.spec, self._app)

    def _register_responses(self) -> None:
        """Leave the library's own words out; these and the next are in add_common."""

    _register_etag_headers = _register_pagination_header = _register_responses

    def handle_http_exception(self, error: HTTPException) -> Any:
        """Answer what was refused."""
        return problems.http(error)


class ApiBlueprint(SmorestBlueprint):  # type: ignore[misc]
    """A feature's part of the API, below /api/v1."""

    ARGUMENTS_PARSER = JsonParser()

    if TYPE_CHECKING:  # what the library leaves untyped

        def get(self, rule: str) -> Callable[[View], View]: ...  # noqa: D102
        def put(self, rule: str) -> Callable[[View], View]: ...  # noqa: D102
        def post(self, rule: str) -> Callable[[View], View]: ...  # noqa: D102
        def delete(self, rule: str) -> Callable[[View], View]: ...  # noqa: D102
        def response(self, status: int, schema: type[Schema] | None = None) -> Callable[[View], View]: ...  # noqa: D102

    def __init__(self, feature: str, module: str, path: str, description: str) -> None:
        super().__init__(f"{feature}-api", module, url_prefix=f"/api/v1{path}", description=description)

    def arguments(self, schema: type[Schema], **how: Any) -> Callable[[View], View]:
        """Give a view what `schema` loads from the request; the schema is made once, not at each request."""
        decorate: Callable[[View], View] = super().arguments(schema(), **how)
        return decorate

    def listed(self, schema: type[Schema]) -> Callable[[View], View]:
        """Say of a view that it answers a page of a list."""
        answers = {200: description.answer("A page of the list.", schema), 422: HTTPStatus(422).name}
        return _said(answers, "limit", "cursor")

    def row(self, schema: type[Schema]) -> Callable[[View], View]:
        """Say of a view that it answers as answers.row does: one row with its ETag, or that the caller has it."""
        answers = {
            200: description.answer("The row.", schema, revised=True),
            304: description.answer("The caller has this revision.", revised=True),
        }
        return _said(answers, "If-None-Match")

    def kept(self, schema: type[Schema], *, revised: bool = True) -> Callable[[View], View]:
        """Say of a view that it answers as answers.kept does. revised: whether the row can have further revisions."""
        answers = {
            200: description.answer("Kept: the same as before, or a further revision.", schema, revised=revised),
            201: description.answer("Kept: new.", schema, revised=revised),
            412: description.conflict(schema, revised=revised),
        }
        return _said(answers, *(("If-Match",) if revised else ()))

    def answers(self, status: int, schema: type[Schema]) -> Callable[[View], View]:
        """Say of a view that it may make this answer too."""
        return _said({status: description.answer(HTTPStatus(status).phrase, schema)})

    def refuses(self, *statuses: int) -> Callable[[View], View]:
        """Say of a view how it refuses, beside the usual ways."""
        return _said({status: HTTPStatus(status).name for status in statuses})


def _said(answers: dict[int, Any], *parameters: str) -> Callable[[View], View]:
    """Note something for the description; the view itself stays as it is, and as fast."""

    def note(view: View) -> View:
        notes = view.__dict__.setdefault("_apidoc", {})
        notes.setdefault("manual_doc", {}).setdefault("responses", {}).update(answers)
        notes.setdefault("arguments", {}).setdefault("parameters", []).extend(parameters)
        return view

    return note


def _no_number(_word: str) -> NoReturn:
    raise ValueError("no JSON number")
