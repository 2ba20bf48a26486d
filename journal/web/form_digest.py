"""The digest of what a form says, by which a phone asks whether the server has the same, without sending it."""

from collections.abc import Iterable
from hashlib import sha256

from journal.core.text import fold


def digest(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the digest of a form's names and values, in hexadecimal. static/js/digest.js computes the same.

    Blank values do not count, nor does the order; text counts as `fold` leaves it.
    """
    folded = ((fold(name), fold(value)) for name, value in pairs)
    said = sorted((f"{name}\0{value}\0" for name, value in folded if value.strip()), key=_code_units)
    return sha256("".join(said).encode()).hexdigest()


def _code_units(text: str) -> bytes:
    """Return the key by which JavaScript sorts."""
    return text.encode("utf-16-be")
