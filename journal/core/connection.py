"""The connection of a request, or of a command: taken at its first statement, given back as its app context ends."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from flask import Flask, current_app, g
from sqlalchemy import Connection, Engine, Transaction, text
from sqlalchemy.exc import DBAPIError

from journal.core.ledger import ledger

_SET_IDENTITY = text("SELECT set_config('app.person', :person, true), set_config('app.clinic', :clinic, true)")


class Identity(NamedTuple):
    """Whom transactions act for, None for nobody. clinic: that an admin administers."""

    person: UUID | None = None
    clinic: UUID | None = None


NOBODY = Identity()


@dataclass(slots=True)
class _State:
    """What a request, or a command, has of the database until its app context ends.

    transaction: None until the next statement. endings: what the ledger gets when the transaction is committed.
    outer: whether the connection is in a transaction of somebody else's, see `joined`.
    """

    connection: Connection | None = None
    outer: bool = False
    transaction: Transaction | None = None
    identity: Identity = NOBODY
    endings: list[Mapping[str, object]] = field(default_factory=list)


def install(app: Flask) -> None:
    """Let each context of an app give its connection back."""
    app.teardown_appcontext(lambda _error: close())


def current_connection() -> Connection:
    """Return this request's connection, in a transaction that acts for the request's person."""
    state = _state()
    if state.connection is None:
        engine: Engine = current_app.extensions["sqlalchemy"].engine
        state.connection = engine.connect()
    if state.transaction is None:
        # Elsewhere a savepoint could lie in a transaction that nobody commits; there, begin() raises.
        state.transaction = state.connection.begin_nested() if state.outer else state.connection.begin()
        if state.identity != NOBODY:
            _set_identity(state.connection, state.identity)
    return state.connection


def commit() -> None:
    """Commit. What ended goes to the ledger first: an ending that is not kept there is not kept at all.

    Raises Unavailable.
    """
    state = _state()
    ledger.append(state.endings)
    if state.transaction is not None:
        state.transaction.commit()
    state.transaction, state.endings = None, []


def rollback() -> None:
    """Roll back, and forget what would have gone to the ledger."""
    _roll_back(_state())


def close() -> None:
    """Give the connection back, rolled back; whom it acted for is forgotten. The next statement takes another one."""
    state: _State | None = g.pop("database", None)
    if state is None or state.connection is None:
        return
    with suppress(DBAPIError):  # the connection is lost, and with it what was not committed
        _roll_back(state)
    state.connection.close()


@contextmanager
def joined(outer: Connection) -> Iterator[None]:
    """Use a connection that is in a transaction already; inside the block each commit is that of a savepoint."""
    close()
    g.database = _State(outer, outer=True)
    try:
        yield
        rollback()
    finally:
        del g.database


def act_as(identity: Identity) -> Identity:
    """Act for another from now on, in every transaction of this context; return whom it acted for until now."""
    state = _state()
    before, state.identity = state.identity, identity
    if state.connection is not None and state.transaction is not None and before != identity:
        _set_identity(state.connection, identity)
    return before


def add_ending(line: Mapping[str, object]) -> None:
    """Write a line to the ledger when this transaction is committed, and not before."""
    _state().endings.append(line)


def _state() -> _State:
    state: _State | None = g.get("database")
    if state is None:
        state = g.database = _State()
    return state


def _roll_back(state: _State) -> None:
    transaction, state.transaction, state.endings = state.transaction, None, []
    if transaction is None or state.connection is None:
        return
    if not transaction.is_active:  # its commit failed, and SQLite may hold it open: no later commit may find it there
        state.connection.invalidate()
    transaction.rollback()


def _set_identity(connection: Connection, identity: Identity) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_SET_IDENTITY, {name: str(id_ or "") for name, id_ in identity._asdict().items()})
