"""How the description shows a field that holds one of several shapes."""

from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema, fields

from journal.core.one_of import OneOf
from journal.web.openapi.description import Part


def one_of(converter: OpenAPIConverter, field: fields.Field[object], **_how: object) -> Part:
    """Return the shapes of such a field, nothing for any other; marshmallow's plugin calls it for every field."""
    if not isinstance(field, OneOf):
        return {}
    return {"oneOf": [_reference(converter, schema) for schema in field.schemas.values()]}


def _reference(converter: OpenAPIConverter, schema: Schema) -> Part:
    reference: Part = converter.resolve_nested_schema(schema)  # type: ignore[no-untyped-call]
    return reference
