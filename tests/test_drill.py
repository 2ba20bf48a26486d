"""The drill: a backup, endings of every kind, loss, a restore. Nothing that had ended opens, and all else is there.

`pytest -s tests/test_drill.py` prints what a therapist and a deleted patient can open afterwards.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journal.cli.restore import VOID
from journal.core.ledger import ledger
from tests import drill
from tests.drill import NEW_PASSWORD, Life, Opens
from tests.features.invitations import links
from tests.plugins.instances import Instance
from tests.plugins.people import PASSWORD, Browser

EXCERPT, TOPIC = "I was not afraid of it — ça va.", "My father, and the lake"
NewInstance = Callable[[str], Instance]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the backup is."""
    return tmp_path / "backups"


@pytest.fixture
def life(new_instance: NewInstance, tmp_path: Path, folder: Path) -> Iterator[Life]:
    """A clinic that was backed up before much of it ended."""
    instance = new_instance("before")
    (tmp_path / "ledger").touch(mode=0o600)
    instance.environ["JOURNAL_LEDGER"] = str(tmp_path / "ledger")
    instance.done("db", "upgrade")
    with drill.served(instance) as app:
        found = Life(instance, app)
        found.begin()
        instance.done("backup", str(folder))
        found.end()
    yield found
    ledger.load(None)


def test_what_had_ended_stays_ended_by_the_ledger(life: Life, new_instance: NewInstance, folder: Path) -> None:
    after = new_instance("after")
    after.environ["JOURNAL_LEDGER"] = life.instance.environ["JOURNAL_LEDGER"]
    said = after.done("restore", str(folder))
    with drill.served(after) as app:
        opens = life.opens(app)
        print(f"\nWith the ledger\n{said}{opens}")  # noqa: T201
        assert opens == Opens(
            signed_in=["Clara", "Tom", "Eve", "Kim", "Zoe"],
            by_password=["Clara", "Tom", "Ada", "Eve", "Zoe"],
            to_tom={"Ada": [TOPIC], "Kim": [EXCERPT], "Zoe": [EXCERPT]},
        )
        assert links.look(Browser(app), life.invitation, "api").status_code == 410
        assert after.flask("account", "reset", drill.email("Nia")).stderr == "Error: No account has this address.\n"
        drill.use_link(app, after, "Kim")
        for name in ("Ada", "Eve", "Kim", "Zoe"):
            life.check_entry(app, name, NEW_PASSWORD if name == "Kim" else PASSWORD)
    for sentence in ("Accounts deleted: 1", "Accounts deactivated: 1", "Shares ended: 4", f"{VOID}: 1"):
        assert f"  {sentence}" in said


def test_everything_has_ended_where_no_ledger_tells_what_did(
    life: Life, new_instance: NewInstance, folder: Path
) -> None:
    after = new_instance("after")
    said = after.done("restore", str(folder))
    with drill.served(after) as app:
        opens = life.opens(app)
        print(f"\nWithout a ledger\n{said}{opens}")  # noqa: T201
        assert opens == Opens(signed_in=[], by_password=[], to_tom={})
        assert links.look(Browser(app), life.invitation, "api").status_code == 410
        for name in ("Tom", "Zoe", "Ada"):
            drill.use_link(app, after, name)
        tom = Browser(app)
        drill.sign_in(tom, "Tom", NEW_PASSWORD)
        assert life.seen_by_tom(tom) == {}
        for name in ("Ada", "Zoe"):
            life.check_entry(app, name, NEW_PASSWORD)
    assert "so nobody knows what ended since. Everything has ended:" in said
    assert f"  {VOID}: 8" in said
