"""The base of every schema field: our messages, and values that are checked and never guessed."""

from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar

from flask_babel import lazy_gettext as _
from marshmallow import fields

MESSAGES = {
    "required": _("This is required."),
    "null": _("This can't be empty."),
}

T = TypeVar("T")


class Options(TypedDict, total=False):
    """What every field may be given beside its own limits; as in marshmallow."""

    required: bool
    load_default: object
    allow_none: bool


class StrictField(fields.Field[T]):
    """A field of ours: its messages, and `_parse` in place of marshmallow's untyped hook.

    Stands before the library's field among the bases, which describes it in OpenAPI.
    """

    default_error_messages = MESSAGES

    def _parse(self, value: object) -> T:
        """Return the value that was sent. Raises ValidationError."""
        raise NotImplementedError

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> T:
        return self._parse(value)
