"""The field of a phone number."""

import re
from typing import Unpack

from flask_babel import lazy_gettext as _
from marshmallow import ValidationError

from journal.core.fields import Line
from journal.core.strict_field import Options

PHONE = re.compile(r"[+]?[0-9(][0-9 ().-]*[0-9]")
PHONE_LIMIT = 40  # characters


class Phone(Line):
    """A phone number as people write it: +1 (212) 555-0100."""

    def __init__(self, **options: Unpack[Options]) -> None:
        super().__init__(PHONE_LIMIT, **options)

    def _parse(self, value: object) -> str:
        number = super()._parse(value)
        if not PHONE.fullmatch(number):
            raise ValidationError([_("Give a phone number such as +1 212 555 0100.")])
        return number
