"""The rules that let the tables be spread over many machines one day, held over the metadata.

Whatever belongs to somebody begins with its owner, in every key and index; foreign keys stay with the owner; ids are
made by those who write.
"""

from collections.abc import Iterable
from itertools import chain

import pytest
from sqlalchemy import CheckConstraint, Column, Index, Integer, MetaData, Table, UniqueConstraint, Uuid
from sqlalchemy.schema import ForeignKeyConstraint

import journal.models  # noqa: F401
from journal.core.db import Base

REFERENCE = {"clinics"}  # small, and the same everywhere
GLOBAL = {"addresses"}  # unique over all, keyed by an HMAC, without foreign keys
OWNED = [table for table in Base.metadata.sorted_tables if table.name not in REFERENCE | GLOBAL]
CLEAR = {  # what may stand unsealed: ids, owners, kinds, times, revisions
    "clinics": {"name", "country", "zone", "phone"},
    "people": {"zone", "guest"},
    "treatments": {"number", "of"},
    "checkins": {"version"},
    "audit_lines": {"act"},
    "data_keys": {"kind"},
}
KINDS = {
    "role",
    "route",
    "status",
    "time_point",
    "instrument",
    "consent_version",
    "ended",
    "sealed_by",
    "fmt",
    "revision",
    "master",
}


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


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: table.name)
def test_no_words_stand_in_the_clear(table: Table) -> None:
    readable = {
        column.name for column in table.columns if column.type.python_type is str or isinstance(column.type, Integer)
    }
    assert readable - KINDS - CLEAR.get(table.name, set()) == set()


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
