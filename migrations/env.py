"""Run the migrations against the application's own database."""

from alembic import context
from flask import current_app
from sqlalchemy import MetaData

import journal.models  # noqa: F401  (fills the metadata)
from journal.core.db import Base, db
from journal.core.sqlite import KEYS, make_files

metadata: MetaData = Base.metadata


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    """Look at our two schemas only."""
    return kind != "schema" or name in (None, KEYS)


with current_app.app_context():
    make_files(db.engine.url)

with current_app.app_context(), db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        include_schemas=True,
        include_name=_ours,
        compare_type=True,
        transactional_ddl=True,
    )
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # its driver would begin none for a change of tables
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")  # a migration may take its time
        context.run_migrations()
    connection.commit()
