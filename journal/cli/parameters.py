"""Parameters of commands that a field of a schema reads."""

import click
from marshmallow import ValidationError

from journal.core.phone_field import Phone
from journal.core.strict_field import StrictField


class TextParam(click.ParamType[str]):
    """Text that `field` loads; what it refuses is a usage error with the field's own message."""

    name = "text"

    def __init__(self, field: StrictField[str]) -> None:
        self.field = field

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the loaded text."""
        try:
            return self.field.deserialize(value)
        except ValidationError as error:
            self.fail(str(error.messages[0]), param, ctx)


class PhoneParam(TextParam):
    """A phone number as people write it; "" for none."""

    def __init__(self) -> None:
        super().__init__(Phone())

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the loaded number, "" for none."""
        return super().convert(value, param, ctx) if value.strip() else ""
