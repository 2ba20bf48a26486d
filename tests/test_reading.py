"""A tired person reads our sentences easily: of those with more than eight words, none is above the sixth grade."""

import pytest

from tests.words import extracted, reading

SHORT = 8  # words; in a sentence that is no longer, a single word makes the grade
GRADE = 6
FOR_PROGRAMMERS = "a refusal of the API, with the terms that programmers look for"
EXCEPTIONS = {  # sentence -> why it may be harder
    "Send JSON as application/json, and the form of a page as application/x-www-form-urlencoded.": FOR_PROGRAMMERS,
}

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


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The cat sat on the mat.", -1.45),  # six words, six syllables
        ("Wait a little, then try again.", 2.48),  # six words, eight syllables
        ("The therapist deactivated an invitation.", 19.4),  # five words, fourteen syllables
    ],
)
def test_the_grade_is_computed_as_published(sentence: str, grade: float) -> None:
    assert reading.grade(sentence) == pytest.approx(grade, abs=0.01)


def test_a_text_is_parted_into_sentences_with_a_short_word_for_what_is_put_in() -> None:
    assert reading.sentences("%(name)s reads: it ends. Wait") == ["Tom reads:", "it ends.", "Wait"]


def test_each_longer_sentence_can_be_read_in_the_sixth_grade(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = extracted.sentences(tmp_path_factory.getbasetemp())
    every = {one for texts in found for text in texts for one in reading.sentences(text)}
    longer = {one for one in every if len(reading.words(one)) > SHORT}
    assert len(longer) > 100
    assert EXCEPTIONS.keys() <= longer
    hard = {one: round(reading.grade(one), 1) for one in longer - EXCEPTIONS.keys() if reading.grade(one) > GRADE}
    assert hard == {}
