"""What is wrong with a run of text in one of the languages of pseudo.py: left out, glued, or put into another."""

import re
from collections.abc import Iterator
from itertools import pairwise

from babel.lists import format_list

from journal.clinical.crisis_lines import DIRECTORY, LINES
from journal.clinical.instruments import ALL
from tests.words.pseudo import ACCENTED, CLOSE, OPEN, PLACEHOLDER, text

LATIN = re.compile(r"[A-Za-z]+")
ADDRESS = re.compile(r"\S+@\S+")
BEGINS, ENDS = re.compile(r" [·-]( |$)"), re.compile(r"( |^)[·-] $")  # what parts two texts in any language
PUNCTUATION = ",.;:"
SENTENCE_END = (".", "?", "!", ":")
NAMES = {name for lines in LINES.values() for line in lines.lines for name in (line.name, line.keyword or "")}
NAMES |= {
    DIRECTORY.name,
    *(one.short for one in ALL),
    *(one.short.replace("-", "\N{NON-BREAKING HYPHEN}") for one in ALL),
}
CODED = ("Choose one of these: %(choices)s.", "You can invite: %(roles)s.")  # codes, for programs: no page sends others
INNER = (  # messages that may stand within another: a day, a name, a time, a length of time, a list
    "%(weekday)s, %(date)s",
    "%(day)s, %(hour)s",
    "%(total)s on %(day)s",
    "Today",
    "Yesterday",
    "%(num)s hour",
    "%(num)s hours",
    "%(num)s day",
    "%(num)s days",
    "%(total)s of %(most)s",
    "%(what)s (%(name)s)",
    *(one.plain_name for one in ALL),
    "day and night",
    "%(start)s to %(end)s, every day",
)


def faults(run: str, letters: dict[int, str], words: set[str]) -> Iterator[str]:
    """Yield what is wrong. words: names and other people's words, which nobody translates."""
    parts = list(_parts(run))
    known = sorted(filter(None, NAMES | words), key=len, reverse=True)
    left = re.sub("|".join(map(re.escape, known)), "", ADDRESS.sub("", run.replace("\N{NON-BREAKING HYPHEN}", "-")))
    if LATIN.search(left) and not any(_pattern(one, letters).search(run) for one in CODED):
        yield "left out"
    if run.count(OPEN) != run.count(CLOSE):
        yield "cut off"
    if _glued(parts) and not _is_list(run, parts):
        yield "glued"
    if any(marked and _holds_another(part, letters) for marked, part in parts):
        yield "put into another"


def _parts(run: str) -> Iterator[tuple[bool, str]]:
    """Yield what stands in marks, with them, and what does not."""
    depth, begun = 0, 0
    for place, sign in enumerate(run):
        if sign == OPEN:
            if not depth and run[begun:place]:
                yield False, run[begun:place]
            begun = begun if depth else place
            depth += 1
        elif sign == CLOSE:
            depth -= 1
            if not depth:
                yield True, run[begun : place + 1]
                begun = place + 1
    if run[begun:]:
        yield False, run[begun:]


def _glued(parts: list[tuple[bool, str]]) -> bool:
    """Return whether a message stands beside something else without what parts two texts in any language."""
    for (marked, part), (next_marked, following) in pairwise(parts):
        if marked and next_marked:
            return True
        if marked and following.strip() and not BEGINS.match(following):
            return True
        if next_marked and part.strip() and not ENDS.search(part):
            return True
    ends = [part.rstrip(CLOSE).endswith(SENTENCE_END) for _marked, part in parts]
    beside = [place for place in range(1, len(parts) - 1) if not parts[place][1].strip()]
    return any(not ends[place - 1] for place in beside) or parts[0][1].strip()[0] in PUNCTUATION


def _is_list(run: str, parts: list[tuple[bool, str]]) -> bool:
    """Return whether a run is what the language makes of a list of messages."""
    return run == format_list([part for marked, part in parts if marked], locale=ACCENTED)


def _holds_another(message: str, letters: dict[int, str]) -> bool:
    """Return whether a message with words of its own holds one that is not made to stand within others."""
    inside = list(_parts(message[1:-1]))
    own = set(letters.values())
    worded = any(ord(sign) in own for marked, part in inside if not marked for sign in part)
    inner = [part for marked, part in inside if marked]
    if worded and any(not any(_pattern(one, letters).fullmatch(part) for one in INNER) for part in inner):
        return True
    return any(_holds_another(part, letters) for part in inner)


def _pattern(source: str, letters: dict[int, str]) -> re.Pattern[str]:
    parts = PLACEHOLDER.split(text(source, letters))
    return re.compile("".join(".*" if place % 2 else re.escape(part) for place, part in enumerate(parts)))
