"""Find out whether a key in use is missing, before somebody finds their words unreadable. Opens nobody's words."""

from uuid import UUID

from sqlalchemy import SmallInteger, bindparam, func, inspect, select
from sqlalchemy.exc import OperationalError

from journal.core.choices import KEY_KINDS
from journal.core.connection import current_connection
from journal.core.db import ResultRow, db, execute
from journal.core.row_security import KEY_CHECK, acting_for
from journal.core.sqlite import KEYS, FileLost, check_files
from journal.crypto.vault import Tampered, vault
from journal.models import Person, StoredKey

TRIED = 5  # keys of each version: one that is damaged does not speak for all

_VERSIONS = select(StoredKey.master).distinct()
_SOME = select(StoredKey.owner_id, StoredKey.kind, StoredKey.master, StoredKey.wrapped).limit(TRIED)
_OF_VERSION = _SOME.where(StoredKey.master == bindparam("version", type_=SmallInteger()))
_KEYS = select(func.count()).where(StoredKey.owner_id == Person.owner_id).scalar_subquery()
WITHOUT_KEYS = select(Person.owner_id).where(Person.deactivated_at.is_(None), len(KEY_KINDS) > _KEYS)


def refusal() -> str:
    """Return why a process must not start, "" if nothing is missing or the database is away."""
    try:
        return missing()
    except OperationalError:
        return ""


def missing() -> str:
    """Return in a sentence which key is missing, "" if none is, as before the first migration.

    Raises OperationalError while the database is away.
    """
    try:
        check_files(db.engine.url)
    except FileLost as problem:
        return str(problem)
    tables = inspect(current_connection())
    if not tables.has_table(Person.__tablename__):
        return ""
    if not tables.has_table(StoredKey.__tablename__, schema=KEYS):
        return "The table of keys is missing. Bring the keys back from a backup."
    with acting_for(KEY_CHECK):
        return unopened() or _without_keys()


def reach_database() -> None:
    """Ask the database for nothing. Raises OperationalError while it is away."""
    execute(select(1))


def unopened() -> str:
    """Return a sentence about a master key that is in use and not at hand, "" if there is none."""
    for version in execute(_VERSIONS).scalars().all():
        rows = execute(_OF_VERSION, {"version": version}).all()
        if rows and not any(_opens(row) for row in rows):
            return f"Master key {version} is in use, and JOURNAL_MASTER_KEYS holds another or none. Add it again."
    return ""


def without_keys() -> list[UUID]:
    """Return the open accounts whose keys are not there."""
    return list(execute(WITHOUT_KEYS).scalars().all())


def _opens(row: ResultRow) -> bool:
    try:
        vault.key(row.owner_id, row.kind, row.master, row.wrapped)
    except Tampered:
        return False
    return True


def _without_keys() -> str:
    count = len(without_keys())
    return f"Open accounts without their keys: {count}. Bring the keys back from a backup." if count else ""
