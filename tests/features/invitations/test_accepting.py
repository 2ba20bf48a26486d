"""Accepting invitations: an account opens, care begins, and nothing else changes."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from journal.core.db import commit
from journal.models import AuditLine, Care, Caseload, Clinic, Invitation, Person, Share
from tests.features.invitations.links import API, NEW, accept, answer, decline, look, token_of
from tests.plugins.people import Browser, Somebody
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
NIA = "nia@example.org"


def test_looking_does_not_use_the_link_up_and_shows_who_invites(
    as_: As, tom: Somebody, visitor: FlaskClient, stored: Callable
) -> None:
    token = token_of(as_(tom), NIA, "patient")
    for _ in range(3):
        page, reply = look(visitor, token, "page"), look(visitor, token, "api")
    assert page.status_code == reply.status_code == 200
    assert "Tom invited you" in page.text
    assert (reply.json["by"], reply.json["role"], reply.json["care"]) == ("Tom", "patient", True)
    assert NIA not in page.text + reply.text
    assert stored(Invitation)[0].used_at is None


@pytest.mark.parametrize(("country", "number"), [("US", "911"), ("IE", "112"), ("PT", None)])
def test_an_invited_patient_reads_the_emergency_number_of_the_clinic_s_country(
    app: Flask, as_: As, tom: Somebody, visitor: FlaskClient, country: str, number: str | None
) -> None:
    with app.app_context():
        execute(update(Clinic).values(country=country))
        commit()
    token = token_of(as_(tom), NIA, "patient")
    page = look(visitor, token).text
    assert "Not monitored." in page
    assert (f'href="tel:{number}"' in page, "your local emergency number" in page) == (bool(number), not number)
    assert look(visitor, token, "api").json["country"] == country


@pytest.mark.parametrize("way", ["page", "api"])
def test_accepting_opens_the_account_signs_in_and_begins_care(
    as_: As, tom: Somebody, visitor: FlaskClient, stored: Callable, way: str
) -> None:
    token = token_of(as_(tom), NIA, "patient")
    values = {"email": "NIA@example.org", **NEW}
    assert answer(visitor, token, way, **values).status_code == (303 if way == "page" else 201)
    me = visitor.get("/api/v1/me").json
    assert (me["role"], me["name"], me["zone"]) == ("patient", "Nia", "America/New_York")
    (care,) = visitor.get("/api/v1/care").json["items"]
    assert (care["name"], as_(tom).get("/api/v1/care").json["items"][0]["name"]) == ("Tom", "Nia")
    assert stored(Caseload)[0].id == UUID(care["id"])
    assert {line.act for line in stored(AuditLine, owner_id=UUID(me["id"]))} >= {"account.opened", "care.began"}


@pytest.mark.parametrize(
    ("maker", "role", "guest", "care"),
    [("clara", "therapist", False, 0), ("clara", "admin", False, 0), ("ada", "therapist", True, 1)],
)
def test_the_account_is_what_the_invitation_says(
    as_: As,
    request: pytest.FixtureRequest,
    visitor: FlaskClient,
    stored: Callable,
    maker: str,
    role: str,
    guest: bool,
    care: int,
) -> None:
    inviter = request.getfixturevalue(maker)
    assert accept(visitor, token_of(as_(inviter), NIA, role), email=NIA, **NEW) == 201
    me = visitor.get("/api/v1/me").json
    (row,) = stored(Person, owner_id=UUID(me["id"]))
    assert (row.role, row.guest, row.clinic_id) == (role, guest, stored(Person, owner_id=inviter.id)[0].clinic_id)
    assert len(stored(Care)) == care


@pytest.mark.parametrize("field", ["role", "guest", "clinic_id", "owner_id"])
def test_nobody_sets_more_of_their_account_than_name_and_password(
    as_: As, tom: Somebody, visitor: FlaskClient, stored: Callable, field: str
) -> None:
    token = token_of(as_(tom), NIA, "patient")
    refused = answer(visitor, token, "api", **{"email": NIA, **NEW, field: "admin"})
    assert (refused.status_code, list(refused.json["fields"])) == (422, [field])
    assert stored(Invitation)[0].used_at is None


@pytest.mark.parametrize("way", ["page", "api"])
def test_somebody_with_an_account_signs_in_and_joins(
    as_: As, tom: Somebody, ada: Somebody, stored: Callable, way: str
) -> None:
    token = token_of(as_(tom), ada.email, "patient")
    assert f'value="{ada.email}"' in look(as_(ada), token).text
    assert answer(as_(ada), token, way, email=ada.email).status_code == (303 if way == "page" else 200)
    assert [care.therapist_id for care in stored(Care, owner_id=ada.id)] == [tom.id]
    assert len(stored(Person)) == 2


def test_a_therapist_with_an_account_joins_a_patient(as_: As, tom: Somebody, ada: Somebody, stored: Callable) -> None:
    assert accept(as_(tom), token_of(as_(ada), tom.email, "therapist"), email=tom.email) == 200
    assert [care.therapist_id for care in stored(Care, owner_id=ada.id)] == [tom.id]
    assert stored(Person, owner_id=tom.id)[0].guest is False


def test_a_guest_whom_the_clinic_invites_is_no_longer_a_guest(
    as_: As, clara: Somebody, make_person: Callable, stored: Callable
) -> None:
    greta = make_person("Greta", "therapist", guest=True)
    assert accept(as_(greta), token_of(as_(clara), greta.email, "therapist"), email=greta.email) == 200
    assert stored(Person, owner_id=greta.id)[0].guest is False


def test_a_pair_in_care_is_not_doubled(
    as_: As, tom: Somebody, ada: Somebody, take_care: Callable, stored: Callable
) -> None:
    take_care(tom, ada)
    assert accept(as_(ada), token_of(as_(tom), ada.email, "patient"), email=ada.email) == 200
    assert len(stored(Care)) == len(stored(Caseload)) == 1


def test_who_is_invited_again_regains_no_old_share(
    as_: As, tom: Somebody, ada: Somebody, take_care: Callable, add_share: Callable, stored: Callable
) -> None:
    old = take_care(tom, ada)
    add_share(ada, tom, old)
    assert as_(ada).delete(f"/api/v1/care/{old}").status_code == 204
    assert accept(as_(ada), token_of(as_(tom), ada.email, "patient"), email=ada.email) == 200
    (care,) = as_(ada).get("/api/v1/care").json["items"]
    assert care["id"] != str(old)
    assert [as_(tom).get("/api/v1/care").json["items"][0]["id"]] == [care["id"]]
    assert [(share.care_id, share.ended, share.snapshot) for share in stored(Share)] == [(old, "care_ended", None)]


@pytest.mark.parametrize("way", ["page", "api"])
def test_declining_ends_the_link_and_opens_no_account(
    as_: As, tom: Somebody, visitor: FlaskClient, stored: Callable, way: str
) -> None:
    token = token_of(as_(tom), NIA, "patient")
    assert decline(visitor, token, way).status_code == (200 if way == "page" else 204)
    assert decline(visitor, token, way).status_code == 410
    assert accept(visitor, token, email=NIA, **NEW) == 410
    assert as_(tom).get(API).json["items"][0]["status"] == "declined"
    assert len(stored(Person)) == 1


def test_only_the_browser_that_accepted_is_signed_in(app, as_: As, tom: Somebody, visitor: FlaskClient) -> None:
    token = token_of(as_(tom), NIA, "patient")
    accept(visitor, token, email=NIA, **NEW)
    assert Browser(app).get("/api/v1/me").status_code == 401
    assert visitor.get("/api/v1/me").status_code == 200
