"""What somebody typed into a form of ours, so that a page which refuses the form can give it back.

Which values are text follows from the schemas: a text field that is added to one is given back without another edit.
"""

from collections.abc import Iterator
from functools import cache

from marshmallow import Schema, fields
from werkzeug.datastructures import MultiDict

from journal.core.account_fields import Password
from journal.core.fields import StrictSchema, Text
from journal.web.current_user import cookie_owner
from journal.web.form_values import Pair


def own(form: MultiDict[str, str]) -> list[str]:
    """Return the texts in a form of the account that the browser's cookie names, none of anybody else's.

    What one person wrote must not be shown after another has signed in, or after they signed out themselves.
    """
    owner = cookie_owner()
    return submitted(form) if owner is not None and form.get("account") == str(owner) else []


def submitted(form: MultiDict[str, str]) -> list[str]:
    """Return the texts in a form in its own order, one for each name; no password, no e-mail address."""
    names = _shown_names(_schemas())
    sent = ["\n".join(form.getlist(name)).strip("\n") for name in form if name.partition(".")[0] in names]
    return [text for text in sent if text.strip()]


def without_passwords(form: MultiDict[str, str]) -> list[Pair]:
    """Return the names and values of a form that hold no password."""
    passwords = _password_names(_schemas())
    return [(name, value) for name, value in form.items(multi=True) if name.partition(".")[0] not in passwords]


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


@cache
def _password_names(schemas: frozenset[type[Schema]]) -> frozenset[str]:
    """Return the names that hold a password in any of the schemas."""
    found = (pair for schema in schemas for pair in text_fields(schema()))
    return frozenset(name for name, text in found if isinstance(text, Password))


def _schemas() -> frozenset[type[Schema]]:
    """Return every schema but those inside another: no form names its inputs by the fields of these."""
    found = frozenset(_subclasses(StrictSchema))
    return found - _inner_schemas(found)


@cache
def _inner_schemas(schemas: frozenset[type[Schema]]) -> frozenset[type[Schema]]:
    read = (field for schema in schemas for field in schema().load_fields.values())
    inner = (field.inner if isinstance(field, fields.List) else field for field in read)
    return frozenset(type(field.schema) for field in inner if isinstance(field, fields.Nested))


def _subclasses(schema: type[Schema]) -> Iterator[type[Schema]]:
    for child in schema.__subclasses__():
        yield child
        yield from _subclasses(child)
