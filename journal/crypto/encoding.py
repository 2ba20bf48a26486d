"""Encode what a ciphertext or a keyed digest is bound to, so that no two things are encoded alike."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)  # the finest that both databases keep


def instant(at: datetime) -> bytes:
    """Encode an aware instant in 8 bytes, the same in every zone."""
    return ((at - _EPOCH) // _MICROSECOND).to_bytes(8, "big", signed=True)


def word(text: str) -> bytes:
    """Encode a word of at most 255 bytes in UTF-8, behind its length. Raises ValueError if it is longer."""
    encoded = text.encode()
    return bytes((len(encoded),)) + encoded
