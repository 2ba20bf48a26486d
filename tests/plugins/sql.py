"""Statements past the application: what somebody does who can write rows of the database."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Executable, create_engine

from tests.plugins.unrestricted import unrestricted

Sql = Callable[..., list[Any]]


@pytest.fixture
def sql(app: Flask) -> Iterator[Sql]:
    """Run statements through a plain connection; return the rows of the last."""
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])

    def run(*statements: Executable) -> list[Any]:
        with engine.begin() as connection, unrestricted(connection):
            results = [connection.execute(statement) for statement in statements]
            return list(results[-1]) if results[-1].returns_rows else []

    yield run
    engine.dispose()
