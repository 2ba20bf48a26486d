"""What is wrong with a text in the made-up languages is found, and nothing else is."""

import pytest

from tests.words import marks
from tests.words.pseudo import ACCENTS, text

SAVED, NOW, DAY = (text(words, ACCENTS) for words in ("Saved.", "Now", "%(weekday)s, %(date)s"))
UNTIL = text("Until %(day)s.", ACCENTS)
WORDS = {"Ada"}


@pytest.mark.parametrize(
    ("run", "wrong"),
    [
        ("Saved.", "left out"),
        (f"{SAVED} Ada said so.", "left out"),
        (UNTIL % {"day": "May"}, "left out"),
        (SAVED[:-1], "cut off"),
        (f"{NOW} 5", "glued"),
        (f"{NOW}, {NOW}", "glued"),
        (f"{NOW}: Ada", "glued"),
        (f"{NOW} {SAVED}", "glued"),
        (f"{SAVED}{SAVED}", "glued"),
        (", Ada", "glued"),
        (UNTIL % {"day": NOW}, "put into another"),
    ],
)
def test_what_is_wrong_is_found(run: str, wrong: str) -> None:
    assert wrong in list(marks.faults(run, ACCENTS, WORDS))


@pytest.mark.parametrize(
    "run",
    [
        SAVED,
        "Ada · 5",
        f"{NOW} · Ada",
        f"Ada - {NOW}",
        f"{SAVED} {SAVED}",
        f"{NOW}, {NOW} και {NOW}",  # a list, as Greek has it
        UNTIL % {"day": DAY % {"weekday": "Τρίτη", "date": "12 Μαΐου"}},
        text("%(field)s: %(fault)s", ACCENTS) % {"field": NOW, "fault": SAVED},
    ],
)
def test_what_is_whole_passes(run: str) -> None:
    assert list(marks.faults(run, ACCENTS, WORDS)) == []
