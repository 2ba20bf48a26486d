"""Signing devices in and out: one, all but one, or all; never anybody else's."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select

from journal.core import clock
from journal.core.db import execute
from journal.domain import devices
from journal.domain.identity import Actor
from journal.models import AuditLine, Device
from tests.plugins.people import Somebody

Acting = Callable[[Somebody], Actor]


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
