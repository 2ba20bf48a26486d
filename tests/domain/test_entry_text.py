"""What follows from the text of an entry: its opening, what may be quoted, what a search finds."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from journal.core.fields import Values
from journal.core.text import search_pattern
from journal.crypto import contexts
from journal.crypto.vault import Tampered
from journal.domain import entry_text
from journal.domain.entry_text import FIELDS, OPENING_LIMIT, EntryTextSchema
from journal.domain.identity import Actor
from tests.plugins.people import Somebody

EMPTY = {"body": None, "prompts": [], "feelings": [], "mood": None}
RAIN = {"prompt": "What helped?", "answer": "Rain."}


def contains(text: Values, query: str) -> bool:
    return entry_text.passage(text, search_pattern(query)) is not None


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


def test_an_entry_without_other_words_opens_with_those_of_a_later_field(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_text, "FIELDS", ("mood", "hours", "dream", "prompts"))
    text = EMPTY | {"hours": 7, "dream": {"deep": ["A boat"]}, "time_point": "evening"}
    assert entry_text.opening(text)["text"] == "A boat"
    assert entry_text.opening(text | {"prompts": [RAIN]})["text"] == "Rain."
    assert entry_text.opening(EMPTY | {"hours": 7})["text"] == ""


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
    assert contains(text, query)


@pytest.mark.parametrize("query", ["7", "dark.What", "prompt", "waterfall"])
def test_a_search_finds_neither_numbers_nor_names_of_fields_nor_what_lies_across_two(query: str) -> None:
    text = {"body": "The water was dark.", "prompts": [RAIN], "feelings": ["calm"], "mood": 7}
    assert not contains(text, query)


def test_a_search_looks_into_a_field_that_was_added_later() -> None:
    assert contains(EMPTY | {"dream": {"deep": ["A boat"]}}, "boat")


def test_a_search_finds_a_letter_however_it_was_typed() -> None:
    assert contains(EMPTY | {"body": "Gr\u00fc\u00dfe"}, "gru\u0308sse")
    assert contains(EMPTY | {"body": "Gr\u00fc\u00dfe"}, "GRUSSE")
    assert not contains(EMPTY | {"body": "Gr\u00fc\u00dfe"}, "gruse")


@pytest.mark.parametrize("body", ["New York", "New\nYork", "New  York", "New\u00a0York", "New \n\n York"])
@pytest.mark.parametrize("query", ["new york", "New  York", "New\u00a0York"])
def test_a_search_finds_words_whatever_white_space_is_between_them(body: str, query: str) -> None:
    assert contains(EMPTY | {"body": f"In {body}."}, query)
    assert not contains(EMPTY | {"body": "In NewYork."}, query)


def test_the_first_words_are_cut_after_blanks_are_joined() -> None:
    spaced = "a " * 100 + " " * 100 + "b"
    assert entry_text.opening(EMPTY | {"body": spaced})["text"] == ("a " * 70)
    assert entry_text.opening(EMPTY | {"body": " " * 100 + "b" * 200})["text"] == "b" * OPENING_LIMIT
    assert entry_text.opening(EMPTY | {"body": "\n" * 300 + "The lake"})["text"] == "The lake"


def test_an_opening_opens_only_for_its_own_entry_and_revision(
    acting: Callable[[Somebody], Actor], ada: Somebody, eve: Somebody
) -> None:
    person, other, row_id = acting(ada), acting(eve), uuid4()
    shown = {"text": "The water.", "mood": 7}
    sealed = entry_text.seal_opening(person, row_id, 2, EMPTY | {"body": "The water.", "mood": 7})

    assert entry_text.unseal_opening(person, row_id, 2, sealed) == shown
    assert person.keys.unseal(contexts.opening(ada.id, row_id, 2), sealed) == shown
    elsewhere: list[tuple[Actor, UUID, int]] = [(person, row_id, 1), (person, uuid4(), 2), (other, row_id, 2)]
    for reader, entry_id, revision in elsewhere:
        with pytest.raises(Tampered):
            entry_text.unseal_opening(reader, entry_id, revision, sealed)


def test_a_field_that_is_younger_than_the_revision_is_none(acting: Callable[[Somebody], Actor], ada: Somebody) -> None:
    person, row_id = acting(ada), uuid4()
    sealed = person.keys.seal(contexts.record("entries", ada.id, row_id, 3), {"body": "The water."})
    row: Any = SimpleNamespace(id=row_id, revision=3, sealed=sealed)
    found = entry_text.unseal(person, row)
    assert (found["body"], found["mood"]) == ("The water.", None)
    assert found == dict.fromkeys(FIELDS) | {"body": "The water."}


def test_every_field_that_was_added_later_may_be_none() -> None:
    """What is older than a field says None of it, in entries and in shares."""
    assert [name for name, field in EntryTextSchema().fields.items() if not field.allow_none] == ["prompts", "feelings"]


def test_what_a_search_found_stands_among_the_words_around_it() -> None:
    text = EMPTY | {"body": "one two three " * 30 + "the lake, at night, " + "four five six " * 30}
    found = entry_text.passage(text, search_pattern("LAKE"))
    assert found
    assert found["found"] == "lake"
    assert found["before"].startswith("…")
    assert found["before"].endswith("two three the ")
    assert found["after"].startswith(", at night, four")
    assert found["after"].endswith("…")
    assert len("".join(found.values())) < 160
    for side in (found["before"], found["after"]):
        assert set(side.strip("…").split()) <= {
            "one",
            "two",
            "three",
            "the",
            ",",
            "at",
            "night,",
            "four",
            "five",
            "six",
        }


def test_a_short_text_stands_around_what_was_found_whole() -> None:
    text = EMPTY | {"body": "The sea.", "prompts": [RAIN]}
    found = entry_text.passage(text, search_pattern("rain"))
    assert found == {"before": "", "found": "Rain", "after": "."}
