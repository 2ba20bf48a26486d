"""The two parts of a backup: all but the keys, kept as long as one likes, and the keys, which live for days."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import NamedTuple

import click

from journal.core import clock
from journal.core.files import sync
from journal.models import Person, StoredKey

KEYS_LIVE = timedelta(days=7)  # as the privacy page says
KEYS_KEPT = timedelta(days=6)  # so that with one backup a day none grows older than that
STAMP = "%Y%m%dT%H%M%SZ"
KEYS_END = "-keys"  # of a name, before its suffix
TABLES = Person.__tablename__, StoredKey.__tablename__  # by which the two are known
UNFINISHED = ".part"  # suffix of a file that is being written


class Parts(NamedTuple):
    """The files of one backup."""

    data: Path
    keys: Path

    def unfinished(self) -> "Parts":
        """Return the names under which the two are written."""
        return Parts(self.data.with_suffix(UNFINISHED), self.keys.with_suffix(UNFINISHED))


def new(folder: Path, name: str, suffix: str) -> Parts:
    """Return the files of a backup that is made now. name: of the database."""
    stem = f"{name}-{clock.now().strftime(STAMP)}"
    return Parts(folder / f"{stem}{suffix}", folder / f"{stem}{KEYS_END}{suffix}")


def newest(folder: Path, suffix: str) -> Parts:
    """Return the newest backup of which both parts are there. Raises ClickException if there is none."""
    pairs = [Parts(data_of(keys), keys) for keys in folder.glob(f"*{KEYS_END}{suffix}") if made_at(keys)]
    whole = [pair for pair in pairs if pair.data.is_file()]
    if whole:
        return max(whole, key=lambda pair: pair.keys.stem.rpartition(KEYS_END)[0].rpartition("-")[2])
    raise click.ClickException(f"{folder} holds no backup of both parts (*{suffix} and *{KEYS_END}{suffix}).")


def data_of(keys: Path) -> Path:
    """Return the data that was copied together with these keys."""
    return keys.with_name(f"{keys.stem.removesuffix(KEYS_END)}{keys.suffix}")


def made_at(path: Path) -> datetime | None:
    """Return when a part was made, by its name; None for somebody else's file."""
    stamp = path.stem.removesuffix(KEYS_END).rpartition("-")[2]
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def prune(folder: Path, name: str) -> Iterator[str]:
    """Remove copies of the keys that are too old; yield a sentence for each."""
    for path in sorted(folder.glob(f"{name}-*{KEYS_END}.*")):
        made = made_at(path)
        if made and clock.now() - made > KEYS_KEPT:
            path.unlink()
            yield f"Removed {path}: copies of the keys live {KEYS_LIVE.days} days at most."


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Work in a folder that no other backup writes to; what one that was killed left there is removed.

    Raises ClickException if another one is at work.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _lock(descriptor, folder)
        remove_unfinished(folder)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        raise click.ClickException(f"Another backup into {folder} is at work.") from None


def remove_unfinished(folder: Path) -> None:
    """Remove what was being written."""
    for path in folder.glob(f"*{UNFINISHED}"):
        if made_at(path):
            path.unlink()


def finish(parts: Parts) -> None:
    """Give the two their names, once the disk has them: the data first, since a pair is known by its keys."""
    for unfinished, path in zip(parts.unfinished(), parts, strict=True):
        sync(unfinished)
        unfinished.rename(path)
    sync(parts.data.parent)
