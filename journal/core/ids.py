"""Identifiers that sort by time of creation, and how a text writes one."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """Return a new UUIDv7. Source: RFC 9562, section 5.7."""
    return uuid_utils.compat.uuid7()


def parse_id(text: str) -> UUID | None:
    """Return the id that a text writes, None if it writes none."""
    try:
        return UUID(text)
    except ValueError:
        return None
