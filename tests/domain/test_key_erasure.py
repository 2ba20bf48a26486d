"""A deleted key is in no file of the database afterwards; where that cannot be had yet, it is said aloud."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, delete, event, func, select, text
from sqlalchemy.exc import ProgrammingError

from journal.core.connection import close, commit, current_connection, rollback
from journal.core.db import db
from journal.core.roles import APP
from journal.domain import key_erasure
from journal.domain.key_erasure import KeysRemain
from journal.models import StoredKey
from tests.plugins.databases import SERVER, as_role
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute, unrestricted

SOON = 0.3  # seconds
KEYS_READ, OTHERS_READ = "SELECT count(*) FROM keys.data_keys", "SELECT count(*) FROM clinics"
FILE = "SELECT pg_read_binary_file(pg_relation_filepath('keys.data_keys'))"


@contextmanager
def connected_with(sqlite: str, postgresql: str) -> Iterator[None]:
    """Run a statement on every connection that is taken, and leave none of these for others."""

    def prepare(connection: Any, _record: object, _proxy: object) -> None:
        connection.cursor().execute({"sqlite": sqlite, "postgresql": postgresql}[db.engine.dialect.name])
        connection.commit()

    event.listen(db.engine, "checkout", prepare)
    try:
        yield
    finally:
        event.remove(db.engine, "checkout", prepare)
        close()
        db.engine.dispose()


@pytest.fixture
def context(maintenance_context: Flask) -> Iterator[Flask]:
    """The commands' context, on a database that does not wait long for a lock."""
    with connected_with("PRAGMA busy_timeout = 300", "SET lock_timeout = '300ms'"):
        yield maintenance_context


@contextmanager
def reading(url: str, statement: str) -> Iterator[None]:
    """Read in a transaction that stays open, as a backup does."""
    engine = create_engine(as_role(url, "journal_backup"))
    level = "SERIALIZABLE" if engine.dialect.name == "sqlite" else "REPEATABLE READ"
    with engine.connect().execution_options(isolation_level=level) as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql(statement).all()
        yield
        connection.rollback()
    engine.dispose()


@contextmanager
def hurried() -> Iterator[None]:
    """Let erasing keys not wait long for who reads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_erasure, "WAIT", SOON)
        yield


@contextmanager
def locking(url: str) -> Iterator[None]:
    """Hold a lock that erasing waits for, without a snapshot of what was before."""
    engine = create_engine(as_role(url, "journal_backup"))
    statement = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "LOCK TABLE keys.data_keys IN ACCESS SHARE MODE"}
    with engine.connect() as connection:
        connection.exec_driver_sql(statement[engine.dialect.name])
        yield
        connection.rollback()
    engine.dispose()


def bytes_of_files() -> bytes:
    """Return what the files of the store of keys hold."""
    rollback()
    if db.engine.dialect.name == "sqlite":
        folder = Path(str(db.engine.url.database)).parent
        return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET ROLE journal_tests")
        connection.exec_driver_sql("CHECKPOINT")
        held: bytes = connection.exec_driver_sql(FILE).scalar_one()
        connection.exec_driver_sql("RESET ROLE")
    return held


def deleted(*people: Somebody) -> list[bytes]:
    """Delete the keys of these people, and return the bytes that each was."""
    theirs = StoredKey.owner_id.in_([person.id for person in people])
    wrapped = list(current_connection().scalars(select(StoredKey.wrapped).where(theirs)))
    assert all(key in bytes_of_files() for key in wrapped)
    execute(delete(StoredKey).where(theirs))
    commit()
    assert len(wrapped) == 3 * len(people)
    return wrapped


@pytest.mark.usefixtures("context")
def test_a_deleted_key_is_in_no_file_and_everybody_elses_is_still_there(
    make_person: Callable[..., Somebody],
) -> None:
    people = [make_person(f"P{number}", "patient") for number in range(60)]
    gone = deleted(people[0], people[30], people[-1])
    assert any(key in bytes_of_files() for key in gone)  # so deleting a row alone is not enough
    key_erasure.erase()
    held = bytes_of_files()
    assert not any(key in held for key in gone)
    assert current_connection().scalar(select(func.count()).select_from(StoredKey)) == 57 * 3
    assert all(key in held for key in current_connection().scalars(select(StoredKey.wrapped)))


@pytest.mark.usefixtures("context")
def test_while_the_keys_are_read_it_fails_aloud_and_it_can_be_run_again(
    database_url: str, ada: Somebody, eve: Somebody
) -> None:
    with reading(database_url, KEYS_READ):
        gone = deleted(ada)
        with hurried(), pytest.raises(KeysRemain, match="something may still read"):
            key_erasure.erase()
        assert any(key in bytes_of_files() for key in gone)
    key_erasure.erase()
    held = bytes_of_files()
    assert not any(key in held for key in gone)
    assert all(key in held for key in current_connection().scalars(select(StoredKey.wrapped)))


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_older_snapshot_of_anything_else_counts_too(database_url: str, ada: Somebody, eve: Somebody) -> None:
    with reading(database_url, OTHERS_READ):
        gone = deleted(ada)
        with hurried(), pytest.raises(KeysRemain, match="something may still read"):
            key_erasure.erase()
    key_erasure.erase()
    assert not any(key in bytes_of_files() for key in gone)


@pytest.mark.usefixtures("context")
def test_a_lock_that_another_holds_is_told_as_somebody_who_reads(database_url: str, ada: Somebody) -> None:
    deleted(ada)
    with locking(database_url), pytest.raises(KeysRemain, match="something may still read"):
        key_erasure.erase()
    key_erasure.erase()


@pytest.mark.usefixtures("context")
def test_whatever_else_is_wrong_is_told_in_the_databases_words_and_on_one_line(
    database_url: str, ada: Somebody
) -> None:
    deleted(ada)
    other = connected_with("PRAGMA query_only = ON", "SET lock_timeout = 0; SET statement_timeout = '300ms'")
    words = r"^(attempt to write a readonly database|canceling statement due to statement timeout)$"
    held = locking(database_url) if db.engine.dialect.name == "postgresql" else nullcontext()
    with held, other, pytest.raises(KeysRemain, match=words):
        key_erasure.erase()
    key_erasure.erase()


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_older_transaction_of_another_database_counts_too(ada: Somebody) -> None:
    engine = create_engine(os.environ[SERVER])
    with engine.connect() as elsewhere:
        assert elsewhere.scalar(text("SELECT current_database()")) != db.engine.url.database
        elsewhere.execute(text("SELECT pg_current_xact_id()"))
        gone = deleted(ada)
        with hurried(), pytest.raises(KeysRemain, match="something may still read"):
            key_erasure.erase()
    engine.dispose()
    key_erasure.erase()
    assert not any(key in bytes_of_files() for key in gone)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_server_may_not_write_the_keys_anew(context: Flask, database_url: str) -> None:
    engine = create_engine(as_role(database_url, APP))
    with engine.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text("SELECT keys.rewrite()"))
    engine.dispose()


def test_nothing_is_said_where_nothing_was_deleted(context: Flask, ada: Somebody) -> None:
    with unrestricted():
        before = set(current_connection().scalars(select(StoredKey.wrapped)))
    rollback()
    key_erasure.erase()
    assert set(current_connection().scalars(select(StoredKey.wrapped))) == before
