"""Identifiers sort by time of creation, and are read from text."""

import pytest

from journal.core.ids import new_id, parse_id

ID = "01a20271-2676-77d4-a8c9-5500e43fa7f9"  # not a new one: each process of a run collects the same tests


def test_an_id_is_a_uuid_of_version_7() -> None:
    assert new_id().version == 7


def test_ids_sort_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(set(made))


def test_a_text_that_writes_an_id_is_one() -> None:
    made = new_id()
    assert parse_id(str(made)) == parse_id(str(made).upper()) == made


@pytest.mark.parametrize("text", ["", "x", "None", f"{ID}0", f"{ID} words"])
def test_a_text_that_writes_no_id_is_none(text: str) -> None:
    assert parse_id(text) is None
