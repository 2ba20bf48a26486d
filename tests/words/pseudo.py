"""Two languages that nobody speaks: every message in marks, a third longer, in letters that no source text has.

They stand in for Greek and for Hebrew: with those come days, countries and plural forms that are no English, and for
Hebrew pages that run from the right. Outside of the marks, a Latin letter is then a text that was left out.
"""

import re
from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

OPEN, CLOSE = "⟦⟧"
ACCENTED, FROM_THE_RIGHT = "el", "he"
PLACEHOLDER = re.compile(r"(%\(\w+\)s)")
LATIN = "abcdefghijklmnopqrstuvwxyz"
ACCENTS = str.maketrans(LATIN + LATIN.upper(), "áƀçďéƒğĥíĵķĺɱñóƥɋřšťúṽŵẋýžÁƁÇĎÉƑĞĤÍĴĶĹṀÑÓƤɊŘŠŤÚṼŴẊÝŽ")
HEBREW = str.maketrans(LATIN + LATIN.upper(), "אבגדהוזחטיכלמנסעפצקרשתאבגד" * 2)
ALPHABETS = {ACCENTED: ACCENTS, FROM_THE_RIGHT: HEBREW}


def write(messages: Catalog, folder: Path) -> None:
    """Write both catalogs, as translators hand them in (.po) and as they are read (.mo)."""
    for language, letters in ALPHABETS.items():
        place = folder / language / "LC_MESSAGES"
        place.mkdir(parents=True)
        made = Catalog(language)
        for message in messages:
            if message.id:
                made.add(message.id, _in_all_forms(message.id, made.num_plurals, letters), flags=message.flags)
        with (place / "messages.po").open("wb") as file:
            write_po(file, made)
        with (place / "messages.po").open("rb") as file:
            read = read_po(file, language)
        assert [str(fault) for _message, faults in read.check() for fault in faults] == []
        with (place / "messages.mo").open("wb") as file:
            write_mo(file, read)


def text(source: str, letters: dict[int, str]) -> str:
    """Return a sentence in marks, in other letters, a third longer. What is put into it stays."""
    parts = PLACEHOLDER.split(source)
    said = [part if place % 2 else _longer(part).translate(letters) for place, part in enumerate(parts)]
    return OPEN + "".join(said) + CLOSE


def _in_all_forms(source: str | tuple[str, str], forms: int, letters: dict[int, str]) -> str | tuple[str, ...]:
    if isinstance(source, str):
        return text(source, letters)
    one, many = source
    return (text(one, letters), *(text(many, letters),) * (forms - 1))


def _longer(words: str) -> str:
    """Double every third letter."""
    count = iter(range(len(words)))
    double: Callable[[re.Match[str]], str] = lambda found: found[0] * (1 + (next(count) % 3 == 1))  # noqa: E731
    return re.sub(r"[A-Za-z]", double, words)
