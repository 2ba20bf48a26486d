"""Wherever somebody chooses a questionnaire or first reads of it, it is called by what it asks about."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.domain.sharing.shown import page
from tests.plugins import sharing
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]

NAME = "Mood (PHQ\N{NON-BREAKING HYPHEN}9)"
SERIES = {"kind": "series", "instrument": "phq-9", "since": "2026-04-14", "answers": False}


def alone(client: FlaskClient) -> dict[str, object]:
    return {"kind": "checkin", "checkin_id": sharing.checkin(client), "answers": False}


def test_the_page_to_compose_names_the_scores_that_can_be_switched_on(as_: As, ada: Somebody) -> None:
    sharing.checkin(as_(ada))
    assert f"{NAME}, the last eight weeks" in page(as_(ada), f"/summaries/{sharing.summary(as_(ada))}")


@pytest.mark.parametrize(
    ("kind", "name"), [("series", "Worry (GAD\N{NON-BREAKING HYPHEN}7)"), ("checkin", f"{NAME} · Tuesday, May 12")]
)
def test_the_page_of_a_piece_names_what_can_be_chosen(as_: As, ada: Somebody, kind: str, name: str) -> None:
    sharing.checkin(as_(ada))
    assert name in page(as_(ada), f"/summaries/{sharing.summary(as_(ada))}/pieces/new?kind={kind}")


@pytest.mark.usefixtures("in_care")
def test_what_is_composed_seen_before_listed_and_read_has_the_name(as_: As, ada: Somebody, tom: Somebody) -> None:
    checkin = alone(as_(ada))
    summary_id = sharing.summary(as_(ada), checkin, SERIES)
    sharing.share(as_(ada), tom, SERIES)
    for path in (f"/summaries/{summary_id}", f"/summaries/{summary_id}/preview"):
        assert f"{NAME} · May 12" in page(as_(ada), path) or f"{NAME} since Apr 14" in page(as_(ada), path)
    assert f"{NAME} since Apr 14".replace("-", "\N{NON-BREAKING HYPHEN}") in page(as_(ada), "/shares")
    assert f"{NAME} since Apr 14" in page(as_(tom), f"/caseload/{ada.id}")


@pytest.mark.usefixtures("in_care")
def test_a_check_in_that_is_shared_by_itself_has_the_name(as_: As, ada: Somebody, tom: Somebody) -> None:
    checkin = alone(as_(ada))
    sharing.share(as_(ada), tom, checkin)
    assert f"{NAME} · May 12" in page(as_(ada), f"/summaries/{sharing.summary(as_(ada), checkin)}")
    assert NAME in page(as_(tom), f"/caseload/{ada.id}")


def test_a_check_in_has_the_name_wherever_its_owner_meets_it(as_: As, ada: Somebody) -> None:
    treatment_id = sharing.treatment(as_(ada))
    body = {"instrument": "phq-9", "answers": sharing.PHQ_9, "treatment_id": treatment_id}
    path = f"/checkins/{sharing.made(as_(ada), 'checkins', body | {'answered_at': '2026-05-13T12:00:00-04:00'})}"
    for address in (path, f"{path}/deletion", f"/treatments/{treatment_id}"):
        assert NAME in page(as_(ada), address), address
    as_(ada).post(f"{path}/deletion", data={"account": str(ada.id)})
    assert NAME in page(as_(ada), "/checkins/deleted")
