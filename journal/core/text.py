"""Normalize text before it is stored, detect what cannot be stored, search it, and read the number that it writes."""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from unicodedata import category, combining, normalize

MARKS = 30  # combining marks on one letter
DIGITS = 9  # of a number

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")  # NUL and lone surrogates
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me"})  # categories: white space, format characters, marks
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # counted as letters or signs, and shown as nothing
_ACCENT = "[\u0300-\u036f]"  # a combining mark of Latin, Greek and Cyrillic letters


def fold(text: str) -> str:
    """Return `text` in NFC with every line end a line feed: two ways of typing the same words are the same words."""
    return normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_storable(text: str) -> bool:
    """Return whether every character can be stored, and folded in reasonable time."""
    return not _UNWRITABLE.search(text) and not _has_piled_marks(text)


def is_blank(text: str) -> bool:
    """Return whether nothing of a text can be seen: white space, zero-width characters and marks without a letter."""
    return all(character in _FILLERS or category(character) in _UNSEEN for character in text)


def searchable(text: str) -> str:
    """Return `text` as `search_pattern` reads it: accents apart from their letters (NFD), no upper case, ß as ss."""
    return normalize("NFD", text).casefold()


def search_pattern(words: str) -> re.Pattern[str]:
    """Return a pattern that finds `words` in a text that `searchable` returned.

    Accents count on neither side: cafe finds Café and café finds Cafe, й is и. Any white space stands between words.
    """
    plain = re.sub(_ACCENT, "", searchable(words))
    spelled = ("".join(f"{re.escape(letter)}{_ACCENT}*" for letter in word) for word in plain.split())
    return re.compile(r"\s+".join(spelled))


def find(text: str, wanted: re.Pattern[str]) -> tuple[int, int] | None:
    """Return where a pattern of `search_pattern` first matches in a text as it was written, None where it does not."""
    match = wanted.search(searchable(text))
    if match is None:
        return None
    # Where each character ends in the searchable text.
    ends = list(accumulate(len(searchable(character)) for character in text))
    return bisect_right(ends, match.start()), bisect_left(ends, match.end()) + 1


def first_name(name: str) -> str:
    """Return the first word of a person's name; the whole name after a title, such as "Dr. Lee"."""
    first = name.partition(" ")[0]
    return name if first.endswith(".") else first


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
