"""What the command of README extracts."""

import os
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from tests.words.calls import ROOT


@cache
def sentences(folder: Path) -> frozenset[tuple[str, ...]]:
    """Run the command; return its messages: one text each, or two for one and for many."""
    (line,) = [line for line in (ROOT / "README.md").read_text().splitlines() if "pybabel extract" in line]
    tool, *arguments = shlex.split(line.strip().removeprefix("PYTHONPATH=. uv run "))
    pot = folder / "messages.pot"
    arguments[arguments.index("-o") + 1] = str(pot)
    ran = [str(Path(sys.executable).parent / tool), "--quiet", *arguments]
    subprocess.run(ran, cwd=ROOT, env=os.environ | {"PYTHONPATH": "."}, check=True, capture_output=True)
    with pot.open("rb") as file:
        return frozenset(one.id if isinstance(one.id, tuple) else (one.id,) for one in read_po(file) if one.id)
