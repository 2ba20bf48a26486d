"""Identifiers that sort by time of creation."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """Return a new UUIDv7. Source: RFC 9562, section 5.7."""
    return uuid_utils.compat.uuid7()
