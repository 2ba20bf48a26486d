"""What is revoked ends for good: its copy is erased, the audit says who ended it, and nobody else loses anything."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from journal.core import clock
from journal.core.connection import rollback
from journal.core.ids import new_id
from journal.domain import revocation
from journal.domain.identity import Actor
from journal.models import AuditLine, Device, Invitation, Reset, Share
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

WEEK, JUST = timedelta(days=7), timedelta(microseconds=1)
TakeCare, AddShare = Callable[[Somebody, Somebody], UUID], Callable[[Somebody, Somebody, UUID], UUID]


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Several people's shares end in one transaction."""
    return maintenance_context


@pytest.fixture
def share(take_care: TakeCare, add_share: AddShare, tom: Somebody, ada: Somebody) -> UUID:
    """Ada's share with Tom."""
    return add_share(ada, tom, take_care(tom, ada))


@pytest.fixture
def eves(take_care: TakeCare, add_share: AddShare, tom: Somebody, eve: Somebody) -> UUID:
    """Eve's share with Tom."""
    return add_share(eve, tom, take_care(tom, eve))


def endings() -> dict[UUID, tuple[object, ...]]:
    """Return how each share ended: why, by whom, and whether its copy is left."""
    found = execute(select(Share.id, Share.ended, Share.ended_by, Share.snapshot.is_not(None).label("left")))
    return {row.id: (row.ended, row.ended_by, bool(row.left)) for row in found}


def audited() -> list[tuple[object, ...]]:
    """Return who ended what of whose."""
    return [tuple(row) for row in execute(select(AuditLine.actor_id, AuditLine.owner_id, AuditLine.subject_id))]


def test_a_share_ends_once_with_its_copy_and_a_line(share: UUID, eves: UUID, ada: Somebody, context: Flask) -> None:
    now = clock.now()
    ended = [revocation.end_shares(ada.id, "withdrawn", ada.id, now) for _ in range(2)]
    assert ended == [[share], []]
    assert endings() == {share: ("withdrawn", ada.id, False), eves: (None, None, True)}
    assert execute(select(Share.ended_at).where(Share.id == share)).scalar_one() == now
    lines = select(AuditLine.actor_id, AuditLine.act, AuditLine.owner_id, AuditLine.subject_id, AuditLine.at)
    assert [tuple(line) for line in execute(lines)] == [(ada.id, "share.ended", ada.id, share, now)]


def test_only_the_shares_that_match_are_ended(share: UUID, ada: Somebody, context: Flask) -> None:
    now = clock.now()
    assert revocation.end_shares(ada.id, "withdrawn", ada.id, now, Share.id == new_id()) == []
    assert revocation.end_shares(ada.id, "withdrawn", ada.id, now, Share.id == share, Share.ends_at > now) == [share]


def test_shares_past_their_date_are_ended_by_nobody_and_stand_in_their_owners_trail(
    share: UUID, eves: UUID, ada: Somebody, eve: Somebody, context: Flask
) -> None:
    ends_at = execute(select(Share.ends_at).where(Share.id == share)).scalar_one()
    execute(update(Share).where(Share.id == eves).values(ends_at=ends_at + WEEK))
    assert [revocation.erase_expired(at, 9) for at in (ends_at - JUST, ends_at, ends_at)] == [0, 1, 0]
    assert endings() == {share: ("expired", None, False), eves: (None, None, True)}
    assert audited() == [(ada.id, ada.id, share)]
    assert revocation.erase_expired(ends_at + WEEK, 9) == 1
    assert (eve.id, eve.id, eves) in audited()


def test_all_that_expired_is_counted(
    share: UUID, eves: UUID, add_share: AddShare, ada: Somebody, tom: Somebody, context: Flask
) -> None:
    care_id = execute(select(Share.care_id).where(Share.id == share)).scalar_one()
    add_share(ada, tom, care_id)
    assert revocation.erase_expired(clock.now() + 2 * WEEK, 9) == 3


def test_a_closed_account_loses_what_it_gave_and_what_it_received(
    share: UUID,
    eves: UUID,
    take_care: TakeCare,
    add_share: AddShare,
    make_person: Callable,
    ada: Somebody,
    tom: Somebody,
    clara: Somebody,
    context: Flask,
) -> None:
    kept = add_share(ada, theo := make_person("Theo", "therapist"), take_care(theo, ada))
    revocation.close_account(tom.id, clara.id, clock.now())
    closed = ("account_closed", clara.id, False)
    assert endings() == {share: closed, eves: closed, kept: (None, None, True)}
    revocation.close_account(ada.id, clara.id, clock.now())
    assert endings()[kept] == closed


def test_a_closed_account_is_signed_out_everywhere(
    acting: Callable[[Somebody], Actor], ada: Somebody, eve: Somebody, clara: Somebody
) -> None:
    devices = [acting(ada).device_id, acting(ada).device_id]
    other, now = acting(eve).device_id, clock.now()
    revocation.close_account(ada.id, clara.id, now)
    assert {row.id: row.ended_at for row in execute(select(Device.id, Device.ended_at))} == {
        **dict.fromkeys(devices, now),
        other: None,
    }
    ended = select(AuditLine.actor_id, AuditLine.owner_id).where(AuditLine.act == "device.ended")
    assert [tuple(line) for line in execute(ended)] == [(clara.id, ada.id)] * 2


def test_the_links_of_a_closed_account_open_nothing_any_more(
    context: Flask, ada: Somebody, eve: Somebody, clara: Somebody
) -> None:
    now = clock.now()
    before = now - JUST
    made = {"created_at": before, "expires_at": now + WEEK}
    invited = made | {"address": b"sealed", "digest": b"digest", "role": "therapist"}
    for owner in (ada.id, eve.id):
        execute(insert(Reset), {"owner_id": owner, "id": new_id(), "token_hash": b"x"} | made)
        execute(insert(Invitation), {"owner_id": owner, "id": new_id(), "token_hash": b"x"} | invited)
    execute(insert(Invitation), {"owner_id": ada.id, "id": new_id(), "token_hash": b"x", "used_at": now} | invited)
    revocation.close_account(ada.id, clara.id, now)
    resets = execute(select(Reset.owner_id, Reset.expires_at, Reset.token_hash)).all()
    assert set(map(tuple, resets)) == {(ada.id, before, b""), (eve.id, now + WEEK, b"x")}
    cancelled = execute(
        select(Invitation.owner_id, Invitation.used_at, Invitation.cancelled_at, Invitation.token_hash)
    ).all()
    assert set(map(tuple, cancelled)) == {
        (ada.id, None, now, b""),
        (ada.id, now, None, b"x"),
        (eve.id, None, None, b"x"),
    }


def test_reset_links_that_were_used_or_expired_keep_their_dates(context: Flask, ada: Somebody) -> None:
    now, used, over = clock.now(), new_id(), new_id()
    link = {"owner_id": ada.id, "token_hash": b"x", "created_at": now - WEEK, "used_at": None}
    execute(insert(Reset), link | {"id": used, "expires_at": now + WEEK, "used_at": now})
    execute(insert(Reset), link | {"id": over, "expires_at": now - JUST})
    revocation.expire_resets(ada.id, ada.id, now)
    assert {row.id: row.expires_at for row in execute(select(Reset.id, Reset.expires_at))} == {
        used: now + WEEK,
        over: now - JUST,
    }
    rollback()
