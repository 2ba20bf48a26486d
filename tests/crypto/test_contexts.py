"""Where each sealed value belongs: what is stored already opens there, and nowhere else."""

from uuid import UUID

import pytest

from journal.crypto import contexts
from journal.crypto.vault import Context

ADA, ROW = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("context", "table", "row_id", "field", "revision"),
    [
        (contexts.name(ADA), "people", ADA, "name", 1),
        (contexts.address(ADA), "people", ADA, "address", 1),
        (contexts.device(ADA, ROW), "devices", ROW, "label", 1),
        (contexts.invitation(ADA, ROW), "invitations", ROW, "address", 1),
        (contexts.opening(ADA, ROW, 3), "entries", ROW, "opening", 3),
        (contexts.entry(ADA, ROW, 3), "entry_revisions", ROW, "words", 3),
        (contexts.treatment(ADA, ROW, 3), "treatments", ROW, "words", 3),
        (contexts.checkin(ADA, ROW, 3), "checkins", ROW, "words", 3),
        (contexts.summary(ADA, ROW, 3), "summaries", ROW, "words", 3),
        (contexts.share(ADA, ROW), "shares", ROW, "words", 1),
        (contexts.consent(ADA, ROW), "shares", ROW, "label", 1),
    ],
)
def test_a_context_never_changes(context: Context, table: str, row_id: UUID, field: str, revision: int) -> None:
    assert context == (table, ADA, row_id, field, revision)
