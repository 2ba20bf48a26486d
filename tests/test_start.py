"""A process starts only with every key at hand, and whatever it makes is for its owner alone, from the first byte."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_serve import start
from tests.plugins.instances import OTHERS, WAIT, Instance, watched
from tests.plugins.site import free_port

OTHER_MASTER = b64encode(bytes(range(100, 132))).decode()
CLINIC = ("clinic", "add", "Lake House", "--country", "US", "--zone", "America/New_York")
NewInstance = Callable[[str], Instance]


@pytest.fixture
def filled(new_instance: NewInstance) -> Instance:
    """An instance with a clinic and its admin."""
    instance = new_instance("instance")
    instance.done("db", "upgrade")
    clinic_id = instance.done(*CLINIC).strip()
    instance.done("admin", "add", clinic_id, "clara@example.org", "Clara")
    return instance


def test_a_process_that_lacks_a_key_in_use_does_not_start(filled: Instance) -> None:
    result = filled.flask("db", "upgrade", JOURNAL_MASTER_KEYS=f"2:{OTHER_MASTER}")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "Journal does not start. Master key 1 is in use, and JOURNAL_MASTER_KEYS holds another or none. Add it again."
    ]


@pytest.mark.parametrize("new_instance", ["sqlite"], indirect=True)
def test_no_command_puts_an_empty_file_where_keys_were_lost(filled: Instance) -> None:
    lost = filled.folder / "journal-keys.sqlite3"
    for path in filled.folder.glob("journal-keys.sqlite3*"):
        path.unlink()
    for words in (("db", "upgrade"), CLINIC, ("db", "downgrade")):
        result = filled.flask(*words)
        assert (result.returncode, "Traceback" in result.stderr) == (1, False)
        assert result.stderr.startswith(f"Journal does not start. {lost} is missing")
    assert not lost.exists()


def test_what_commands_make_is_for_its_owner_alone(new_instance: NewInstance, tmp_path: Path) -> None:
    with watched(tmp_path) as open_to_others:
        instance = new_instance("instance")
        instance.done("db", "upgrade")
        instance.done(*CLINIC)
    assert open_to_others == {}


def test_what_a_demo_makes_is_for_its_owner_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with watched(tmp_path) as open_to_others:
        process = start(tmp_path / "instance", free_port(), umask=0o022)
        assert next((line for line in process.stdout or () if line.startswith("admin\t")), None)
        process.terminate()
        process.communicate(timeout=WAIT)
    assert open_to_others == {}
    assert (tmp_path / "instance").stat().st_mode & OTHERS == 0
    assert {"demo.sqlite3", "demo-keys.sqlite3"} <= {path.name for path in (tmp_path / "instance").iterdir()}
