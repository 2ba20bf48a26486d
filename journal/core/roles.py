"""PostgreSQL's roles, one for each kind of process. The README says how an operator makes them."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from journal.core.db import db

OWNER = "journal_owner"  # owns the tables, runs migrations
APP = "journal_app"  # the server; sees the rows of whoever is signed in
MAINTENANCE = "journal_maintenance"  # `flask worker` and the other commands; sees every row
BACKUP = "journal_backup"  # reads every row, past row-level security
ROLES = (OWNER, APP, MAINTENANCE, BACKUP)

_FOUND = text("SELECT rolname, rolsuper OR rolbypassrls AS bypasses FROM pg_roles WHERE rolname = current_user")
_UNSAFE = text(
    """
    SELECT name, value FROM (VALUES ('lock_timeout', '0'), ('statement_timeout', '0'), ('synchronous_commit', 'off'))
    AS unsafe (name, value) WHERE current_setting(name) = value
    """
)


def refusal(process: str, needed: str) -> str:
    """Return what to say of a process whose role is not the one it needs or whose database lacks its settings.

    "" where all is well, on SQLite, or if the database is away. process: its name. needed: one of ROLES.
    """
    if db.engine.dialect.name != "postgresql":
        return ""
    try:
        with db.engine.connect() as connection:
            found, unsafe = connection.execute(_FOUND).one(), connection.execute(_UNSAFE).first()
    except SQLAlchemyError:
        return ""
    if found.rolname != needed:
        return f"{process} needs the role {needed} in JOURNAL_DATABASE_URL, and found {found.rolname}. See the README."
    if found.bypasses and needed != BACKUP:
        return f"The role {needed} is a superuser or has BYPASSRLS, so nothing would keep people's rows apart."
    if unsafe:
        return (
            f"The database has {unsafe.name} = {unsafe.value}. Give it the settings in docs/roles.sql (ALTER DATABASE)."
        )
    return ""
