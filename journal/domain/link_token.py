"""The token of a link that works once, as somebody gives it: alone, or inside the whole link.

A link carries its token behind "#", which browsers send to no server; so it reaches ours in a body only.
"""

from typing import Unpack

from flask_babel import lazy_gettext as _
from marshmallow import ValidationError

from journal.core.fields import StrictSchema, Text
from journal.core.strict_field import Options
from journal.crypto import tokens

PASTED_LIMIT = 500  # characters of a whole link


class LinkToken(Text):
    """A token, or the link that ends in it; white space, as a mail puts into long lines, does not count."""

    shown_again = False

    def __init__(self, **options: Unpack[Options]) -> None:
        super().__init__(PASTED_LIMIT, **options)

    def _parse(self, value: object) -> str:
        token = "".join(super()._parse(value).split()).rpartition("#")[2]
        if tokens.parse(token) is None:
            raise ValidationError([_("Part of the link is missing. Copy all of it, then try again.")])
        return token


class LinkSchema(StrictSchema):
    """Which link somebody holds. token: or the whole link."""

    token = LinkToken(required=True)
