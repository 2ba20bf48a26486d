"""Run the migrations against the application's own database."""

from alembic import context
from flask import current_app
from sqlalchemy import MetaData

import journal.models  # noqa: F401  (fills the metadata)
from journal.core.db import KEYS, Base, db

metadata: MetaData = Base.metadata


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    """Look at our two schemas only."""
    return kind != "schema" or name in (None, KEYS)


with current_app.app_context(), db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        include_schemas=True,
        include_name=_ours,
        compare_type=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")  # a migration may take its time
        context.run_migrations()
    connection.commit()
