"""What can be refused. Services raise these; web/problems.py alone turns them into responses.

Every message speaks to the person and says what to do. A lazy translation becomes a plain string here.
"""

from collections.abc import Mapping
from typing import Protocol

from flask_babel import lazy_gettext as _

SOMEBODY_ELSE = _("Someone else is signed in here now. Sign in as yourself.")

Messages = dict[str, list[str]]  # by the name of the field


class Refused(Exception):
    """Something asked for was not done, and nothing was changed.

    retry_after: seconds until the same may be sent again, None where that would not help.
    """

    detail: str = ""
    retry_after: int | None = None

    def __init__(self, detail: object = "") -> None:
        message = str(detail)
        super().__init__(message)
        self.detail = message or self.detail


class NotFound(Refused):
    """No such row is open to this person."""


class Forbidden(Refused):
    """This role may not do this, or the request came from another site."""


class AnotherAccount(Forbidden):
    """The form was made for one person, and another is signed in."""

    def __init__(self) -> None:
        super().__init__(SOMEBODY_ELSE)


class Unauthenticated(Refused):
    """Nobody is signed in, or signing in failed: no account has this address and password."""


class Gone(Refused):
    """It has expired or was used."""


class Invalid(Refused):
    """A rule about the given values was broken.

    fields: {field: [message]}; a list's items are named by their position ("pieces.0.text").
    """

    def __init__(self, detail: object = "", /, **fields: object) -> None:
        super().__init__(detail)
        self.fields: Messages = {
            name: [str(one) for one in messages] if isinstance(messages, list) else [str(messages)]
            for name, messages in fields.items()
        }


class Mismatch(Invalid):
    """Somebody gave a wrong current password, or an address that their link was not made for.

    Counted as a failed attempt, as a failed sign-in is.
    """


class Serializable(Protocol):
    """What a 412 can carry beside plain values: a record as its owner reads it."""

    def to_dict(self) -> Mapping[str, object]:
        """Return the record as the API gives it."""


class Conflict(Refused):
    """Another revision is stored under this id.

    current: the stored one; the caller keeps both and lets the writer decide.
    revision: its number, None if it has none.
    also: what the API says beside the current one.
    """

    def __init__(self, current: Serializable | Mapping[str, object], detail: object = "", **also: object) -> None:
        super().__init__(detail)
        self.current = current
        self.also = also
        self.revision: int | None = getattr(current, "revision", None)


class Unseen(Refused):
    """The request does not say which version of a thing the person looked at."""


class Outdated(Refused):
    """What the person looked at has changed since. tag: the digest of what it is now."""

    def __init__(self, tag: str, detail: object = "") -> None:
        super().__init__(detail)
        self.tag = tag


class TooLarge(Refused):
    """More than this browser may send."""


class TooMany(Refused):
    """Too many attempts."""

    def __init__(self, retry_after: int, detail: object = "") -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Unavailable(Refused):
    """The store did not answer in time; nothing was acknowledged, and the same call may be sent again."""

    retry_after = 5


class Busy(Refused):
    """An earlier call of the same person is not done yet."""

    retry_after = 1
