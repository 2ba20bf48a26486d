"""The ledger: what ended, in a file on another disk than the database, so that a restored backup ends it again.

A line of JSON an ending: ids, times and acts, never a word or an address.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from errno import ENOSPC
from fcntl import LOCK_EX, flock
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple
from uuid import UUID

import orjson

from journal.core.errors import Unavailable

OTHERS = 0o077  # what the group and everybody else may


class Unreadable(Exception):
    """A line of the ledger cannot be read."""


class Ending(NamedTuple):
    """One line, as domain/audit records it. id: of its line in the audit trail."""

    id: UUID
    at: datetime
    act: str
    owner_id: UUID
    subject_id: UUID
    actor_id: UUID


class Ledger:
    """The ledger of this process, loaded once by create_app. path: None where there is none."""

    path: Path | None = None

    def load(self, path: Path | None) -> None:
        """Set the file."""
        self.path = path

    def fault(self) -> str:
        """Return in a sentence why nothing can be written, "" if it can or there is no ledger."""
        return fault(self.path) if self.path else ""

    def append(self, endings: Sequence[Mapping[str, object]]) -> None:
        """Write lines, and wait until the disk has them. Raises Unavailable."""
        if self.path is None or not endings:
            return
        # A line begins with its line end, so that one torn by a power cut does not swallow the next.
        text = b"".join(b"\n" + orjson.dumps(ending) for ending in endings)
        try:
            # Never made here: where its disk is not mounted, a new file would be lost with the disk below.
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND)
            try:
                flock(descriptor, LOCK_EX)
                _write(descriptor, text)
            finally:
                os.close(descriptor)
        except OSError as problem:
            raise Unavailable from problem

    def read(self) -> Iterator[Ending]:
        """Yield every line, the oldest first; none without a ledger. Raises Unreadable."""
        if self.path is None:
            return
        with self.path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _parse(line, number)


def fault(path: Path) -> str:
    """Return in a sentence why a file cannot be a ledger, "" if it can."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return f"{path} is not there. Make it once, on another disk than the database: install -m 600 /dev/null {path}"
    if not S_ISREG(mode) or not os.access(path, os.R_OK | os.W_OK):
        return f"{path} is no file that can be written."
    return f"{path} can be read by others: chmod 600 {path}" if mode & OTHERS else ""


def _write(descriptor: int, text: bytes) -> None:
    """Write all of `text` or nothing. Raises OSError."""
    before = os.fstat(descriptor).st_size
    if os.write(descriptor, text) < len(text):  # the disk is full
        os.ftruncate(descriptor, before)
        raise OSError(ENOSPC, os.strerror(ENOSPC))
    os.fsync(descriptor)


def _parse(line: bytes, number: int) -> Ending:
    try:
        said = orjson.loads(line)
        ids = {name: UUID(said[name]) for name in ("id", "owner_id", "subject_id", "actor_id")}
        return Ending(at=datetime.fromisoformat(said["at"]), act=said["act"], **ids)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unreadable(f"Line {number} of the ledger cannot be read.") from None


ledger = Ledger()
