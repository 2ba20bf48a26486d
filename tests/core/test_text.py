"""What is blank, what a search finds whatever its accents, and which texts are a number: no text is an error."""

import pytest

from journal.core.text import DIGITS, find, first_name, is_blank, search_pattern, searchable, whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * DIGITS, 10**DIGITS - 1)])
def test_plain_digits_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "-1", "+1", " 1", "1.0", "1e3", "1_0", "two", "٣", "²", "9" * (DIGITS + 1)])
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", " \n\t\u00a0\u3000", "\u200b", "\u200b\u200c\u200d\u200e\u200f", "\u2060\ufeff", "\u00ad", "\ufe0f"),
        *("\u202e", "\u0301", "\u034f \u180e", "\u2063", "\U000e0061\U000e007f", "\u115f\u1160\u2800\u3164\uffa0"),
        " \u200b \n",
    ],
)
def test_a_text_of_which_nothing_can_be_seen_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize(
    "text",
    [
        *("a", ".", "\u200ba", "\u6c34", "\u0645\u064e", "\u0e01", "\u0915\u093e", "\u00b4", "1\ufe0f\u20e3", "\ue000"),
        *("\U0001f30a", "\U0001f469\u200d\U0001f467", "\u2764\ufe0f"),
        "\U0001fae8",  # younger than the tables of the oldest Python
    ],
)
def test_a_text_of_which_something_can_be_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("cafe", "Caf\u00e9"),
        ("caf\u00e9", "Cafe"),
        ("cafe\u0301", "CAF\u00c9"),
        ("CAF\u00c9", "cafe\u0301s"),
        ("cafe", "c\u0302a\u0323\u0302fe"),
        ("strasse", "STRA\u1e9eE"),
        ("stra\u00dfe", "Strasse"),
        ("GR\u00dcSSE", "gru\u0308\u00dfe"),
        ("istanbul", "\u0130stanbul"),
        ("\u0438", "\u0439"),  # и, й
        ("\u0442\u0435\u043c\u043d\u043e\u0439", "\u0422\u0451\u043c\u043d\u043e\u0438"),  # темной, Тёмнои
        ("\u03c3\u03bf\u03c6\u03bf\u03c2", "\u03a3\u039f\u03a6\u038c\u03a3"),  # σοφος, ΣΟΦΌΣ
        ("ti\u1ebfng vi\u1ec7t", "tieng\n Viet"),
        ("\ud55c", "\u1112\u1161\u11ab"),
        ("a.b (c)", "A.b  (C)"),
        ("\u00b4", "\u00b4"),
        ("new york", "New\u2003York"),
    ],
)
def test_a_search_finds_words_however_they_are_accented(words: str, text: str) -> None:
    assert search_pattern(words).search(searchable(f"x {text} x"))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        *(("cafe", "caf"), ("a.b", "axb"), ("gruse", "Gr\u00fc\u00dfe"), ("\u0438", "\u044d"), ("new york", "NewYork")),
        *(("ab", "a b"), ("\u00b4", "a"), ("a", "\u4e00"), ("$", ""), ("x*", "x")),
    ],
)
def test_a_search_finds_no_other_words(words: str, text: str) -> None:
    assert not search_pattern(words).search(searchable(text))


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The water was dark.", "WATER", "water"),
        ("A Café and a cafe", "cafe", "Café"),
        ("A Cafe\u0301, then", "café", "Cafe\u0301"),
        ("\u00c9\u00c9\u00c9 sea", "sea", "sea"),
        ("Die Straße dort", "strasse", "Straße"),
        ("Die Straße dort", "ras", "ra\u00df"),
        ("One  \n two", "one two", "One  \n two"),
        ("\ufb01sh and \ufb01n", "fin", "\ufb01n"),
        ("dark", "dark", "dark"),
    ],
)
def test_what_a_search_finds_is_found_as_it_was_written(text: str, words: str, found: str) -> None:
    place = find(text, search_pattern(words))
    assert place
    assert text[slice(*place)] == found


def test_what_is_not_there_is_found_nowhere() -> None:
    assert find("The water", search_pattern("fire")) is None
    assert find("", search_pattern("fire")) is None


@pytest.mark.parametrize(
    ("name", "first"), [("Ada Marsh", "Ada"), ("Ada", "Ada"), ("Dr. Lee", "Dr. Lee"), ("Dr.", "Dr."), ("", "")]
)
def test_a_first_name_is_the_first_word_and_no_title(name: str, first: str) -> None:
    assert first_name(name) == first
