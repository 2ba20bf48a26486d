"""Endings of every kind, in a small world in which each of them can happen; and a ledger for a test alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from journal.core.choices import THERAPIST
from journal.core.ledger import ledger
from journal.domain import deletion
from journal.domain.identity import Actor
from journal.features.accounts import service as own_account
from journal.features.care import service as care
from journal.features.invitations import acceptance
from journal.features.invitations import service as invitations
from journal.features.people import service as people
from journal.features.resets import service as resets
from journal.features.shares import service as shares
from journal.features.signin import service as signin
from tests.plugins.people import PASSWORD, Somebody

OTHER = "four other words here"
NIA, GUS = "nia@example.org", "gus@example.org"


@dataclass
class World:
    """Ada shares with Tom, has two devices, a link for a new password and an invitation that is open; Clara is admin.

    Gus is a guest, whom Clara invites as well.
    """

    ada: Actor
    tom: Actor
    clara: Actor
    gus: Actor
    care: UUID
    share: UUID
    second: UUID
    invitation: UUID
    to_nia: str
    to_gus: str
    reset: str


@pytest.fixture
def ledger_path(tmp_path: Path) -> Iterator[Path]:
    """The file of a ledger, which is not in use yet."""
    (tmp_path / "ledger").touch(mode=0o600)
    yield tmp_path / "ledger"
    ledger.load(None)


@pytest.fixture
def world(
    acting: Callable[[Somebody], Actor],
    make_person: Callable[..., Somebody],
    ada: Somebody,
    tom: Somebody,
    clara: Somebody,
    take_care: Callable[..., UUID],
    add_share: Callable[..., UUID],
) -> World:
    people_ = {"ada": acting(ada), "tom": acting(tom), "clara": acting(clara)}
    care_id = take_care(tom, ada)
    to_nia = invitations.invite(people_["ada"], email=NIA, role=THERAPIST)
    return World(
        **people_,
        gus=acting(make_person("Gus", THERAPIST, guest=True)),
        care=care_id,
        share=add_share(ada, tom, care_id),
        second=acting(ada).device_id,
        invitation=to_nia.invitation["id"],
        to_nia=to_nia.token,
        to_gus=invitations.invite(people_["clara"], email=GUS, role=THERAPIST).token,
        reset=resets.start(ada.email),
    )


def accept(token: str) -> None:
    acceptance.accept(None, token, "A test", email=NIA, name="Nia", password=PASSWORD)


def join(world: World) -> None:
    acceptance.accept(world.gus, world.to_gus, "A test", email=GUS, name=None, password=None)


CLOSING = {"device.ended": 2, "share.ended": 1, "invitation.cancelled": 1, "reset.expired": 1}
ENDED: dict[str, tuple[Callable[[World], object], dict[str, int]]] = {
    "a share is withdrawn": (lambda w: shares.withdraw(w.ada, w.share), {"share.ended": 1}),
    "a patient ends care": (lambda w: care.end(w.ada, w.care), {"care.ended": 1, "share.ended": 1}),
    "a therapist ends care": (lambda w: care.end(w.tom, w.care), {"care.ended": 1, "share.ended": 1}),
    "somebody signs out": (lambda w: signin.sign_out(w.ada), {"device.ended": 1}),
    "a device is ended": (lambda w: own_account.end_device(w.ada, w.second), {"device.ended": 1}),
    "a password is changed": (
        lambda w: own_account.change_password(w.ada, current=PASSWORD, password=OTHER),
        {"password.changed": 1, "device.ended": 1, "reset.expired": 1},
    ),
    "a link sets a password": (
        lambda w: resets.use(w.reset, email="ada@example.org", password=OTHER),
        {"password.reset": 1, "device.ended": 2},
    ),
    "a link replaces an earlier one": (lambda w: resets.start("ada@example.org"), {"reset.expired": 1}),
    "an invitation is cancelled": (
        lambda w: invitations.cancel(w.ada, w.invitation),
        {"invitation.cancelled": 1},
    ),
    "an invitation is replaced": (
        lambda w: invitations.invite(w.ada, email=NIA, role=THERAPIST),
        {"invitation.cancelled": 1},
    ),
    "an invitation is declined": (lambda w: acceptance.decline(w.to_nia), {"invitation.declined": 1}),
    "an invitation is accepted": (lambda w: accept(w.to_nia), {"invitation.accepted": 1}),
    "a guest joins the clinic": (join, {"invitation.accepted": 1, "guest.ended": 1}),
    "an account is deactivated": (
        lambda w: people.deactivate(w.clara, w.ada.id),
        {"account.deactivated": 1} | CLOSING,
    ),
    "an account is deleted": (
        lambda w: deletion.close(w.ada.id),
        {"account.deleted": 1, "care.ended": 1} | CLOSING,
    ),
}
each_ending = pytest.mark.parametrize(("end", "acts"), ENDED.values(), ids=list(ENDED))
