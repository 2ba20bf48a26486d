"""Files that their owner alone reads, from the first byte, and that the disk has for sure."""

import os
from pathlib import Path

OWNER_ONLY = 0o600


def make_blank(path: Path) -> None:
    """Make an empty file that its owner alone reads, in place of one that is there."""
    path.unlink(missing_ok=True)
    path.touch(mode=OWNER_ONLY, exist_ok=False)


def sync(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
