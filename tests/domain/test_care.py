"""Care begins once for a pair, ends once, and takes with it the shares made under it alone."""

from collections.abc import Callable
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from journal.core import clock
from journal.core.connection import commit
from journal.domain import care
from journal.models import AuditLine, Care, Caseload, Share
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute


def current(patient: Somebody) -> list[UUID]:
    found = select(Care.id).where(Care.owner_id == patient.id, Care.ended_at.is_(None))
    return list(execute(found).scalars())


def test_care_begins_once_for_a_pair(context: Flask, ada: Somebody, tom: Somebody) -> None:
    for _ in range(2):
        care.begin(ada.id, tom.id, ada.id, clock.now())
    [care_id] = current(ada)
    pointers = execute(select(Caseload.owner_id, Caseload.id, Caseload.patient_id)).all()
    assert pointers == [(tom.id, care_id, ada.id)]
    acts = execute(select(AuditLine.act, AuditLine.actor_id, AuditLine.owner_id, AuditLine.subject_id)).all()
    assert acts == [("care.began", ada.id, ada.id, care_id)]


def test_care_ends_once_and_begins_anew_under_another_id(context: Flask, ada: Somebody, tom: Somebody) -> None:
    care.begin(ada.id, tom.id, ada.id, clock.now())
    [first] = current(ada)
    assert [care.end(ada.id, first, tom.id, clock.now()) for _ in range(2)] == [True, False]
    assert current(ada) == []
    assert execute(select(Care.ended_by)).scalar_one() == tom.id
    care.begin(ada.id, tom.id, ada.id, clock.now())
    assert current(ada) not in ([], [first])


def test_no_care_is_ended_by_another_patients_id(context: Flask, ada: Somebody, eve: Somebody, tom: Somebody) -> None:
    care.begin(ada.id, tom.id, ada.id, clock.now())
    [care_id] = current(ada)
    assert not care.end(eve.id, care_id, eve.id, clock.now())
    assert current(ada) == [care_id]


def test_shares_end_with_the_care_that_they_were_made_under(
    app: Flask, ada: Somebody, tom: Somebody, make_person: Callable, take_care: Callable, add_share: Callable
) -> None:
    theo = make_person("Theo", "therapist")
    ends, stays = (take_care(therapist, ada) for therapist in (tom, theo))
    ended, kept = add_share(ada, tom, ends), add_share(ada, theo, stays)
    with app.app_context():
        assert care.end(ada.id, ends, ada.id, clock.now())
        commit()
        found = {row.id: row.ended for row in execute(select(Share.id, Share.ended)).all()}
    assert found == {ended: "care_ended", kept: None}


def test_care_with_another_therapist_or_of_another_patient_is_care_of_its_own(
    context: Flask, ada: Somebody, eve: Somebody, tom: Somebody, make_person: Callable
) -> None:
    theo, now = make_person("Theo", "therapist"), clock.now()
    for patient, therapist in ((ada, tom), (ada, theo), (eve, tom)):
        care.begin(patient.id, therapist.id, tom.id, now)
    pairs = set(map(tuple, execute(select(Care.owner_id, Care.therapist_id, Care.began_at))))
    assert pairs == {(ada.id, tom.id, now), (ada.id, theo.id, now), (eve.id, tom.id, now)}
    assert set(execute(select(AuditLine.actor_id)).scalars()) == {tom.id}
    assert set(execute(select(AuditLine.at)).scalars()) == {now}


def test_who_ended_care_stands_with_it_with_its_shares_and_in_the_trail(
    context: Flask, ada: Somebody, tom: Somebody, make_person: Callable, take_care: Callable, add_share: Callable
) -> None:
    care_id, now = take_care(tom, ada), clock.now()
    other = take_care(make_person("Theo", "therapist"), ada)
    share_id = add_share(ada, tom, care_id)
    assert care.end(ada.id, care_id, tom.id, now)
    assert execute(select(Care.ended_at, Care.ended_by).where(Care.id == care_id)).one() == (now, tom.id)
    assert current(ada) == [other]
    assert execute(select(Share.ended_at, Share.ended, Share.ended_by)).one() == (now, "care_ended", tom.id)
    lines = execute(select(AuditLine.act, AuditLine.actor_id, AuditLine.owner_id, AuditLine.subject_id, AuditLine.at))
    assert set(map(tuple, lines)) == {
        ("care.ended", tom.id, ada.id, care_id, now),
        ("share.ended", tom.id, ada.id, share_id, now),
    }
