"""Every process connects to PostgreSQL as the role that is its own, or refuses to run and says so in a sentence."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url

from journal.cli import ROLES
from journal.core import roles
from tests.plugins.databases import SERVER, as_role
from tests.plugins.instances import ROOT, Instance
from tests.plugins.people import AS_ROLE

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
SERVER_START = (sys.executable, "-c", "import wsgi")
FOLDER = "a folder"
WORDS = {
    "account": ["reset", "ada@example.org"],
    "admin": ["add", "00000000-0000-0000-0000-000000000001", "clara@example.org", "Clara"],
    "backup": [FOLDER],
    "clinic": ["add", "Lake House", "--country", "US", "--zone", "America/New_York"],
    "db": ["upgrade"],
    "keys": ["rotate"],
    "restore": [FOLDER],
    "worker": ["--once"],
}


def test_every_command_but_serve_is_tried() -> None:
    assert set(WORDS) == set(ROLES) - {"serve"}


@on_postgresql
@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("role", roles.ROLES)
def test_a_command_runs_as_its_own_role_and_no_other(app: Flask, tmp_path: Path, name: str, role: str) -> None:
    words = [str(tmp_path) if word == FOLDER else word for word in WORDS[name]]
    result = app.extensions[AS_ROLE][role].test_cli_runner().invoke(args=[name, *words])
    refused = f"Error: `flask {name}` needs the role {ROLES[name]} in JOURNAL_DATABASE_URL, and found {role}."
    assert (refused in result.output) is (role != ROLES[name])
    assert result.exit_code != 0 or role == ROLES[name]


@on_postgresql
def test_serve_is_for_one_machine_without_roles(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["serve"])
    assert (result.exit_code, "started each by itself" in result.output) == (1, True)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_has_no_roles(app: Flask) -> None:
    with app.app_context():
        assert roles.refusal("The server", roles.APP) == ""


@on_postgresql
def test_a_superuser_is_refused_whatever_its_name(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    superuser = make_url(os.environ[SERVER]).username or ""
    engine = create_engine(as_role(app.config["SQLALCHEMY_DATABASE_URI"], superuser))
    with app.app_context():
        monkeypatch.setattr(type(roles.db), "engine", engine)
        assert "nothing would keep people's rows apart" in roles.refusal("The server", superuser)
        assert f"and found {superuser}." in roles.refusal("The server", roles.APP)
    engine.dispose()


@on_postgresql
@pytest.mark.parametrize("setting", ["lock_timeout = 0", "statement_timeout = 0", "synchronous_commit = off"])
def test_a_database_without_its_settings_is_refused(app: Flask, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    engine = create_engine(url.update_query_dict({"options": f"-c {setting.replace(' ', '')}"}))
    with app.app_context():
        assert roles.refusal("The server", roles.APP) == ""
        monkeypatch.setattr(type(roles.db), "engine", engine)
        assert f"The database has {setting}. Give it the settings" in roles.refusal("The server", roles.APP)
    engine.dispose()


@pytest.mark.parametrize("new_instance", ["postgresql"], indirect=True)
@pytest.mark.parametrize("role", roles.ROLES)
def test_the_server_starts_as_its_own_role_and_no_other(new_instance: Callable[[str], Instance], role: str) -> None:
    instance = new_instance("instance")
    environ = instance.environ | {"JOURNAL_DATABASE_URL": as_role(instance.environ["JOURNAL_DATABASE_URL"], role)}
    started = subprocess.run(SERVER_START, cwd=ROOT, env=environ, capture_output=True, text=True)
    said = f"Journal does not start. The server needs the role journal_app in JOURNAL_DATABASE_URL, and found {role}."
    assert (started.returncode, started.stderr.startswith(said)) == ((0, False) if role == roles.APP else (1, True))
    assert len(started.stderr.splitlines()) == started.returncode
