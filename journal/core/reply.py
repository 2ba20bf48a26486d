"""What the API answers with."""

from typing import ClassVar

from journal.core.fields import StrictSchema


class ReplySchema(StrictSchema):
    """An object that goes out: every field is there, null where it may be, but for those named in `optional`."""

    optional: ClassVar[frozenset[str]] = frozenset()
