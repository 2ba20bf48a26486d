"""Links that work once: an invitation, a new password. Nobody need be signed in to follow one."""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest

from sqlalchemy import Executable, Uuid, bindparam

from journal.core.db import ResultRow, execute
from journal.crypto import tokens

# What the statements of a kind of link are bound to, beside access.NOW.
OWNER = bindparam("link_owner", type_=Uuid())
LINK = bindparam("link_id", type_=Uuid())


def find(statement: Executable, token: str, now: datetime) -> ResultRow | None:
    """Return the row that a token opens, None if the token is malformed, wrong, used or expired.

    statement: a SELECT of a link that works at access.NOW, with its owner_id, id and token_hash.
    """
    parsed = tokens.parse(token)
    if parsed is None:
        return None
    row = execute(statement, {"link_owner": parsed.owner_id, "link_id": parsed.row_id, "now": now}).first()
    return row if row is not None and compare_digest(row.token_hash, parsed.secret_hash) else None


def claim(statement: Executable, link: ResultRow, now: datetime, **values: datetime) -> bool:
    """Use a link up; return False if another request was faster.

    statement: an UPDATE of a link that works at access.NOW.
    """
    return execute(statement, {"link_owner": link.owner_id, "link_id": link.id, "now": now, **values}).rowcount > 0


def throttle_key(token: str) -> bytes:
    """Return the key under which attempts at a link are counted."""
    return sha256(token.encode()).digest()
