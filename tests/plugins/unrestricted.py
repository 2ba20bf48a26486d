"""Reach rows past the application. PostgreSQL lets its role see nothing but the rows of whom it acts for."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable

from journal.core.connection import current_connection

UNRESTRICTED = "journal_tests"  # a superuser, whom every role of the tests can become

Values = Mapping[str, object] | Sequence[Mapping[str, object]]


@contextmanager
def unrestricted(connection: Connection | None = None) -> Iterator[None]:
    """Lift what PostgreSQL holds the application to, inside the block. connection: None for the pushed context's."""
    connection = connection or current_connection()
    _become(connection, UNRESTRICTED)
    yield
    _become(connection, "NONE")


def execute(statement: Executable, values: Values | None = None) -> CursorResult[Any]:
    """Run a statement on every row, in the transaction of the pushed context."""
    with unrestricted():
        return current_connection().execute(statement, values)


def _become(connection: Connection, role: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL ROLE {role}")
