"""The JSON API by flask-smorest: how it reads, refuses and is described. A record may come as its page's form too."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar, NoReturn, Protocol, TypeVar

from flask import Flask, Request
from flask.typing import ResponseReturnValue
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, HTTPException, UnsupportedMediaType

from journal.core.errors import Invalid, Messages
from journal.web import form_values, messages, problems
from journal.web.forms import URL_ENCODED
from journal.web.openapi import description, plugin
from journal.web.openapi.one_of import one_of

JSON_OR_FORM = "json_or_form"  # webargs' name of a body that is one of the two

View = TypeVar("View", bound=Callable[..., object])


class Decorator(Protocol):
    """Returns a view of the same type."""

    def __call__(self, view: View, /) -> View: ...  # noqa: D102


class BodyParser(FlaskParser):
    """Reads bodies, strictly: JSON, and of a record also the form of its page."""

    def load_json(self, req: Request, schema: Schema) -> object:
        """Return the body. Raises UnsupportedMediaType, BadRequest."""
        if req.mimetype != "application/json":
            raise UnsupportedMediaType
        try:
            return json.loads(req.get_data(), parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            raise BadRequest from None

    def load_json_or_form(self, req: Request, schema: Schema) -> object:
        """Return the body. web/forms.py has refused a form that is malformed. Raises as load_json."""
        if req.mimetype == URL_ENCODED:
            return form_values.read(schema, req.form)
        return self.load_json(req, schema)

    def handle_error(self, error: ValidationError, *_args: object, **_kwargs: object) -> NoReturn:
        """Refuse with the messages of the schema."""
        fields: Messages = {}
        for found in error.messages_dict.values():  # by location: json, query
            fields |= messages.flatten(found)
        raise Invalid(**fields)


class Api(SmorestApi):  # type: ignore[misc]
    """The API and its description; refusals are left to web/problems.py."""

    ERROR_SCHEMA = description.Problem

    def __init__(self, app: Flask) -> None:
        super().__init__(app, spec_kwargs=description.whole(app) | {"extra_plugins": [plugin.Completion()]})
        self.ma_plugin.converter.add_attribute_function(one_of)
        description.add_common(self.spec, app)

    def _register_pagination_header(self) -> None:
        """Leave out a header that no call has: its schema would be in the description, and no setting leaves it out."""

    def handle_http_exception(self, error: HTTPException) -> ResponseReturnValue:
        """Respond to what Flask or Werkzeug refused."""
        return problems.handle_http(error)


class ApiBlueprint(SmorestBlueprint):  # type: ignore[misc]
    """A feature's part of the API, below /api/v1."""

    ARGUMENTS_PARSER = BodyParser()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING: ClassVar = {
        **SmorestBlueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING,
        JSON_OR_FORM: "application/json",
    }

    if TYPE_CHECKING:  # what the library leaves untyped

        def get(self, rule: str) -> Decorator: ...  # noqa: D102
        def put(self, rule: str) -> Decorator: ...  # noqa: D102
        def post(self, rule: str) -> Decorator: ...  # noqa: D102
        def delete(self, rule: str) -> Decorator: ...  # noqa: D102
        def response(self, status: int, schema: type[Schema] | None = None, **described: object) -> Decorator: ...  # noqa: D102
        def alt_response(self, status: int, response: str | None = None, **described: object) -> Decorator: ...  # noqa: D102

    def __init__(self, feature: str, module: str, path: str, description: str) -> None:
        super().__init__(f"{feature}-api", module, url_prefix=f"/api/v1{path}", description=description)

    def arguments(self, schema: type[Schema], **how: object) -> Decorator:
        """Give a view what `schema` loads from the request; the schema is made once, not at each request."""
        decorate: Decorator = super().arguments(schema(), **how)
        return decorate

    def keeps(self, schema: type[Schema], reply: type[Schema]) -> Decorator:
        """Give a view a record, from JSON or from the form of its page; the view returns responses.kept."""
        return _all(
            self.kept(reply, headers=description.DIGESTED),
            self.arguments(schema, location=JSON_OR_FORM),
            self.doc(requestBody={"content": {URL_ENCODED: {"schema": description.FORM}}}),
        )

    def listed(self, schema: type[Schema]) -> Decorator:
        """Describe a view that returns responses.page: a page of a list."""
        return _all(
            self.response(200, schema, description="A page of the list."),
            self.refuses(422),
            self._takes("limit", "cursor"),
        )

    def one_record(self, schema: type[Schema]) -> Decorator:
        """Describe a view that returns responses.record or tagged: with its ETag, 304 if the caller has it."""
        return _all(
            self.response(200, schema, description="What was asked for.", headers=description.TAGGED),
            self.alt_response(304, description="The caller has this already.", headers=description.TAGGED),
            self._takes("If-None-Match"),
        )

    def kept(
        self,
        schema: type[Schema],
        also: Mapping[str, description.Field] | None = None,
        headers: Mapping[str, str] = description.TAGGED,
    ) -> Decorator:
        """Describe a view that returns responses.kept. also: what its refusal says beside the current record."""
        return _all(
            self.response(200, schema, description="Kept: the same as before, or a further revision.", headers=headers),
            self.alt_response(201, schema=schema, description="Kept: new.", headers=headers, success=True),
            self.alt_response(412, **description.conflict(schema, also), headers=description.TAGGED),
            self._takes("If-Match", "X-Account"),
        )

    def agreed(self, schema: type[Schema]) -> Decorator:
        """Describe a view that keeps what its caller has seen: If-Match names the ETag of that."""
        return _all(
            self.response(200, schema, description="Kept: the same as before."),
            self.alt_response(201, schema=schema, description="Kept: new.", success=True),
            self.alt_response(412, **description.conflict(schema, always=False)),
            self.refuses(428),
            self._takes("Seen"),
        )

    def refuses(self, *statuses: int) -> Decorator:
        """Describe how a view refuses, beside the usual ways."""
        return _all(*(self.alt_response(status, HTTPStatus(status).name) for status in statuses))

    def _takes(self, *parameters: str) -> Decorator:
        decorate: Decorator = self.doc(**{plugin.TAKES: parameters})
        return decorate


def _all(*decorators: Decorator) -> Decorator:
    """Return one decorator that applies several."""

    def decorate(view: View) -> View:
        for one in decorators:
            view = one(view)
        return view

    return decorate


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
