"""What the command of README extracts."""

import os
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.words.calls import ROOT


@cache
def catalog(folder: Path) -> Catalog:
    """Run the command; return its messages."""
    (line,) = [line for line in (ROOT / "README.md").read_text().splitlines() if "pybabel extract" in line]
    tool, *arguments = shlex.split(line.strip().removeprefix("PYTHONPATH=. uv run "))
    pot = folder / "messages.pot"
    arguments[arguments.index("-o") + 1] = str(pot)
    ran = [str(Path(sys.executable).parent / tool), "--quiet", *arguments]
    subprocess.run(ran, cwd=ROOT, env=os.environ | {"PYTHONPATH": "."}, check=True, capture_output=True)
    with pot.open("rb") as file:
        return read_po(file)


def sentences(folder: Path) -> frozenset[tuple[str, ...]]:
    """Return the messages: one text each, or two for one and for many."""
    every = catalog(folder)
    return frozenset(one.id if isinstance(one.id, tuple) else (one.id,) for one in every if one.id)
