"""Sentences that are tapped: whatever is chosen stands in the text, letter by letter."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.sharing import sentences

TEXT = 'The water was dark. I was not afraid!\nMy father... was he young?\n\n"No," he said. 3.5 miles'
WORDS = st.text(st.sampled_from("ab é.!?…\n \"')"), max_size=60)
GENEROUS = 1.0  # seconds of this process, whatever else the machine does; it takes 0.05
PLAINLY = re.compile(r"\S[^\n]*?(?:[.!?…]+[\"'\u201d\u2019)\]]*(?=\s|$)|(?=\n|$))")  # the same; too slow for long words


def test_words_are_cut_where_sentences_and_lines_end() -> None:
    assert [sentence.text for sentence in sentences.cut([TEXT])] == [
        "The water was dark.",
        "I was not afraid!",
        "My father...",
        "was he young?",
        '"No," he said.',
        "3.5 miles",
    ]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({1}, ["I was not afraid!"]),
        ({0, 1, 4}, ["The water was dark. I was not afraid!", '"No," he said.']),
        ({1, 2}, ["I was not afraid!\nMy father..."]),
        ({9}, []),
        (set(), []),
    ],
)
def test_neighbours_stay_together(chosen: set[int], words: list[str]) -> None:
    assert sentences.chosen_passages([TEXT], chosen) == words


def test_the_last_sentence_of_one_text_is_no_neighbour_of_the_next_texts_first() -> None:
    assert sentences.chosen_passages(["One.", "Two."], {0, 1}) == ["One.", "Two."]


@given(st.lists(WORDS, max_size=3), st.sets(st.integers(0, 12)))
def test_what_is_chosen_stands_in_a_text_and_is_found_again(texts: list[str], chosen: set[int]) -> None:
    for excerpt in sentences.chosen_passages(texts, chosen):
        assert any(excerpt in text for text in texts)
        found = sentences.within(texts, excerpt)
        assert sentences.chosen_passages(texts, set(found)) == ([excerpt] if found else [])


@pytest.mark.parametrize(
    ("excerpt", "numbers"),
    [
        ("The water was dark.", [0]),
        ("The water was dark. I was not afraid!", [0, 1]),
        ("My father... was he young?", [2, 3]),
        ("Rain.", [6]),
    ],
)
def test_an_excerpt_is_made_of_the_sentences_where_it_stands_first(excerpt: str, numbers: list[int]) -> None:
    assert sentences.within([TEXT, "Rain. Wind. Rain."], excerpt) == numbers


def test_part_of_a_sentence_is_made_of_no_whole_ones() -> None:
    assert sentences.within([TEXT], "not afraid") == []
    assert sentences.within([TEXT], "dark. I was not afraid!") == []
    assert sentences.within([TEXT], "nowhere") == []


@pytest.mark.parametrize("piece", ["!", "!'", "! ", "a!)", "\"'", "a", "\n"])
def test_the_longest_words_are_cut_as_readily_as_short_ones(piece: str) -> None:
    began = process_time()
    for length in (1_000, 100_000):
        sentences.cut([piece * (length // len(piece)) + "x"])
    assert process_time() - began < GENEROUS


@given(WORDS)
def test_a_sentence_ends_at_the_first_marks_that_a_space_follows_or_with_its_line(text: str) -> None:
    assert [(one.start, one.end) for one in sentences.cut([text])] == [one.span() for one in PLAINLY.finditer(text)]
