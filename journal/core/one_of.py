"""A value in one of several shapes, told apart by its `kind`."""

from collections.abc import Mapping

from marshmallow import Schema, ValidationError, missing

from journal.core.fields import Choice, StrictSchema
from journal.core.strict_field import StrictField


class Tag(Choice):
    """The `kind` of a shape: one constant."""

    def __init__(self, name: str) -> None:
        super().__init__((name,), required=True)


class OneOf(StrictField[Mapping[str, object]]):
    """An object whose `kind` chooses its schema. schemas: by kind; each has a Tag."""

    def __init__(self, schemas: Mapping[str, type[Schema]]) -> None:
        super().__init__()
        self.schemas = {kind: schema() for kind, schema in schemas.items()}
        self._kind = Choice(tuple(schemas), required=True)

    def _parse(self, value: object) -> Mapping[str, object]:
        if not isinstance(value, Mapping):
            raise ValidationError([StrictSchema.error_messages["type"]])
        try:
            kind = self._kind.deserialize(value.get("kind", missing), "kind", value)
        except ValidationError as error:
            raise ValidationError({"kind": error.messages}) from None
        loaded: Mapping[str, object] = self.schemas[str(kind)].load(value)
        return loaded
