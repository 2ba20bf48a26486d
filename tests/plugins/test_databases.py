"""Emptying a database takes every row and leaves every table."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Engine, ForeignKey, Integer, MetaData, Table, create_engine, func, insert, select

from journal.core.roles import OWNER
from tests.plugins.databases import as_role, empty

METADATA = MetaData()
PARENTS = Table("plugin_parents", METADATA, Column("id", Integer, primary_key=True))
CHILDREN = Table("plugin_children", METADATA, Column("parent_id", ForeignKey(PARENTS.c.id), primary_key=True))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on the run's database with two tables more."""
    made = create_engine(as_role(database_url, OWNER))
    METADATA.create_all(made)
    yield made
    METADATA.drop_all(made)
    made.dispose()


def test_empty_deletes_children_before_their_parents(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(insert(PARENTS), [{"id": 1}, {"id": 2}])
        connection.execute(insert(CHILDREN), [{"parent_id": 2}])
    empty(engine, METADATA)
    with engine.connect() as connection:
        assert [connection.scalar(select(func.count()).select_from(table)) for table in (PARENTS, CHILDREN)] == [0, 0]


def test_empty_has_nothing_to_do_in_an_empty_database(engine: Engine) -> None:
    empty(engine, METADATA)
