"""What ended after a backup ends again as it had, whatever it was, and once."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from journal.core.connection import close, commit
from journal.core.db import Base, db
from journal.core.ledger import Unreadable, ledger
from journal.domain import replay
from journal.features.people import service as people
from tests.plugins.databases import empty
from tests.plugins.endings import World, each_ending
from tests.plugins.unrestricted import execute

Rows = dict[str, dict[tuple[Any, ...], dict[str, Any]]]


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Several people act in one session."""
    return maintenance_context


def stored() -> Rows:
    """Return every row, by its table and its key."""
    found: Rows = {}
    for table in Base.metadata.sorted_tables:
        rows = [dict(row) for row in execute(select(table)).mappings()]
        found[table.name] = {tuple(row[column.name] for column in table.primary_key): row for row in rows}
    close()
    return found


def restore(rows: Rows) -> None:
    """Put back what was there, and nothing else."""
    empty(db.engine, Base.metadata)
    for table in Base.metadata.sorted_tables:
        if rows[table.name]:
            execute(insert(table), list(rows[table.name].values()))
    commit()
    close()


@each_ending
def test_it_ends_again_as_it_had(
    context: Flask,
    world: World,
    ledger_path: Path,
    end: Callable[[World], object],
    acts: dict[str, int],
) -> None:
    before = stored()
    ledger.load(ledger_path)
    end(world)
    after = stored()
    restore(before)
    assert replay.by_ledger().acts == acts
    again = stored()
    changed = {person for (person,), row in after["people"].items() if row != before["people"].get((person,))}
    for name, rows in before.items():
        for key, row in rows.items():
            now, then = again[name][key], after[name][key]
            if "password_hash" in row and now["password_hash"] != row["password_hash"]:
                assert key[0] in changed
                assert now.pop("password_hash") != then.pop("password_hash")
            assert now == then, name
    assert replay.by_ledger().acts == Counter()


def test_an_account_that_was_opened_again_is_open(context: Flask, world: World, ledger_path: Path) -> None:
    before = stored()
    ledger.load(ledger_path)
    people.deactivate(world.clara, world.ada.id)
    people.reactivate(world.clara, world.ada.id)
    restore(before)
    replay.by_ledger()
    assert stored()["people"][(world.ada.id,)] == before["people"][(world.ada.id,)]


def test_an_act_of_a_newer_journal_is_told_and_nothing_done(context: Flask, world: World, ledger_path: Path) -> None:
    before = stored()
    ledger.load(ledger_path)
    people.deactivate(world.clara, world.ada.id)
    ledger_path.write_text(ledger_path.read_text().replace("account.deactivated", "account.frozen"))
    restore(before)
    with pytest.raises(Unreadable, match=r"does not know: account\.frozen"):
        replay.by_ledger()
    assert stored() == before
