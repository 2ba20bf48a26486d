"""A restore: into an empty place alone, of two parts that belong together, and never half."""

import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from journal.cli.restore import NOT_COVERED, VOID
from journal.core.ledger import ledger
from journal.core.roles import OWNER
from tests import drill
from tests.plugins.databases import KINDS, as_role
from tests.plugins.instances import Instance, instances, watched
from tests.plugins.people import Browser

OTHER_MASTER = f"1:{b64encode(bytes(range(100, 132))).decode()}"
CATALOGUE = """
SELECT relname, relkind, pg_get_userbyid(relowner), relrowsecurity, relforcerowsecurity, relacl::text,
    (SELECT array_agg(row(polname, polcmd, ARRAY(SELECT role::regrole::text FROM unnest(polroles) AS role ORDER BY 1),
        pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) ORDER BY polname)::text
        FROM pg_policy WHERE polrelid = pg_class.oid),
    (SELECT array_agg(pg_get_triggerdef(pg_trigger.oid) ORDER BY tgname)::text
        FROM pg_trigger WHERE tgrelid = pg_class.oid AND NOT tgisinternal)
FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'keys'::regnamespace) ORDER BY 1
"""
UNFINISHED = "A restore into this database did not end. Empty the place and restore again.\n"


@dataclass
class Kept:
    """What is left of an instance. first, second: folders of backups. ledger: as it was at the end."""

    before: Instance
    make: Callable[[str], Instance]
    first: Path
    second: Path
    ledger: Path


@pytest.fixture(scope="module", params=KINDS)
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Two backups of Clara's clinic. Between them Dora, an admin too, came and Nora's account was deleted."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "ledger").touch(mode=0o600)
    with instances(request.param, folder) as make:
        instance = make("before")
        instance.environ["JOURNAL_LEDGER"] = str(folder / "ledger")
        instance.done("db", "upgrade")
        clinic_id = instance.done(*drill.CLINIC).strip()
        link = instance.done("admin", "add", clinic_id, drill.email("Clara"), "Clara")
        instance.done("admin", "add", clinic_id, drill.email("Nora"), "Nora")
        with drill.served(instance) as app:
            drill.use_link(app, instance, "Clara", link)
            instance.done("backup", str(folder / "first"))
            browser = Browser(app)
            drill.sign_in(browser, "Clara", drill.NEW_PASSWORD)
            browser.delete("/api/v1/session")
        instance.done("account", "delete", drill.email("Nora"), "--yes")
        instance.done("admin", "add", clinic_id, drill.email("Dora"), "Dora")
        instance.done("backup", str(folder / "second"))
        yield Kept(instance, make, folder / "first", folder / "second", folder / "ledger")
    ledger.load(None)


@pytest.fixture
def place(kept: Kept, tmp_path: Path) -> Instance:
    """An empty place, with a copy of the ledger, to which a restore adds."""
    instance = kept.make(tmp_path.name)
    instance.environ["JOURNAL_LEDGER"] = str(shutil.copy(kept.ledger, tmp_path / "ledger"))
    return instance


def part(folder: Path, end: str = "") -> str:
    """Return the one part in a folder whose name ends so."""
    (found,) = [path for path in folder.iterdir() if ("-keys" in path.stem) == bool(end)]
    return str(found)


def catalogue(instance: Instance) -> list[tuple[str, ...]]:
    """Return every table with its owner, its walls, who may what, its policies and its triggers."""
    engine = create_engine(as_role(instance.environ["JOURNAL_DATABASE_URL"], OWNER))
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(CATALOGUE))]
    engine.dispose()
    return found


def refused(instance: Instance, *words: str) -> str:
    """Return with what a restore was refused, in words and not by a traceback."""
    result = instance.flask("restore", *words)
    assert (result.returncode, "Traceback" in result.stderr) == (1, False), result.stdout + result.stderr
    return result.stderr


def test_a_place_where_somebody_is_stays_as_it_is(kept: Kept, place: Instance) -> None:
    place.done("restore", str(kept.first))
    assert "empty" in refused(place, str(kept.second))
    assert "No account has this address" in place.flask("account", "reset", drill.email("Dora")).stderr
    with drill.served(place) as app:
        assert drill.sign_in(Browser(app), "Clara", drill.NEW_PASSWORD) == 200


@pytest.mark.parametrize("kept", ["postgresql"], indirect=True)
def test_a_restored_database_keeps_people_apart_as_before(kept: Kept, place: Instance) -> None:
    place.done("restore", str(kept.second))
    before, after = catalogue(kept.before), catalogue(place)
    assert after == before
    assert {name for name, *_rest in after} >= {"entries", "data_keys", "audit_lines"}


def test_the_newest_backup_of_both_parts_is_taken(kept: Kept, place: Instance, tmp_path: Path) -> None:
    for folder in (kept.first, kept.second):
        shutil.copytree(folder, tmp_path / "all", dirs_exist_ok=True)
    alone = Path(part(kept.second))
    shutil.copy(alone, tmp_path / "all" / f"{alone.name.rpartition('-')[0]}-29991231T235959Z{alone.suffix}")
    said = place.done("restore", str(tmp_path / "all"))
    assert alone.name in said


def test_data_with_older_keys_are_refused_and_nothing_starts_on_them(kept: Kept, place: Instance) -> None:
    said = refused(place, part(kept.second), part(kept.first, "keys"))
    assert "lacks the keys of 1 open accounts" in said
    assert place.flask("keys", "rotate").stderr == UNFINISHED
    assert place.flask("restore", str(kept.second)).stderr == UNFINISHED


def test_older_data_with_newer_keys_hold_nothing_of_whoever_was_deleted_since(kept: Kept, place: Instance) -> None:
    del place.environ["JOURNAL_LEDGER"]
    said = place.done("restore", part(kept.first), part(kept.second, "keys"))
    assert "Accounts that are deleted, since these newer keys do not open them: 1" in said
    assert "No account has this address" in place.flask("account", "reset", drill.email("Nora")).stderr
    assert "#" in place.done("account", "reset", drill.email("Clara"))


def test_a_ledger_that_does_not_reach_back_is_none(kept: Kept, place: Instance, tmp_path: Path) -> None:
    (tmp_path / "new").touch(mode=0o600)
    place.environ["JOURNAL_LEDGER"] = str(tmp_path / "new")
    said = place.done("restore", str(kept.second))
    assert NOT_COVERED in said
    assert f"{VOID}: 3" in said
    lines = (tmp_path / "new").read_text()
    assert '"act":"reset.expired"' in lines  # Dora's link: what ended now is in the new one


def test_what_a_restore_ended_again_is_not_ended_once_more(kept: Kept, place: Instance, tmp_path: Path) -> None:
    said = place.done("restore", str(kept.first))
    assert ("Accounts deleted: 1" in said, "Links for a new password expired: 1" in said) == (True, True)
    place.done("backup", str(tmp_path / "again"))
    again = kept.make(f"{place.folder.name}-again")
    again.environ["JOURNAL_LEDGER"] = place.environ["JOURNAL_LEDGER"]
    assert "  Nothing." in again.done("restore", str(tmp_path / "again"))


def test_a_line_of_the_ledger_that_cannot_be_read_stops_the_restore(
    kept: Kept, place: Instance, tmp_path: Path
) -> None:
    (tmp_path / "torn").touch(mode=0o600)
    (tmp_path / "torn").write_bytes(kept.ledger.read_bytes()[:-9])
    place.environ["JOURNAL_LEDGER"] = str(tmp_path / "torn")
    assert "of the ledger cannot be read." in refused(place, str(kept.second))
    assert place.flask("keys", "rotate").stderr == UNFINISHED


def test_without_the_master_key_of_the_backup_the_restore_stops(kept: Kept, place: Instance) -> None:
    place.environ["JOURNAL_MASTER_KEYS"] = OTHER_MASTER
    assert "Master key 1 is in use, and JOURNAL_MASTER_KEYS holds another or none." in refused(place, str(kept.second))
    assert place.flask("keys", "rotate").stderr == UNFINISHED


def test_a_damaged_part_is_told_before_anything_is_made(kept: Kept, place: Instance, tmp_path: Path) -> None:
    for end, cut in (("", 0), ("", -300), ("keys", 0), ("keys", 300)):
        copy = tmp_path / f"{end}{cut}"
        shutil.copytree(kept.second, copy)
        damaged = Path(part(copy, end))
        damaged.write_bytes(damaged.read_bytes()[:cut])
        assert f"{damaged} is damaged" in refused(place, str(copy))
    place.done("restore", str(kept.second))


def test_the_keys_named_before_the_data_are_told(kept: Kept, place: Instance) -> None:
    assert "no such part" in refused(place, part(kept.first, "keys"), part(kept.first))
    place.done("restore", part(kept.first), part(kept.first, "keys"))


def test_paths_that_name_no_backup_are_told(kept: Kept, place: Instance, tmp_path: Path) -> None:
    assert "holds no backup of both parts" in refused(place, str(tmp_path))
    for words in ((part(kept.first),), (str(kept.first), str(kept.second)), (str(tmp_path / "none"),), ()):
        assert place.flask("restore", *words).returncode == 2
    place.done("restore", str(kept.second))


def test_whatever_a_backup_or_a_restore_makes_is_for_its_owner_alone(
    kept: Kept, place: Instance, tmp_path: Path
) -> None:
    with watched(place.folder) as made, watched(tmp_path) as copied:
        place.done("restore", str(kept.second))
        place.done("backup", str(tmp_path / "more"))
    assert (made, copied) == ({}, {})
    assert len(list((tmp_path / "more").iterdir())) == 2
