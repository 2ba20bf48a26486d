"""A tired person reads our sentences easily: of those with more than eight words, none is above the sixth grade."""

import pytest

from tests.words import reading

SHORT = 8  # words; in a sentence that is no longer, a single word makes the grade
GRADE = 6

KNOWN = [
    (1, "a the you words share shared times through done closed won't can't lake strengths"),
    (2, "answer table people being create wanted pages changes someone question didn't entry patient rested trying"),
    (3, "therapist appointment diary created idea another together medicine area reloaded continue"),
    (4, "emergency invitation deactivate reactivate"),
    (5, "deactivated"),
]


@pytest.mark.parametrize(("count", "words"), KNOWN)
def test_syllables_are_counted(count: int, words: str) -> None:
    assert {word: reading.syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)
