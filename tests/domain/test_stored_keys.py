"""Data keys by kind: reading about other people unwraps none that the page does not need, and never a diary's."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from journal.core.choices import DIARY, NAME, REST
from journal.core.connection import commit
from journal.domain.identity import Actor
from journal.features.invitations import acceptance, service
from journal.models import StoredKey
from tests.plugins import sharing
from tests.plugins.keys import Unwrapped
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]


@pytest.fixture
def shared(as_: As, ada: Somebody, tom: Somebody, in_care: None) -> None:
    """Ada wrote an entry, and shared words from it with Tom."""
    sharing.share(as_(ada), tom, sharing.excerpt(sharing.entry(as_(ada))))


def garble(app: Flask, person: Somebody, *kinds: str) -> None:
    """Spoil keys of a person's."""
    with app.app_context():
        mine = update(StoredKey).where(StoredKey.owner_id == person.id, StoredKey.kind.in_(kinds))
        execute(mine.values(wrapped=b"garbled"))
        commit()


@pytest.mark.usefixtures("shared")
def test_a_brief_and_the_caseload_open_with_the_diarys_key_gone(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, unwrapped: Unwrapped
) -> None:
    garble(app, ada, DIARY)
    assert as_(ada).get("/api/v1/entries").status_code == 500
    for path, holds in (
        (f"/caseload/{ada.id}", sharing.CHOSEN),
        (f"/api/v1/caseload/{ada.id}/brief", sharing.CHOSEN),
        ("/caseload", "Ada"),
        ("/api/v1/caseload", "Ada"),
    ):
        as_(tom)
        unwrapped.clear()
        page = as_(tom).get(path)
        assert (page.status_code, holds in page.text) == (200, True)
        assert {kind for owner, kind in unwrapped if owner == ada.id} == {NAME, REST}


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("path", ["/people", "/api/v1/people", "/settings/care", "/api/v1/care"])
def test_names_are_read_with_every_other_key_gone(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, clara: Somebody, unwrapped: Unwrapped, path: str
) -> None:
    reader = clara if "people" in path else tom
    as_(reader)
    garble(app, ada, DIARY, REST)
    unwrapped.clear()
    page = as_(reader).get(path)
    assert (page.status_code, "Ada" in page.text) == (200, True)
    assert {kind for owner, kind in unwrapped if owner == ada.id} == {NAME}


def test_the_name_of_who_invites_is_read_with_every_other_key_gone(
    app: Flask, acting: Callable[[Somebody], Actor], tom: Somebody, unwrapped: Unwrapped
) -> None:
    token = service.invite(acting(tom), email="eva@example.org", role="patient").token
    garble(app, tom, DIARY, REST)
    unwrapped.clear()
    assert acceptance.look(token)["by"] == "Tom"
    assert unwrapped == {(tom.id, NAME)}


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/api/v1/me", {NAME}),
        ("/api/v1/entries", {DIARY}),
        ("/api/v1/checkins", set()),
        ("/api/v1/devices", {REST}),
    ],
)
def test_ones_own_keys_are_unwrapped_as_they_are_used(
    as_: As, ada: Somebody, unwrapped: Unwrapped, path: str, kinds: set[str]
) -> None:
    sharing.entry(as_(ada))
    unwrapped.clear()
    assert as_(ada).get(path).status_code == 200
    assert unwrapped == {(ada.id, kind) for kind in kinds}
