"""Commands are found by name and imported only when one is given; a server imports none."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).parents[2]
HEAVY = ("alembic", "flask_migrate", "journal.demo", "journal.cli.serve", "journal.cli.account")


def run(instance: Path, *words: str) -> str:
    """Return what a fresh Python prints."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JOURNAL", "FLASK", "DATABASE"))}
    settings = {"JOURNAL_DEMO": "1", "JOURNAL_INSTANCE": str(instance)}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, env=clean | settings, capture_output=True, text=True, check=True).stdout


def loaded_by(code: str, instance: Path) -> set[str]:
    """Return the modules that a fresh Python has loaded after `code`."""
    printed = run(instance, "-c", f"{code}\nimport json, sys\nprint(json.dumps(list(sys.modules)))")
    return set(json.loads(printed.splitlines()[-1]))


def test_a_server_imports_no_command_and_no_alembic(tmp_path: Path) -> None:
    loaded = loaded_by("import wsgi", tmp_path)
    assert "journal.cli" in loaded
    assert not {name for name in loaded if name.startswith(HEAVY)}


def test_a_server_does_nothing_by_itself(tmp_path: Path) -> None:
    """What nobody asks for is the worker's to do."""
    assert run(tmp_path, "-c", "import threading, wsgi\nprint(threading.active_count())") == "1\n"


def test_one_command_imports_no_other(tmp_path: Path) -> None:
    loaded = loaded_by("import wsgi\nwsgi.app.test_cli_runner().invoke(args=['keys', '--help'])", tmp_path)
    assert {"journal.cli.keys"} == {name for name in loaded if name.startswith("journal.cli.")}
    assert "alembic" not in loaded


def test_help_lists_every_command_with_its_help(app: Flask) -> None:
    lines = app.test_cli_runner().invoke(args=["--help"]).output.partition("Commands:")[2].splitlines()
    listed = dict(line.split(maxsplit=1) for line in lines if line.strip())
    files = (ROOT / "journal" / "cli").glob("*.py")
    modules = {path.stem for path in files if re.search(r"^(def command\(|command = )", path.read_text(), re.M)}
    assert set(listed) == modules | {"db", "openapi"}


@pytest.mark.parametrize("words", [["clinics"], ["clinic", "remove"], ["__init__"], ["migrations"]])
def test_an_unknown_command_is_refused(app: Flask, words: list[str]) -> None:
    result = app.test_cli_runner().invoke(args=words)
    assert (result.exit_code, "No such command" in result.output) == (2, True)


def test_flask_db_finds_the_migrations(tmp_path: Path) -> None:
    assert "(head)" in run(tmp_path, "-m", "flask", "--app", "wsgi", "db", "heads")
