"""What somebody typed into a form of ours, so that a page which refuses the form can give it back.

Which values are text follows from the schemas: a text field that is added to one is given back without another edit.
"""

from collections.abc import Iterator
from functools import cache

from marshmallow import Schema, fields
from werkzeug.datastructures import MultiDict

from journal.core.fields import StrictSchema, Text


def submitted(form: MultiDict[str, str]) -> list[str]:
    """Return the texts in a form in its own order, one for each name; no password, no e-mail address."""
    names = _shown_names(frozenset(_subclasses(StrictSchema)))
    sent = ["\n".join(form.getlist(name)).strip("\n") for name in form if name.partition(".")[0] in names]
    return [text for text in sent if text.strip()]


def text_fields(schema: Schema) -> Iterator[tuple[str, Text]]:
    """Yield each text that a schema reads, with the name of its field.

    Texts inside another field go by that field's name: a form names them `<field>.<more>`.
    """
    for name, field in schema.load_fields.items():
        yield from ((name, text) for text in _texts(field))


def _texts(field: fields.Field[object]) -> Iterator[Text]:
    if isinstance(field, Text):
        yield field
    elif isinstance(field, fields.List):
        yield from _texts(field.inner)
    elif isinstance(field, fields.Nested):
        yield from (text for _name, text in text_fields(field.schema))


@cache
def _shown_names(schemas: frozenset[type[Schema]]) -> frozenset[str]:
    """Return the names that hold text in any of the schemas, but for those that any of them does not show again."""
    found = [pair for schema in schemas for pair in text_fields(schema())]
    hidden = {name for name, text in found if not text.shown_again}
    return frozenset(name for name, _text in found) - hidden


def _subclasses(schema: type[Schema]) -> Iterator[type[Schema]]:
    for child in schema.__subclasses__():
        yield child
        yield from _subclasses(child)
