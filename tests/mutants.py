"""Measure the tests: change the code a little at a time, and count the changes that no test notices.

`make mutants` measures every floor of FLOORS, `make mutants ARGS="crypto access"` some of them. mutmut changes what
functions do and passes over module-level code, so access.py, which is mostly that, is cosmic-ray's. Both work on a copy
of the tree. equivalent.toml lists the changes that no test could notice.
"""

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click

ROOT = Path(__file__).parent.parent
TREE = ("journal", "migrations", "static", "templates", "tests", "pyproject.toml", "wsgi.py")
NEEDED = 90  # percent of a floor's mutants, the equivalent ones left out
PYTEST = ("-p", "no:cacheprovider", "--hypothesis-seed=0", "-m", "not browser")
OF_SOURCE = ("tests/test_architecture.py", "tests/crypto/test_contexts.py::test_every_context_is_pinned")
NOT_KILLED = {0, 5, 33, 34, 35, 2, None}  # exit codes of mutmut: survived, no test (5, 33), skipped, unclear, not run
CAST = re.compile(r"\bcast\([^,]*,")  # and the type, which is for the type checker alone
TIMEOUT = 120.0  # seconds for one run of cosmic-ray's tests
BIN = Path(sys.executable).parent


class Mutant(NamedTuple):
    """One change. before, after: the lines changed, "" if it was killed."""

    module: str
    killed: bool
    before: str = ""
    after: str = ""


class Floor(NamedTuple):
    """A folder or a module to change, and the tests that should notice. left_out: what another floor measures."""

    measure: Callable[[Path, "Floor"], Iterator[Mutant]]
    path: str
    tests: Sequence[str]
    left_out: Sequence[str] = ()


@click.command()
@click.argument("names", nargs=-1)
def main(names: Sequence[str]) -> None:
    """Measure the floors named, all of them unless any is."""
    known = tomllib.loads((ROOT / "tests" / "equivalent.toml").read_text(encoding="utf-8"))["mutant"]
    equivalent = {(one["module"], one["before"], one["after"]) for one in known}
    shares = [report(name, measured(FLOORS[name]), equivalent) for name in names or FLOORS]
    sys.exit(min(shares) < NEEDED)


def measured(floor: Floor) -> list[Mutant]:
    """Return every mutant of a floor, by module."""
    with TemporaryDirectory(prefix="mutants-") as folder:
        tree = Path(folder)
        for name in TREE:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, tree / name)
        return sorted(floor.measure(tree, floor))


def report(name: str, mutants: Sequence[Mutant], equivalent: set[tuple[str, str, str]]) -> float:
    """Print what was found on a floor; return the share killed, in percent."""
    alive = [one for one in mutants if not one.killed and not _is_equivalent(one, equivalent)]
    for one in alive:
        click.echo(f"\n{one.module}\n- {one.before}\n+ {one.after}")
    click.echo()
    for module, found in groupby(mutants, key=lambda one: one.module):
        _line(module, list(found), alive)
    return _line(name, mutants, alive)


def mutmut(tree: Path, floor: Floor) -> Iterator[Mutant]:
    """Let mutmut change the functions of a floor."""
    settings = {
        "source_paths": ["journal"],
        "only_mutate": [f"{floor.path}/*.py"],
        "do_not_mutate": list(floor.left_out),
        "also_copy": [name for name in TREE if name != "journal"],
        "pytest_add_cli_args": [*PYTEST, *(f"--deselect={test}" for test in OF_SOURCE)],
        "pytest_add_cli_args_test_selection": list(floor.tests),
    }
    with (tree / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items()))
    _run(tree, "mutmut", "run")
    for meta in (tree / "mutants" / floor.path).rglob("*.meta"):
        module = meta.relative_to(tree / "mutants").as_posix().removesuffix(".meta")
        for name, code in json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            killed = code not in NOT_KILLED
            yield Mutant(module, killed, *(() if killed else _changed(_run(tree, "mutmut", "show", name, quiet=True))))


def cosmic_ray(tree: Path, floor: Floor) -> Iterator[Mutant]:
    """Let cosmic-ray change a module."""
    command = shlex.join([sys.executable, "-m", "pytest", "-x", "-q", *PYTEST, *floor.tests])
    (tree / "cosmic-ray.toml").write_text(
        f"[cosmic-ray]\nmodule-path = {json.dumps(floor.path)}\ntimeout = {TIMEOUT}\nexcluded-modules = []\n"
        f'test-command = {json.dumps(command)}\n[cosmic-ray.distributor]\nname = "local"\n',
        encoding="utf-8",
    )
    for step in (
        ("init", "cosmic-ray.toml", "found"),
        ("baseline", "cosmic-ray.toml"),
        ("exec", "cosmic-ray.toml", "found"),
    ):
        _run(tree, "cosmic-ray", *step)
    for line in _run(tree, "cosmic-ray", "dump", "found", quiet=True).splitlines():
        _, result = json.loads(line)
        before, after = _changed(result["diff"])
        yield Mutant(floor.path, result["test_outcome"] != "survived", before, after)


FLOORS = {
    "crypto": Floor(mutmut, "journal/crypto", ["tests/crypto"]),
    "clinical": Floor(mutmut, "journal/clinical", ["tests/clinical"]),
    "domain": Floor(
        mutmut, "journal/domain", ["tests/domain", "tests/features"], left_out=["journal/domain/access.py"]
    ),
    "access": Floor(cosmic_ray, "journal/domain/access.py", ["tests/domain/test_access.py", "tests/test_doors.py"]),
}


def _is_equivalent(one: Mutant, known: set[tuple[str, str, str]]) -> bool:
    """Return whether no test could notice a mutant: it is a known one, or it tells `cast` of another type."""
    if (one.module, one.before, one.after) in known:
        return True
    return CAST.search(one.before) is not None and CAST.sub("", one.before) == CAST.sub("", one.after)


def _line(name: str, mutants: Sequence[Mutant], alive: Sequence[Mutant]) -> float:
    killed = sum(one.killed for one in mutants)
    survived = sum(one in alive for one in mutants)
    equivalent = len(mutants) - killed - survived
    share = 100 * killed / (killed + survived or 1)
    click.echo(f"{share:5.1f} %  {killed:4} killed  {survived:4} survived  {equivalent:4} equivalent  {name}")
    return share


def _changed(diff: str) -> tuple[str, str]:
    """Return the lines that a diff takes away, and those that it puts in their place; blank ones do not count."""
    lines = [line for line in diff.splitlines() if line[1:].strip() and not line.startswith(("---", "+++"))]
    before, after = ([line[1:].strip() for line in lines if line.startswith(sign)] for sign in "-+")
    return "\n".join(before), "\n".join(after)


def _run(tree: Path, tool: str, *words: str, quiet: bool = False) -> str:
    kept = subprocess.PIPE if quiet else None
    return subprocess.run([BIN / tool, *words], cwd=tree, stdout=kept, text=True, check=True).stdout or ""


if __name__ == "__main__":
    main()
