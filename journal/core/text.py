"""Normalize text before it is stored, detect what cannot be stored, and read the number that a text writes."""

import re
from unicodedata import combining, normalize

MARKS = 30  # combining marks on one letter
DIGITS = 9  # of a number

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")  # NUL and lone surrogates


def fold(text: str) -> str:
    """Return `text` in NFC with every line end a line feed: two ways of typing the same words are the same words."""
    return normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_storable(text: str) -> bool:
    """Return whether every character can be stored, and folded in reasonable time."""
    return not _UNWRITABLE.search(text) and not _has_piled_marks(text)


def whole_number(text: str) -> int | None:
    """Return the number, from 0, that a text writes in plain digits; None if it writes anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def _has_piled_marks(text: str) -> bool:
    """Return whether a letter carries more marks than in any language: folding takes the square of their number.

    Source: Unicode Standard Annex #15, section 13 (Stream-Safe Text Format).
    """
    if text.isascii():
        return False
    run = 0
    for character in text:
        run = run + 1 if combining(character) else 0
        if run > MARKS:
            return True
    return False
