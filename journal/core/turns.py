"""One thing at a time for each person in this process: a second one waits for its turn, and not for long."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from uuid import UUID

from flask_babel import lazy_gettext as _

from journal.core.errors import Busy

NOT_YET = _("Your last request is still running. Wait a moment, then try again.")


class Turns:
    """Who is at it, and who waits; nobody else is remembered. patience: seconds that a call may wait."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._working: set[UUID] = set()
        self._waiting: set[UUID] = set()
        self._ended = Condition()

    @contextmanager
    def turn(self, person_id: UUID) -> Iterator[None]:
        """Hold a person's turn inside the block. Raises Busy if it does not come in time, or another call waits too."""
        with self._ended:
            self._wait(person_id)
            self._working.add(person_id)
        try:
            yield
        finally:
            with self._ended:
                self._working.remove(person_id)
                self._ended.notify_all()

    def _wait(self, person_id: UUID) -> None:
        if person_id in self._waiting:
            raise Busy(NOT_YET)
        self._waiting.add(person_id)
        try:
            if not self._ended.wait_for(lambda: person_id not in self._working, self._patience):
                raise Busy(NOT_YET)
        finally:
            self._waiting.remove(person_id)
