"""An excerpt is chosen from one's own entries: by tapping sentences, or by writing exact words out."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from journal.core import clock
from journal.core.errors import Invalid, NotFound
from journal.core.fields import Values
from journal.core.row_security import acting_for
from journal.domain import records
from journal.domain.identity import Actor
from journal.domain.sharing import chosen_entries, excerpt_form
from journal.domain.sharing.excerpt_form import EntriesOffer, ExcerptFormSchema, SentencesOffer
from journal.domain.sharing.piece_kind import Asked
from tests.domain.test_records import KINDS, values
from tests.plugins.people import Somebody

Acting = Callable[[Somebody], Actor]

EVENING = datetime(2026, 5, 12, 23, 30, tzinfo=UTC)  # in New York still the same day
BODY = "The water was dark. I was not afraid. My father stood there."
PROMPT = {"prompt": "What helped?", "answer": "Rain. And music."}
NOWHERE = {"on": "2026-05-12", "time_point": None, "day": None, "treatment_number": None}


def write(person: Actor, body: str = BODY, at: datetime = EVENING, **more: object) -> UUID:
    row_id, kind = uuid4(), KINDS["entry"]
    given = values(kind, 0) | {"body": body, "prompts": [PROMPT], "written_at": at} | more
    with clock.frozen(at):
        records.put(person, kind, row_id, None, given)
    return row_id


def offered(person: Actor, **given: object) -> SentencesOffer:
    found = excerpt_form.offer(person, Asked(given, 3, None))
    assert isinstance(found, SentencesOffer)
    return found


def sent(entry_id: UUID | str, *chosen: str, text: str | None = None, revision: int | None = 1) -> Values:
    """Return a form as its schema loads it."""
    return {"entry_id": str(entry_id), "entry_revision": revision, "chosen": list(chosen), "text": text}


def pieces(person: Actor, entry_id: UUID, *chosen: str, text: str | None = None) -> list[str]:
    """Return the words of the pieces that a form makes."""
    made = excerpt_form.pieces(person, sent(entry_id, *chosen, text=text))
    assert all((piece["kind"], piece["entry_id"]) == ("excerpt", str(entry_id)) for piece in made)
    return [piece["text"] for piece in made]


def test_entries_are_offered_newest_first_page_by_page(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    person = acting(ada)
    ids = [write(person, f"Day {day}", EVENING + timedelta(days=day)) for day in range(5)]
    with acting_for(eve.id):
        write(acting(eve))
    first = excerpt_form.offer(person, Asked({}, 3, None))
    assert isinstance(first, EntriesOffer)
    assert (first.ready, [one.id for one in first.entries]) == (False, ids[:1:-1])
    assert first.entries[0].text == "Day 4"
    assert first.entries[0].written_at == EVENING + timedelta(days=4)
    assert first.entries[0].placed == NOWHERE | {"on": "2026-05-16"}
    second = excerpt_form.offer(person, Asked({"entry": ""}, 3, first.next))
    assert isinstance(second, EntriesOffer)
    assert ([one.id for one in second.entries], second.next) == (ids[1::-1], None)


def test_an_entry_is_offered_sentence_by_sentence_with_its_day(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    entry_id = write(person)
    found = offered(person, entry=str(entry_id))
    assert (found.ready, found.next, found.entry_id) == (True, None, str(entry_id))
    assert [one.text for one in found.sentences] == [
        "The water was dark.",
        "I was not afraid.",
        "My father stood there.",
        "Rain.",
        "And music.",
    ]
    assert (found.on, found.placed, set(found.chosen), found.written) == (date(2026, 5, 12), NOWHERE, set(), "")
    assert offered(person, entry_id=str(entry_id)).sentences == found.sentences


def test_an_entry_about_a_treatment_is_offered_with_its_place(acting: Acting, ada: Somebody) -> None:
    person, treatment = acting(ada), uuid4()
    start = {"starts_at": EVENING - timedelta(days=3), "number": 4}
    records.put(person, KINDS["treatment"], treatment, None, values(KINDS["treatment"], 0) | start)
    entry_id = write(person, treatment_id=treatment)
    placed = {"on": "2026-05-12", "time_point": "day_3", "day": 3, "treatment_number": 4}
    assert offered(person, entry=str(entry_id)).placed == placed
    listed = excerpt_form.offer(person, Asked({}, 3, None))
    assert isinstance(listed, EntriesOffer)
    assert [one.placed for one in listed.entries] == [placed]
    (found,) = chosen_entries.chosen_entries(person, [str(entry_id)] * 2).values()
    assert (found.treatment_id, found.text["body"], found.placed) == (treatment, BODY, placed)


@pytest.mark.parametrize(
    ("given", "chosen", "written"),
    [
        ({"chosen": ["0", "2"], "entry_revision": "1"}, {0, 2}, ""),
        ({"chosen": ["0"], "entry_revision": "1", "text": "not afraid"}, {0}, "not afraid"),
        ({"chosen": ["0"]}, set(), ""),
        ({"chosen": []}, set(), ""),
        ({"chosen": [], "text": "I was not afraid."}, set(), "I was not afraid."),
        ({"text": "I was not afraid. My father stood there."}, {1, 2}, ""),
        ({"text": "not afraid"}, set(), "not afraid"),
        ({"text": None}, set(), ""),
    ],
)
def test_what_was_chosen_so_far_is_tapped_or_written_out(
    acting: Acting, ada: Somebody, given: Values, chosen: set[int], written: str
) -> None:
    person = acting(ada)
    found = offered(person, entry=str(write(person)), **given)
    assert (set(found.chosen), found.written) == (chosen, written)


def test_each_run_of_sentences_is_a_piece_and_what_was_written_out_another(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    entry_id = write(person)
    assert pieces(person, entry_id, "0", "1", "3") == ["The water was dark. I was not afraid.", "Rain."]
    assert pieces(person, entry_id, "2", text="  not afraid \n") == ["My father stood there.", "not afraid"]
    assert pieces(person, entry_id, text="not afraid") == ["not afraid"]


@pytest.mark.parametrize("number", ["-1", "x", "", "\u0661", "1.0", "1" * 10, "99"])
def test_a_number_of_no_sentence_chooses_none(acting: Acting, ada: Somebody, number: str) -> None:
    person = acting(ada)
    entry_id = write(person)
    assert pieces(person, entry_id, "1", number) == ["I was not afraid."]
    with pytest.raises(Invalid) as refusal:
        pieces(person, entry_id, number)
    assert refusal.value.fields == {"chosen": [str(excerpt_form.NOTHING_CHOSEN)]}


def test_numbers_of_nine_digits_are_read(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    assert pieces(person, write(person), "000000001") == ["I was not afraid."]


def test_numbers_choose_sentences_of_the_revision_that_was_shown(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    entry_id = write(person)
    shown = offered(person, entry=str(entry_id)).entry_revision
    again = values(KINDS["entry"], 0) | {"body": f"At first. {BODY}", "written_at": EVENING}
    records.put(person, KINDS["entry"], entry_id, shown, again)
    for revision in (shown, None):
        with pytest.raises(Invalid) as refusal:
            excerpt_form.pieces(person, sent(entry_id, "1", revision=revision))
        assert refusal.value.fields == {"chosen": [str(excerpt_form.ENTRY_CHANGED)]}
    assert [piece["text"] for piece in excerpt_form.pieces(person, sent(entry_id, text="afraid", revision=shown))] == [
        "afraid"
    ]
    stale = offered(person, entry=str(entry_id), chosen=["1"], entry_revision=str(shown), text="afraid")
    assert (set(stale.chosen), stale.written, stale.entry_revision) == (set(), "afraid", shown + 1)
    fresh = offered(person, entry=str(entry_id), chosen=["1"], entry_revision=str(shown + 1))
    assert set(fresh.chosen) == {1}


def test_a_run_of_sentences_is_no_longer_than_a_piece_may_be(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    longest, longer = (write(person, "x" * (excerpt_form.TEXT_LIMIT + more) + ".") for more in (-1, 0))
    assert [len(text) for text in pieces(person, longest, "0")] == [excerpt_form.TEXT_LIMIT]
    with pytest.raises(Invalid) as refusal:
        pieces(person, longer, "0")
    assert refusal.value.fields == {"chosen": [str(excerpt_form.TOO_LONG)]}


def test_an_entry_that_is_not_the_persons_is_not_found(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    entry_id = write(acting(eve))
    person = acting(ada)
    for named in (str(entry_id), str(uuid4()), "x"):
        with pytest.raises(NotFound):
            excerpt_form.offer(person, Asked({"entry": named}, 3, None))
        with pytest.raises(NotFound):
            excerpt_form.pieces(person, sent(named, "0"))


def test_only_ones_own_entries_are_opened_by_their_ids(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    person = acting(ada)
    mine, deleted = write(person), write(person)
    with acting_for(eve.id):
        eves = write(acting(eve))
    records.delete(person, KINDS["entry"], deleted)
    named = [str(one) for one in (mine, deleted, eves)]
    found = chosen_entries.chosen_entries(person, named)
    assert list(found) == [str(mine)]
    assert chosen_entries.find(str(mine), found) == found[str(mine)]
    with pytest.raises(Invalid) as refusal:
        chosen_entries.find(str(eves), found)
    assert refusal.value.fields == {"entry_id": [str(chosen_entries.NO_ENTRY)]}
    assert chosen_entries.chosen_entries(person, []) == {}


def test_a_blank_text_is_none_and_another_is_kept_as_it_was_written() -> None:
    entry_id = uuid4()
    nothing = {"entry_id": entry_id, "entry_revision": None, "chosen": [], "text": None}
    for blank in (" \n", "\u200b"):
        assert ExcerptFormSchema().load({"entry_id": str(entry_id), "text": blank}) == nothing
    assert ExcerptFormSchema().load({"entry_id": str(entry_id)}) == nothing
    kept = ExcerptFormSchema().load({"entry_id": str(entry_id), "chosen": ["1"], "text": "not afraid"})
    assert kept == nothing | {"chosen": ["1"], "text": "not afraid"}
