"""Identifiers sort by time of creation."""

from journal.core.ids import new_id


def test_an_id_is_a_uuid_of_version_7() -> None:
    assert new_id().version == 7


def test_ids_sort_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(set(made))
