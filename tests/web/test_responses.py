"""A page ends where the next one begins, in every year."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.domain.paging import Position
from journal.web import responses
from tests.plugins.people import Somebody

BEFORE = datetime(1969, 7, 20, 20, 17, 40, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "at", [BEFORE, datetime(1, 1, 2, 0, 0, 0, 1, tzinfo=UTC), datetime(9998, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)]
)
def test_a_cursor_is_read_back_to_the_microsecond(at: datetime) -> None:
    row_id = uuid4()
    assert responses.position(responses.cursor(Position(at, row_id))) == (at, row_id)


def test_a_list_from_before_1970_ends(as_: Callable[[Somebody], FlaskClient], ada: Somebody) -> None:
    for number in range(3):
        treatment = {"starts_at": (BEFORE + timedelta(seconds=number)).isoformat(), "route": "iv", "status": "done"}
        assert as_(ada).put(f"/api/v1/treatments/{uuid4()}", json=treatment).status_code == 201
    seen, path = [], "/api/v1/treatments?limit=1"
    while path and len(seen) < 9:
        page = as_(ada).get(path).json
        seen += [item["starts_at"][17:19] for item in page["items"]]
        path = page["next"] and f"/api/v1/treatments?limit=1&cursor={page['next']}"
    assert seen == ["42", "41", "40"]
