"""A snapshot holds what was chosen as it stands now, and refuses what cannot be shared by its place."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest
from sqlalchemy import select, update

from journal.core.errors import Invalid, NotFound
from journal.core.row_security import acting_for
from journal.crypto import contexts
from journal.crypto.vault import Tampered
from journal.domain import entry_text, records
from journal.domain.identity import Actor
from journal.domain.sharing import snapshots
from journal.domain.sharing.chosen_entries import NO_ENTRY
from journal.domain.sharing.piece_kinds import KINDS as PIECE_KINDS
from journal.domain.sharing.piece_kinds import UnknownKind
from journal.domain.sharing.pieces import excerpt, topic
from journal.domain.sharing.recipients import Recipient, recipients
from journal.domain.sharing.snapshots import PIECES, SIZE, TOO_MANY, Examined
from journal.models import Summary
from tests.domain.test_records import KINDS, values
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

TOPIC = {"kind": "topic", "text": "My father"}
ENDS = datetime(2026, 5, 19, 18, tzinfo=UTC)
TERMS = (uuid4(), uuid4(), ENDS)  # of a share: its therapist, its care, its end
COPIED = {"title": "For Thursday", "for_date": None, "pieces": [TOPIC]}
Acting = Callable[[Somebody], Actor]
Piece = Any


def series(number: int = 0, **more: object) -> Piece:
    since = {"since": f"2026-04-{number % 28 + 1:02}", "instrument": "phq-9"}
    return {"kind": "series", "answers": False} | since | more


def write(person: Actor, *bodies: str, **more: object) -> list[str]:
    """Write entries, and return their ids."""
    ids = []
    for body in bodies:
        row_id = uuid4()
        given = values(KINDS["entry"], 0) | {"body": body, "treatment_id": None} | more
        records.put(person, KINDS["entry"], row_id, None, given)
        ids.append(str(row_id))
    return ids


def quoted(entry_id: str, text: str = "water") -> Piece:
    return {"kind": "excerpt", "entry_id": entry_id, "text": text}


def refused(person: Actor, *pieces: Piece) -> list[dict[str, list[str]]]:
    """Return what is wrong with each piece."""
    return [examined.errors for examined in snapshots.examine(person, pieces)]


def test_a_summary_is_copied_with_its_title_and_day(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    person, row_id = acting(ada), uuid4()
    given = values(KINDS["summary"], 0) | {"title": "For Thursday", "for_date": None, "pieces": [TOPIC]}
    records.put(person, KINDS["summary"], row_id, None, given)
    assert snapshots.of_summary(person, row_id) == COPIED
    records.put(person, KINDS["summary"], row_id, 1, given | {"title": "For Friday"})
    assert snapshots.of_summary(person, row_id)["title"] == "For Friday"
    assert snapshots.summary_row(person, row_id).revision == 2
    with acting_for(eve.id), pytest.raises(NotFound):
        snapshots.of_summary(acting(eve), row_id)
    with pytest.raises(NotFound):
        snapshots.of_summary(person, uuid4())
    records.delete(person, KINDS["summary"], row_id)
    with pytest.raises(NotFound):
        snapshots.summary_row(person, row_id)
    assert execute(select(Summary.id)).scalars().all() == [row_id]


def test_pieces_are_copied_in_the_patients_order(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    (entry_id,) = write(person, "The water was dark.")
    pieces = [series(), TOPIC, quoted(entry_id), TOPIC | {"text": "The lake"}]
    copied = snapshots.compose(person, {"title": "x", "for_date": "2026-05-14", "pieces": pieces})
    assert [piece["kind"] for piece in copied["pieces"]] == ["series", "topic", "excerpt", "topic"]
    assert (copied["title"], copied["for_date"]) == ("x", "2026-05-14")
    assert entry_id not in str(copied)


def test_what_cannot_be_shared_is_said_by_its_place(acting: Acting, ada: Somebody) -> None:
    person, nowhere = acting(ada), str(uuid4())
    (entry_id,) = write(person, "The water was dark.")
    pieces = [TOPIC, quoted(nowhere), series(), quoted(entry_id, "fire")]
    expected = {"entry_id": [str(NO_ENTRY)]}, {"text": [str(excerpt.NOT_IN_ENTRY)]}
    assert refused(person, *pieces) == [{}, expected[0], {}, expected[1]]
    assert snapshots.examine(person, pieces)[:2] == [Examined(TOPIC, {}), Examined(None, expected[0])]
    with pytest.raises(Invalid) as refusal:
        snapshots.compose(person, {"title": "x", "for_date": None, "pieces": pieces})
    assert refusal.value.fields == {
        "pieces.1.entry_id": [str(NO_ENTRY)],
        "pieces.3.text": [str(excerpt.NOT_IN_ENTRY)],
    }


def test_so_many_pieces_fit_and_no_more(acting: Acting, ada: Somebody) -> None:
    pieces = [series(number) for number in range(PIECES + 2)]
    assert refused(acting(ada), *pieces) == [{}] * PIECES + [{"kind": [str(TOO_MANY)]}] * 2


@pytest.mark.parametrize("letter", ["a", "\U0001f30a", "\n", "\x01"])
def test_an_entry_at_its_longest_fits_and_not_many_of_them(acting: Acting, ada: Somebody, letter: str) -> None:
    person = acting(ada)
    longest = {"prompt": "p" * 200, "answer": "a" + letter * (entry_text.ANSWER_LIMIT - 2) + "a"}
    text = "a" + letter * (entry_text.BODY_LIMIT - 2) + "a"
    (entry_id,) = write(person, text, prompts=[longest] * entry_text.PROMPTS_LIMIT)
    whole = {"kind": "entry", "entry_id": entry_id}
    found = refused(person, *[whole] * PIECES)
    assert (found[0], found[-1]) == ({}, {"kind": [str(TOO_MANY)]})
    copied = snapshots.compose(person, {"title": "x", "for_date": None, "pieces": [whole] * found.count({})})
    assert len(orjson.dumps(copied["pieces"])) < SIZE + PIECES


def test_what_is_too_large_leaves_room_for_what_is_small(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    (entry_id,) = write(person, "\U0001f30a" * entry_text.BODY_LIMIT)
    whole = {"kind": "entry", "entry_id": entry_id}
    assert refused(person, *[whole] * 7, TOPIC) == [{}] * 6 + [{"kind": [str(TOO_MANY)]}, {}]


def test_three_topics_fit_and_no_more(acting: Acting, ada: Somebody) -> None:
    too_many = {"text": [str(topic.TOO_MANY)]}
    assert refused(acting(ada), *[TOPIC] * 3, series(), *[TOPIC] * 2) == [{}] * 4 + [too_many] * 2


def test_three_excerpts_about_each_treatment_fit_and_three_about_none(acting: Acting, ada: Somebody) -> None:
    person, treatment = acting(ada), uuid4()
    records.put(person, KINDS["treatment"], treatment, None, values(KINDS["treatment"], 0))
    about = write(person, "water", "more water", treatment_id=treatment)
    free = write(person, "still water")
    given = [about[0], about[1], about[0], free[0], free[0], free[0]]
    too_many = {"text": [str(excerpt.TOO_MANY)]}
    assert refused(person, *map(quoted, given)) == [{}] * 6
    assert refused(person, *map(quoted, [*given, about[1], free[0]])) == [{}] * 6 + [too_many] * 2


def test_what_is_refused_does_not_count(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    (entry_id,) = write(person, "The water was dark.")
    wrong = {"text": [str(excerpt.NOT_IN_ENTRY)]}
    pieces = [quoted(entry_id, "fire"), *[quoted(entry_id)] * 3]
    assert refused(person, *pieces) == [wrong, {}, {}, {}]


def test_a_summary_that_is_older_than_a_field_is_previewed_without_it(acting: Acting, ada: Somebody) -> None:
    person, row_id = acting(ada), uuid4()
    records.put(person, KINDS["summary"], row_id, None, values(KINDS["summary"], 0) | {"pieces": []})
    older = person.keys.seal(contexts.record("summaries", ada.id, row_id, 1), {"title": "For Thursday", "pieces": []})
    execute(update(Summary).values(sealed=older))
    snapshot, _digest = snapshots.preview(person, row_id)
    assert snapshot == {"title": "For Thursday", "for_date": None, "pieces": []}


def test_an_unknown_kind_is_not_copied(acting: Acting, ada: Somebody) -> None:
    with pytest.raises(UnknownKind, match="dream"):
        snapshots.examine(acting(ada), [TOPIC, {"kind": "dream"}])


def test_a_digest_is_ones_own_and_of_these_words_alone(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    person, snapshot = acting(ada), COPIED
    digest = snapshots.digest(person, snapshot)
    assert (len(digest), int(digest, 16) > 0) == (32, True)
    assert digest == snapshots.digest(person, dict(reversed(snapshot.items())))
    assert digest != snapshots.digest(person, snapshot | {"title": "For Friday"})
    assert digest != snapshots.digest(acting(eve), snapshot)


def test_a_share_that_is_older_than_a_field_is_read_without_it(acting: Acting, ada: Somebody) -> None:
    person, context = acting(ada), contexts.snapshot(ada.id, uuid4(), *TERMS)
    sealed = person.keys.seal(context, {"title": "For Thursday", "pieces": [TOPIC]})
    assert snapshots.unseal(person.keys, context, sealed) == COPIED


@pytest.mark.parametrize("kind", PIECE_KINDS)
def test_a_field_that_is_younger_than_the_snapshot_is_none(acting: Acting, ada: Somebody, kind: str) -> None:
    person, context = acting(ada), contexts.snapshot(ada.id, uuid4(), *TERMS)
    sealed = person.keys.seal(context, COPIED | {"pieces": [{"kind": kind}]})
    (piece,) = snapshots.unseal(person.keys, context, sealed)["pieces"]
    assert piece == dict.fromkeys(PIECE_KINDS[kind].copied_schema().fields) | {"kind": kind}


def test_a_preview_is_the_snapshot_with_its_digest(acting: Acting, ada: Somebody) -> None:
    person, row_id = acting(ada), uuid4()
    records.put(person, KINDS["summary"], row_id, None, values(KINDS["summary"], 0) | {"pieces": [TOPIC]})
    snapshot = snapshots.of_summary(person, row_id)
    assert snapshots.preview(person, row_id) == (snapshot, snapshots.digest(person, snapshot))


def test_a_snapshot_opens_for_its_own_share_therapist_care_and_end_alone(
    acting: Acting, ada: Somebody, eve: Somebody
) -> None:
    person, row = acting(ada), (ada.id, uuid4(), *TERMS)
    sealed = person.keys.seal(contexts.snapshot(*row), COPIED)
    assert snapshots.unseal(person.keys, contexts.snapshot(*row), sealed) == COPIED
    for place, other in enumerate((eve.id, uuid4(), uuid4(), uuid4(), ENDS + timedelta(microseconds=1))):
        with pytest.raises(Tampered):
            snapshots.unseal(person.keys, contexts.snapshot(*row[:place], other, *row[place + 1 :]), sealed)


def test_a_share_without_its_snapshot_is_not_read(acting: Acting, ada: Somebody) -> None:
    with pytest.raises(Tampered):
        snapshots.unseal(acting(ada).keys, contexts.snapshot(ada.id, uuid4(), *TERMS), None)


def test_the_consent_record_counts_pieces_and_holds_no_text() -> None:
    pieces = [series(points=[], treatments=[]), TOPIC, {"kind": "excerpt", "text": "A secret"}, TOPIC]
    line = {"kind": "series", "instrument": "phq-9", "short": "PHQ-9", "plain_name": "Mood"}
    line |= {"since": "2026-04-01"}
    assert snapshots.consent_lines(COPIED | {"pieces": pieces}) == [
        {"kind": "topic", "count": 2},
        {"kind": "excerpt", "count": 1},
        line,
    ]


def test_therapists_are_offered_the_latest_in_care_first(
    take_care: Callable[..., object], make_person: Callable[..., Somebody], acting: Acting, ada: Somebody, tom: Somebody
) -> None:
    person = acting(ada)
    assert recipients(person) == []
    theo = make_person("Theo", "therapist")
    for therapist in (tom, theo):
        take_care(therapist, ada)
    assert recipients(person) == [Recipient(theo.id, "Theo"), Recipient(tom.id, "Tom")]
