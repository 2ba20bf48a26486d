"""Where each sealed text belongs: what is kept already opens there, and nowhere else."""

from uuid import UUID

import pytest

from journal.crypto import places
from journal.crypto.vault import Place

ADA, ROW = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("place", "table", "row_id", "field", "revision"),
    [
        (places.name(ADA), "people", ADA, "name", 1),
        (places.address(ADA), "people", ADA, "address", 1),
        (places.device(ADA, ROW), "devices", ROW, "label", 1),
        (places.invitation(ADA, ROW), "invitations", ROW, "address", 1),
        (places.opening(ADA, ROW, 3), "entries", ROW, "opening", 3),
        (places.entry(ADA, ROW, 3), "entry_revisions", ROW, "words", 3),
        (places.treatment(ADA, ROW, 3), "treatments", ROW, "words", 3),
        (places.checkin(ADA, ROW, 3), "checkins", ROW, "words", 3),
        (places.summary(ADA, ROW, 3), "summaries", ROW, "words", 3),
        (places.share(ADA, ROW), "shares", ROW, "words", 1),
        (places.consent(ADA, ROW), "shares", ROW, "label", 1),
    ],
)
def test_a_place_never_moves(place: Place, table: str, row_id: UUID, field: str, revision: int) -> None:
    assert place == (table, ADA, row_id, field, revision)
