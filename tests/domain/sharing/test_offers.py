"""What the form of each kind offers: the person's own, the latest first, and nothing that was never begun."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from journal.clinical import instruments
from journal.core import clock
from journal.core.row_security import acting_for
from journal.domain import records
from journal.domain.identity import Actor
from journal.domain.sharing.piece_kind import Asked, Offer
from journal.domain.sharing.piece_kinds import KINDS as PIECE_KINDS
from journal.domain.sharing.pieces.checkin import RECENT, CheckinsOffer
from journal.domain.sharing.pieces.series import SeriesOffer
from journal.domain.sharing.pieces.treatment import TreatmentsOffer
from tests.domain.test_records import KINDS, PHQ_9, values
from tests.plugins.people import Somebody

Acting = Callable[[Somebody], Actor]

START = datetime(2026, 5, 12, 18, tzinfo=UTC)


def keep(person: Actor, name: str, **more: object) -> UUID:
    row_id = uuid4()
    records.put(person, KINDS[name], row_id, None, values(KINDS[name], 0) | more)
    return row_id


def offered(person: Actor, kind: str) -> Any:
    return PIECE_KINDS[kind].form.offer(person, Asked({}, 20, None))


def checkin(person: Actor, day: int, answer: int | None = 1) -> UUID:
    return keep(person, "checkin", answered_at=START + timedelta(days=day), answers=PHQ_9 | {"phq9-1": answer})


def test_a_topic_needs_nothing_to_choose_from(acting: Acting, ada: Somebody) -> None:
    assert offered(acting(ada), "topic") == Offer(ready=True, next=None)


def test_check_ins_are_offered_by_their_day_the_latest_first(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    person = acting(ada)
    ids = [checkin(person, day, answer) for day, answer in ((1, 1), (3, 0), (2, 2))]
    checkin(person, 4, None)
    with acting_for(eve.id):
        checkin(acting(eve), 5)
    records.delete(person, KINDS["checkin"], checkin(person, 6))
    found = offered(person, "checkin")
    assert isinstance(found, CheckinsOffer)
    assert [one.id for one in found.checkins] == [ids[1], ids[2], ids[0]]
    assert [one.responses["phq9-1"] for one in found.checkins] == [0, 2, 1]
    assert (found.ready, found.next) == (True, None)


def test_without_a_check_in_that_was_begun_there_is_none_to_choose(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    checkin(person, 1, None)
    assert offered(person, "checkin") == CheckinsOffer(ready=False, checkins=[])


def test_treatments_are_offered_by_their_start_the_latest_first(acting: Acting, ada: Somebody, eve: Somebody) -> None:
    person = acting(ada)
    ids = [keep(person, "treatment", starts_at=START + timedelta(days=day), number=day, of=6) for day in (1, 3, 2)]
    keep(person, "treatment", status="cancelled")
    with acting_for(eve.id):
        keep(acting(eve), "treatment")
    found = offered(person, "treatment")
    assert isinstance(found, TreatmentsOffer)
    assert [tuple(row) for row in found.treatments] == [
        (ids[index], START + timedelta(days=day), day, 6) for index, day in ((1, 3), (2, 2), (0, 1))
    ]
    assert found.ready


def test_without_a_treatment_there_is_none_to_choose(acting: Acting, ada: Somebody) -> None:
    assert offered(acting(ada), "treatment") == TreatmentsOffer(ready=False, treatments=[])


def test_thirty_treatments_and_check_ins_are_enough_to_choose_from(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    for day in range(RECENT + 1):
        checkin(person, day)
        keep(person, "treatment", starts_at=START + timedelta(days=day))
    assert len(offered(person, "checkin").checkins) == len(offered(person, "treatment").treatments) == 30


@pytest.mark.parametrize(("hour", "since"), [(3, date(2026, 3, 16)), (4, date(2026, 3, 17))])  # midnight in New York
def test_a_series_begins_eight_weeks_before_the_persons_own_day(
    acting: Acting, ada: Somebody, hour: int, since: date
) -> None:
    person = acting(ada)
    with clock.frozen(datetime(2026, 5, 12, hour, 30, tzinfo=UTC)):
        found = offered(person, "series")
    assert found == SeriesOffer(questionnaires=instruments.ALL, since=since)


def test_a_form_makes_the_piece_that_it_holds_field_by_field(acting: Acting, ada: Somebody) -> None:
    piece = {"kind": "topic", "text": "My father"}
    assert PIECE_KINDS["topic"].form.pieces(acting(ada), piece) == [piece]
