"""What the length of a sealed value tells: of a long text how many steps it has, of all else nothing."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from uuid import uuid4

import pytest

from journal.clinical import instruments
from journal.clinical.instruments import Instrument
from journal.core.account_fields import NAME_LIMIT
from journal.crypto import contexts, passwords
from journal.crypto.data_keys import DataKeys
from journal.crypto.vault import STEP
from journal.domain import entry_text, sealing, stored_passwords
from journal.domain.entry_text import OPENING_LIMIT
from journal.domain.identity import Actor
from journal.models import Checkin
from tests.plugins.people import Somebody

Acting = Callable[[Somebody], Actor]
MOODS = (None, *range(11))
WIDEST = "😀"  # four bytes


def text(body: str, mood: int | None = None) -> dict[str, object]:
    return {"body": body, "prompts": [], "feelings": [], "mood": mood}


def lengths(blobs: Iterable[bytes]) -> set[int]:
    return {len(blob) for blob in blobs}


def test_no_opening_tells_its_words_or_its_mood(acting: Acting, ada: Somebody) -> None:
    person, entry_id = acting(ada), uuid4()
    bodies = [letter * count for letter in ('"', "a", "я", "水", WIDEST) for count in (1, 50, OPENING_LIMIT, 500)]
    openings = [text(body, mood) for body in bodies for mood in MOODS]
    assert len(lengths(entry_text.seal_opening(person, entry_id, 1, opening) for opening in openings)) == 1


def test_a_mood_does_not_show_in_the_length_of_an_entry(acting: Acting, ada: Somebody) -> None:
    context = contexts.record("entries", ada.id, uuid4(), 1)
    keys = acting(ada).keys
    for words in ("Yes.", "The water was dark and I was not afraid of it. " * 40):
        assert len(lengths(keys.seal(context, text(words, mood)) for mood in MOODS)) == 1


@pytest.mark.parametrize("instrument", instruments.ALL, ids=lambda instrument: instrument.id)
def test_no_form_tells_its_answers_nor_whether_it_is_finished(
    acting: Acting, ada: Somebody, instrument: Instrument
) -> None:
    person, ids = acting(ada), [question.id for question in instrument.questions]
    forms = [dict.fromkeys(ids, value) for value in (None, 0, 1, 2, 3)]
    forms += [{name: place if place < 4 else None for place, name in enumerate(ids)}]
    sealed = [sealing.seal(person, Checkin, uuid4(), 1, {"answers": form}) for form in forms]
    assert len(lengths(sealed)) == 1


def test_no_name_and_no_password_hash_tells_its_length(ada: Somebody, keys_of: Callable[..., DataKeys]) -> None:
    keys = keys_of(ada.id)
    names = ["A", "Ada Lind", "A" * NAME_LIMIT, WIDEST * NAME_LIMIT]
    assert len(lengths(keys.seal(contexts.name(ada.id), name) for name in names)) == 1
    hashes = [passwords.hash_password(password) for password in ("four quiet words", "x" * 200)] + ["$argon2id$old"]
    assert len(lengths(stored_passwords.seal(ada.id, keys, one) for one in hashes)) == 1


def test_a_long_text_grows_by_whole_steps(ada: Somebody, keys_of: Callable[..., DataKeys]) -> None:
    keys, context = keys_of(ada.id), contexts.record("entries", ada.id, uuid4(), 1)
    found = sorted(lengths(keys.seal(context, text("a" * count)) for count in range(0, 6 * STEP, 7)))
    assert len(found) == 7
    assert {after - before for before, after in pairwise(found)} == {STEP}
