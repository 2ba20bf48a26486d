"""The rules that let the tables be spread over many machines one day, held over the metadata; and what is not sealed.

Whatever belongs to somebody begins with its owner, in every key and index; foreign keys stay with the owner; ids are
made by those who write.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

import pytest
from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, MetaData, Table, UniqueConstraint, Uuid
from sqlalchemy.schema import ForeignKeyConstraint

import journal.models  # noqa: F401
from journal.core.db import Base
from journal.domain import unsealed
from journal.models.columns import SEALED

REFERENCE = {"clinics"}  # small, and the same everywhere
GLOBAL = {"addresses", "attempt_counts"}  # unique over all, keyed by an HMAC, without foreign keys
OF_NOBODY = {"sweep_marks"}  # one row, written by maintenance alone
OWNED = [table for table in Base.metadata.sorted_tables if table.name not in REFERENCE | GLOBAL | OF_NOBODY]


def broken(table: Table) -> list[str]:
    """Return what a table breaks of the rules."""
    owner = table.columns.get("owner_id")
    if owner is None:
        return ["no owner_id"]
    said = [] if not owner.nullable else ["owner_id may be missing"]
    said += [f"{name} does not begin with owner_id" for name, first in _firsts(table) if first is not owner]
    said += [f"{key.name} leaves the owner" for key in table.foreign_key_constraints if not _stays(key)]
    said += [
        f"{column.name} is a sequence"
        for column in table.primary_key
        if isinstance(column.type, Integer) and column.name != "revision"
    ]
    return said


@pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
def test_whatever_is_owned_lies_with_its_owner(table: Table) -> None:
    assert broken(table) == []


@pytest.mark.parametrize("name", sorted(GLOBAL))
def test_what_is_unique_over_all_points_nowhere(name: str) -> None:
    table = Base.metadata.tables[name]
    assert not table.foreign_keys
    assert [column.name for column in table.primary_key] == ["digest"]


def listed() -> list[tuple[str, str]]:
    """Return what domain/unsealed.py lists, by table and column."""
    groups = [one.columns for one in (*unsealed.FACTS, *unsealed.TECHNICAL)]
    return [(table, name) for columns in groups for table, names in columns.items() for name in names.split()]


def unlisted(tables: Iterable[Table], known: Iterable[tuple[str, str]]) -> list[str]:
    """Return the columns that are neither sealed nor listed, or are both, or are listed twice."""
    counted = Counter(known)
    named = {
        column: counted[column.table.name, column.name] + counted[unsealed.EVERY, column.name]
        for column in columns(tables)
    }
    return [
        f"{column.table.name}.{column.name}" for column, times in named.items() if times != (SEALED not in column.info)
    ]


def gone(tables: Iterable[Table], known: Iterable[tuple[str, str]]) -> list[str]:
    """Return what is listed and is no column."""
    there = {(table, column.name) for column in columns(tables) for table in (column.table.name, unsealed.EVERY)}
    return [f"{table}.{name}" for table, name in known if (table, name) not in there]


def columns(tables: Iterable[Table]) -> list[Column]:
    return [column for table in tables for column in table.columns]


def test_every_column_is_sealed_or_people_are_told_what_it_gives_away() -> None:
    assert unlisted(Base.metadata.sorted_tables, listed()) == []
    assert gone(Base.metadata.sorted_tables, listed()) == []


def test_a_column_that_nobody_is_told_of_is_found() -> None:
    table = Table(
        "y", MetaData(), Column("id", Uuid), Column("words", Uuid), Column("body", LargeBinary, info={SEALED: True})
    )
    known = [(unsealed.EVERY, "id"), ("y", "words")]
    assert (unlisted([table], known), gone([table], known)) == ([], [])
    assert unlisted([table], known[:1]) == ["y.words"]
    assert unlisted([table], [*known, ("y", "body")]) == ["y.body"]
    assert unlisted([table], [*known, ("y", "id")]) == ["y.id"]
    assert gone([table], [*known, ("y", "secret"), (unsealed.EVERY, "mood"), ("z", "words")]) == [
        "y.secret",
        "*.mood",
        "z.words",
    ]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ([Column("id", Uuid, primary_key=True)], "no owner_id"),
        ([Column("id", Uuid, primary_key=True), Column("owner_id", Uuid, primary_key=True)], "does not begin"),
        ([Column("owner_id", Uuid, primary_key=True), Column("n", Uuid, index=True)], "does not begin"),
        ([Column("owner_id", Uuid, primary_key=True), Column("id", Integer, primary_key=True)], "sequence"),
        (
            [Column("owner_id", Uuid, primary_key=True), Column("o", Uuid), ForeignKeyConstraint(["o"], ["x.id"])],
            "leaves",
        ),
    ],
)
def test_the_lint_finds_what_breaks_a_rule(columns: list, said: str) -> None:
    assert any(said in sentence for sentence in broken(Table("y", MetaData(), *columns)))


def test_checks_and_keys_have_names() -> None:
    constraints = chain.from_iterable(table.constraints for table in Base.metadata.sorted_tables)
    assert all(
        constraint.name for constraint in constraints if isinstance(constraint, CheckConstraint | UniqueConstraint)
    )


def _firsts(table: Table) -> Iterable[tuple[str, Column | None]]:
    keys = [table.primary_key, *(c for c in table.constraints if isinstance(c, UniqueConstraint)), *table.indexes]
    for key in keys:
        columns = list(key.columns)
        yield ("an index" if isinstance(key, Index) else "a key"), columns[0] if columns else None


def _stays(key: ForeignKeyConstraint) -> bool:
    target = next(iter(key.elements)).target_fullname.split(".")[0]
    first, points_at = key.column_keys[0], next(iter(key.elements)).target_fullname.split(".")[1]
    return target in REFERENCE or (first == "owner_id" and points_at == "owner_id")
