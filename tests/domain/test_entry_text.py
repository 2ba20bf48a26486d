"""What follows from the text of an entry: its opening, what may be quoted, what a search finds."""

import pytest

from journal.domain import entry_text
from journal.domain.entry_text import OPENING_LIMIT

EMPTY = {"body": None, "prompts": [], "feelings": [], "mood": None}
RAIN = {"prompt": "What helped?", "answer": "Rain."}


@pytest.mark.parametrize(
    ("given", "opening"),
    [
        ({}, ""),
        ({"body": "The  water\nwas dark."}, "The water was dark."),
        ({"body": "The water.", "prompts": [RAIN], "feelings": ["calm"]}, "The water."),
        ({"prompts": [RAIN], "feelings": ["calm"]}, "Rain."),
        ({"feelings": ["calm", "open"]}, "calm, open"),
    ],
)
def test_the_opening_is_the_first_words_there_are(given: dict, opening: str) -> None:
    assert entry_text.opening(EMPTY | given | {"mood": 7}) == {"text": opening, "mood": 7}


def test_an_opening_is_short_and_on_one_line() -> None:
    assert entry_text.opening(EMPTY | {"body": "a\n b " * 100})["text"].startswith("a b a b")
    assert len(entry_text.opening(EMPTY | {"body": "ab " * 500})["text"]) <= OPENING_LIMIT
    assert len(entry_text.opening(EMPTY | {"body": "x" * 500})["text"]) == OPENING_LIMIT


def test_what_was_written_may_be_quoted_and_what_was_asked_may_not() -> None:
    assert entry_text.quotable(EMPTY | {"body": "The water.", "prompts": [RAIN]}) == ["The water.", "Rain."]
    assert entry_text.quotable(EMPTY | {"feelings": ["calm"]}) == []


@pytest.mark.parametrize("query", ["water", "WATER", "was d", "rain", "what helped", "calm"])
def test_a_search_looks_into_every_field(query: str) -> None:
    text = {"body": "The water was dark.", "prompts": [RAIN], "feelings": ["calm"], "mood": 7}
    assert entry_text.contains(text, query)


@pytest.mark.parametrize("query", ["7", "dark.What", "prompt", "waterfall"])
def test_a_search_finds_neither_numbers_nor_names_of_fields_nor_what_lies_across_two(query: str) -> None:
    text = {"body": "The water was dark.", "prompts": [RAIN], "feelings": ["calm"], "mood": 7}
    assert not entry_text.contains(text, query)


def test_a_search_looks_into_a_field_that_was_added_later() -> None:
    assert entry_text.contains(EMPTY | {"dream": {"deep": ["A boat"]}}, "boat")
