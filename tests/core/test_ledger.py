"""The ledger holds every line whole, from several processes at once, and says aloud when it cannot."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from journal.core import clock
from journal.core.errors import Unavailable
from journal.core.ids import new_id
from journal.core.ledger import Ledger, Unreadable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty file for a ledger."""
    (tmp_path / "ledger").touch(mode=0o600)
    return tmp_path / "ledger"


@pytest.fixture
def ledger(path: Path) -> Ledger:
    made = Ledger()
    made.load(path)
    return made


def ending() -> Mapping[str, object]:
    ids: dict[str, UUID] = {name: new_id() for name in ("id", "owner_id", "subject_id", "actor_id")}
    return {"at": clock.now(), "act": "share.ended", **ids}


def test_lines_are_read_back_in_their_order(ledger: Ledger) -> None:
    endings = [ending() for _ in range(3)]
    ledger.append(endings[:2])
    ledger.append(endings[2:])
    assert [line._asdict() for line in ledger.read()] == endings


def test_without_a_ledger_nothing_is_written_and_nothing_read() -> None:
    none = Ledger()
    none.append([ending()])
    assert (list(none.read()), none.fault()) == ([], "")


def test_a_line_is_on_the_disk_when_it_is_acknowledged(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_size))
    ledger.append([ending()])
    assert ledger.path
    assert synced == [ledger.path.stat().st_size]


def test_lines_of_many_writers_at_once_are_all_whole(ledger: Ledger) -> None:
    endings = [[ending(), ending()] for _ in range(100)]
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(ledger.append, endings))
    assert {line.id for line in ledger.read()} == {one["id"] for pair in endings for one in pair}


def test_a_full_disk_is_told_and_leaves_no_half_line(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    first, write = ending(), os.write
    ledger.append([first])
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda descriptor, text: write(descriptor, text[:30]))
        with pytest.raises(Unavailable):
            ledger.append([ending()])
    ledger.append([first])
    assert [line.id for line in ledger.read()] == [first["id"]] * 2


def test_a_disk_that_is_not_mounted_is_told_and_no_new_file_begun(ledger: Ledger, path: Path) -> None:
    path.unlink()
    with pytest.raises(Unavailable):
        ledger.append([ending()])
    assert not path.exists()
    assert ledger.fault().startswith(f"{path} is not there. Make it once, on another disk")


def test_a_line_torn_by_a_power_cut_swallows_no_other_and_is_told(ledger: Ledger, path: Path) -> None:
    ledger.append([ending()])
    path.write_bytes(path.read_bytes()[:-20])
    ledger.append([ending()])
    with pytest.raises(Unreadable, match="Line 2 of the ledger cannot be read"):
        list(ledger.read())
    whole = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([whole[0], *whole[2:]]))
    assert len(list(ledger.read())) == 1


@pytest.mark.parametrize("line", [b"{", b"[]", b"7", b"{}", b'{"id": 7, "at": 7, "act": 7}', b"\xff"])
def test_a_line_that_is_none_is_told(ledger: Ledger, path: Path, line: bytes) -> None:
    path.write_bytes(b"\n" + line)
    with pytest.raises(Unreadable, match="Line 2"):
        list(ledger.read())


def test_a_file_that_others_can_read_is_no_ledger(ledger: Ledger, path: Path) -> None:
    assert ledger.fault() == ""
    path.chmod(0o640)
    assert ledger.fault() == f"{path} can be read by others: chmod 600 {path}"


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    folder = Ledger()
    folder.load(tmp_path)
    assert folder.fault() == f"{tmp_path} is no file that can be written."
