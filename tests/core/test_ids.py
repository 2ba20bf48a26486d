"""Identifiers sort by time of creation, and are read from text."""

import pytest

from journal.core.ids import new_id, parse_id


def test_an_id_is_a_uuid_of_version_7() -> None:
    assert new_id().version == 7


def test_ids_sort_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(set(made))


def test_a_text_that_writes_an_id_is_one() -> None:
    made = new_id()
    assert parse_id(str(made)) == parse_id(str(made).upper()) == made


@pytest.mark.parametrize("text", ["", "x", "None", f"{new_id()}0", f"{new_id()} words"])
def test_a_text_that_writes_no_id_is_none(text: str) -> None:
    assert parse_id(text) is None
