"""The JSON API: flask-smorest, speaking the project's own refusals."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from flask import Request
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, ValidationError, fields
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, HTTPException, UnsupportedMediaType

from journal.errors import Invalid, Messages
from journal.web import refusals
from journal.web.intake import flat

View = TypeVar("View", bound=Callable[..., Any])


class Problem(Schema):
    """A refusal. Source: RFC 9457."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    fields_ = fields.Dict(
        data_key="fields", keys=fields.String(), values=fields.List(fields.String()), attribute="fields"
    )


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

    ERROR_SCHEMA = Problem

    def handle_http_exception(self, error: HTTPException) -> Any:
        """Answer what was refused."""
        return refusals.http(error)


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


def _no_number(_word: str) -> NoReturn:
    raise ValueError("no JSON number")
