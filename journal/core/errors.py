"""What can be refused. Services raise these; web/refusals.py alone turns them into answers.

Every message speaks to the person and says what to do. It may be given as lazy words: they become plain ones here.
"""

from collections.abc import Mapping
from typing import Protocol

Messages = dict[str, list[str]]


class Refused(Exception):
    """Something asked for was not done, and nothing was changed."""

    detail: str = ""

    def __init__(self, detail: object = "") -> None:
        said = str(detail)
        super().__init__(said)
        self.detail = said or self.detail


class NotFound(Refused):
    """There is no such row for this person; it may be somebody else's, or nobody's."""


class Forbidden(Refused):
    """This kind of person has no door here."""


class Unknown(Refused):
    """Nobody is signed in, or the words given at sign-in do not fit."""


class Gone(Refused):
    """It was here, and its time is over."""


class Invalid(Refused):
    """A rule about the given values was broken.

    fields: {field: [message]}; a list's items are named by their position ("pieces.0.text").
    """

    def __init__(self, detail: object = "", /, **fields: object) -> None:
        super().__init__(detail)
        self.fields: Messages = {
            name: [str(one) for one in said] if isinstance(said, list) else [str(said)] for name, said in fields.items()
        }


class Mismatch(Invalid):
    """What was given to show who one is does not fit: a guess, and counted as one."""


class Readable(Protocol):
    """What its owner reads of a row."""

    def to_dict(self) -> Mapping[str, object]:
        """Return it as the API gives it."""


class Conflict(Refused):
    """Something else is kept under this id.

    current: what is; the caller keeps both and lets the writer decide. revision: its number, None where it has none.
    """

    def __init__(self, current: Readable | Mapping[str, object], detail: object = "") -> None:
        super().__init__(detail)
        self.current = current
        self.revision: int | None = getattr(current, "revision", None)


class Outdated(Refused):
    """What was looked at has changed since."""


class TooMany(Refused):
    """Asked too often. retry_after: seconds."""

    def __init__(self, retry_after: int, detail: object = "") -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Unavailable(Refused):
    """The store did not answer in time; nothing was acknowledged, and the same call may be sent again."""
