"""Links that work once: an invitation, a new password. Nobody need be signed in to follow one."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Executable, Uuid, bindparam

from journal.core.db import ResultRow, execute
from journal.core.row_security import acting_for
from journal.crypto import tokens
from journal.crypto.tokens import Binding

# What the statements of a kind of link are bound to, beside access.NOW.
OWNER = bindparam("link_owner", type_=Uuid())
LINK = bindparam("link_id", type_=Uuid())


def find(statement: Executable, binding: Callable[[ResultRow], Binding], token: str, now: datetime) -> ResultRow | None:
    """Return the row that a token opens, None if the token is malformed, wrong, used or expired.

    statement: a SELECT of a link that works at access.NOW, with its token_hash and whatever `binding` reads.
    binding: what the token of such a row is bound to.
    """
    parsed = tokens.parse(token)
    if parsed is None:
        return None
    with acting_for(parsed.owner_id):  # for this one statement: the token is not examined yet
        row = execute(statement, {"link_owner": parsed.owner_id, "link_id": parsed.row_id, "now": now}).first()
    return row if row is not None and tokens.opens(parsed, binding(row), row.token_hash) else None


def claim(statement: Executable, link: ResultRow, now: datetime, **values: datetime) -> bool:
    """Use a link up; return False if another request was faster.

    statement: an UPDATE of a link that works at access.NOW. values: such as used_at.
    """
    bound = {"link_owner": link.owner_id, "link_id": link.id, "now": now}
    with acting_for(link.owner_id):
        return execute(statement, {**bound, **values, "token_hash": tokens.USED_UP}).rowcount > 0
