"""The fields of an account: a name, an e-mail address, a password."""

from typing import Unpack

from flask_babel import lazy_gettext as _
from marshmallow import ValidationError

from journal.core.fields import Line, Text
from journal.core.strict_field import Options

NAME_LIMIT, EMAIL_LIMIT, PASSWORD_LIMIT = 80, 200, 200  # characters


class PersonName(Line):
    """What somebody is called."""

    def __init__(self, **options: Unpack[Options]) -> None:
        super().__init__(NAME_LIMIT, **options)


class Email(Line):
    """An e-mail address as it was typed; only its shape is looked at."""

    shown_again = False

    def __init__(self, **options: Unpack[Options]) -> None:
        super().__init__(EMAIL_LIMIT, **options)

    def _parse(self, value: object) -> str:
        address = super()._parse(value)
        name, at, host = address.rpartition("@")
        if not (name and at and host) or " " in address:
            raise ValidationError([_("Give an e-mail address such as ada@example.org.")])
        return address


class Password(Text):
    """A password, as it was typed."""

    shown_again = False

    def __init__(self, **options: Unpack[Options]) -> None:
        super().__init__(PASSWORD_LIMIT, **options)


class NewPassword(Password):
    """A password to be set. Source for its only rule, the length: NIST SP 800-63B-4, section 3.1.1."""

    shortest = 12

    def _parse(self, value: object) -> str:
        password = super()._parse(value)
        if len(password) < self.shortest:
            message = _("Use at least %(least)s characters. A few words in a row are easy to remember.")
            raise ValidationError([message % {"least": self.shortest}])
        return password
