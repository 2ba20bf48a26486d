"""Signing devices in and out: one, all but one, or all; never anybody else's."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, update

from journal.core import clock
from journal.core.connection import commit
from journal.core.ledger import ledger
from journal.crypto import contexts, tokens
from journal.crypto.data_keys import DataKeys
from journal.domain import devices
from journal.domain.devices import MOST
from journal.domain.identity import Actor, authenticate
from journal.features.signin import service
from journal.models import AuditLine, Device
from tests.plugins.concurrency import meanwhile
from tests.plugins.people import PASSWORD, Somebody
from tests.plugins.unrestricted import execute

Acting = Callable[[Somebody], Actor]


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """Several people's devices end in one transaction."""
    return maintenance_context


@pytest.fixture
def signed_in(acting: Acting, ada: Somebody, eve: Somebody) -> tuple[Actor, Actor, Actor]:
    """Ada on two devices, Eve on one."""
    return acting(ada), acting(ada), acting(eve)


def open_devices() -> set[UUID]:
    return set(execute(select(Device.id).where(Device.ended_at.is_(None))).scalars())


def ended(owner_id: UUID) -> list[tuple[UUID, UUID]]:
    """Return who ended which devices of a person."""
    lines = select(AuditLine.actor_id, AuditLine.subject_id).where(AuditLine.owner_id == owner_id)
    return [tuple(line) for line in execute(lines.where(AuditLine.act == "device.ended"))]


def test_one_device_is_signed_out_once(signed_in: tuple[Actor, Actor, Actor]) -> None:
    first, second, eve = signed_in
    assert [devices.end(first.id, first.device_id, clock.now()) for _ in range(2)] == [True, False]
    assert open_devices() == {second.device_id, eve.device_id}
    assert ended(first.id) == [(first.id, first.device_id)]


def test_nobody_signs_out_a_device_of_somebody_elses(signed_in: tuple[Actor, Actor, Actor]) -> None:
    first, second, eve = signed_in
    assert not devices.end(eve.id, first.device_id, clock.now())
    assert open_devices() == {first.device_id, second.device_id, eve.device_id}
    assert ended(first.id) == ended(eve.id) == []


def test_every_device_but_one_is_signed_out(signed_in: tuple[Actor, Actor, Actor]) -> None:
    _first, second, eve = signed_in
    devices.end_others(second.id, second.device_id, clock.now())
    assert open_devices() == {second.device_id, eve.device_id}


def test_every_device_is_signed_out_and_each_has_a_line(signed_in: tuple[Actor, Actor, Actor]) -> None:
    first, second, eve = signed_in
    devices.end(first.id, first.device_id, clock.now())
    devices.end_all(first.id, eve.id, clock.now())
    assert open_devices() == {eve.device_id}
    assert set(ended(first.id)) == {(first.id, first.device_id), (eve.id, second.device_id)}


def test_a_device_is_signed_in_with_its_label_and_a_line(
    context: Flask, ada: Somebody, keys_of: Callable[[UUID], DataKeys]
) -> None:
    now = clock.now()
    keys = keys_of(ada.id)
    token = devices.add(ada.id, keys, "The phone in the kitchen", now)
    device = execute(select(*Device.__table__.columns)).one()
    assert keys.unseal(contexts.device(ada.id, device.id), device.label) == "The phone in the kitchen"
    assert (device.owner_id, device.created_at, device.seen_at, device.ended_at) == (ada.id, now, now, None)
    parsed = tokens.parse(token)
    assert parsed is not None
    assert (parsed.owner_id, parsed.row_id) == (ada.id, device.id)
    assert tokens.opens(parsed, tokens.device(ada.id, device.id, now), device.token_hash)
    lines = execute(select(AuditLine.act, AuditLine.actor_id, AuditLine.owner_id, AuditLine.subject_id, AuditLine.at))
    assert [tuple(line) for line in lines] == [("device.signed_in", ada.id, ada.id, device.id, now)]


def test_a_device_is_signed_out_at_the_instant_that_is_given(signed_in: tuple[Actor, Actor, Actor]) -> None:
    first, second, eve = signed_in
    now = clock.now()
    devices.end(first.id, first.device_id, now)
    devices.end_others(second.id, second.device_id, now + timedelta(hours=1))
    devices.end_all(second.id, eve.id, now + timedelta(hours=2))
    found = {row.id: row.ended_at for row in execute(select(Device.id, Device.ended_at))}
    assert found == {first.device_id: now, second.device_id: now + timedelta(hours=2), eve.device_id: None}
    at = select(AuditLine.at).where(AuditLine.act == "device.ended").order_by(AuditLine.at)
    assert list(execute(at).scalars()) == [now, now + timedelta(hours=2)]


def test_the_hash_of_a_device_that_ended_is_gone_and_those_of_the_others_stay(
    signed_in: tuple[Actor, Actor, Actor], acting: Acting, ada: Somebody
) -> None:
    first, second, eve = signed_in
    third = acting(ada)
    devices.end(first.id, first.device_id, clock.now())
    assert blank() == {first.device_id}
    devices.end_others(second.id, second.device_id, clock.now())
    assert blank() == {first.device_id, third.device_id}
    devices.end_all(second.id, eve.id, clock.now())
    assert blank() == {first.device_id, second.device_id, third.device_id}


def blank() -> set[UUID]:
    return set(execute(select(Device.id).where(Device.token_hash == tokens.USED_UP)).scalars())


def test_beyond_the_most_the_device_used_longest_ago_is_signed_out(
    acting: Acting, ada: Somebody, eve: Somebody
) -> None:
    """Not the one that signed in first, where it is still in use, and never the new one."""
    of_eve, first = acting(eve), acting(ada)
    second, *others = [acting(ada) for _ in range(MOST - 1)]
    stay = {one.device_id for one in (of_eve, first, *others)}
    assert open_devices() == {second.device_id, *stay}
    execute(update(Device).where(Device.id == first.device_id).values(seen_at=clock.now() + timedelta(minutes=1)))
    commit()
    new = acting(ada)
    assert open_devices() == {new.device_id, *stay}
    assert ended(ada.id) == [(ada.id, second.device_id)]
    assert authenticate(second.token, clock.now()) is None


def test_the_new_device_stays_where_the_clock_of_the_others_was_ahead(acting: Acting, ada: Somebody) -> None:
    with clock.frozen(clock.now() + timedelta(days=1)):
        others = [acting(ada) for _ in range(MOST)]
    new = acting(ada)
    assert open_devices() == {new.device_id, *(one.device_id for one in others[1:])}


def test_what_is_signed_out_so_is_in_the_ledger(acting: Acting, ada: Somebody, ledger_path: Path) -> None:
    first, *_others = [acting(ada) for _ in range(MOST)]
    ledger.load(ledger_path)
    acting(ada)
    assert [(line.act, line.subject_id) for line in ledger.read()] == [("device.ended", first.device_id)]


def test_two_that_sign_in_at_the_same_moment_leave_no_more_than_the_most(
    app: Flask, acting: Acting, ada: Somebody
) -> None:
    for _ in range(MOST):
        acting(ada)

    def sign_in() -> None:
        with app.app_context():
            service.sign_in(ada.email, PASSWORD, "A test")

    with meanwhile(app, "INSERT INTO devices", sign_in):
        sign_in()
    assert len(open_devices()) == MOST
