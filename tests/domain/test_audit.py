"""A line of the audit trail says who did what to what, and when."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from journal.domain import audit
from journal.models import AuditLine
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Lines of several people are added in one transaction."""
    return maintenance_context


def test_each_act_has_a_line_of_its_own_in_its_owners_trail(context: Flask, ada: Somebody, tom: Somebody) -> None:
    subject = uuid4()
    for _ in range(2):
        audit.record(tom.id, "share.opened", ada.id, subject, NOON)
    lines = execute(select(AuditLine.actor_id, AuditLine.act, AuditLine.owner_id, AuditLine.subject_id, AuditLine.at))
    assert [tuple(line) for line in lines] == [(tom.id, "share.opened", ada.id, subject, NOON)] * 2
    assert len(set(execute(select(AuditLine.id)).scalars())) == 2
