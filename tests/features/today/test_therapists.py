"""Where somebody has two therapists, Today names both, in one sentence."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.features.today.test_cards import day
from tests.features.today.test_today import titles, today
from tests.plugins import sharing
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]


@pytest.fixture
def therapists(as_: As, ada: Somebody, make_person: Callable, take_care: Callable) -> list[Somebody]:
    """Two therapists of ada."""
    both = [make_person(name, "therapist") for name in ("tom", "clara")]
    for therapist, name in zip(both, ("Tom Lind", "Clara Moss"), strict=True):
        as_(therapist).put("/api/v1/me", json={"name": name, "zone": "America/New_York"})
        take_care(therapist, ada)
    return both


def test_both_are_named_while_nothing_is_shared(as_: As, ada: Somebody, therapists: list[Somebody]) -> None:
    page = today(as_(ada))
    assert titles(page) == ["Tom Lind and Clara Moss are your therapists here", "Add your next treatment"]
    assert "Nothing is shared with Tom and Clara yet." in page
    sharing.share(as_(ada), therapists[0])
    assert "are your therapists here" not in today(as_(ada))


def test_whoever_sees_a_summary_is_named_until_the_first_of_its_shares_ends(
    as_: As, ada: Somebody, therapists: list[Somebody]
) -> None:
    summary_id = sharing.summary(as_(ada), sharing.TOPIC, for_date=day(9))
    for therapist, days in zip(therapists, (4, 2), strict=True):
        agreed = sharing.terms(summary_id, therapist, ends_at=sharing.soon(days=days))
        assert sharing.put_share(as_(ada), agreed).status_code == 201
    assert "Shared with Tom and Clara until" in today(as_(ada))
    assert "Shared with Tom until" in today(as_(ada), timedelta(days=3))
    assert "Not shared right now." in today(as_(ada), timedelta(days=5))
