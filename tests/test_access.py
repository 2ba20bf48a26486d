"""Which rows exist for whom: one's own, and for a therapist what was handed over. All else is as if not there."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from journal.domain import access
from tests.domain.test_records import GIVEN, KINDS, TEXTS
from tests.plugins.people import Somebody
from tests.plugins.sharing import put_share, terms

As = Callable[[Somebody], FlaskClient]
WHEN = "2026-05-12T20:14:00+02:00"
RECORDS = {kind.model.__tablename__: GIVEN[name](0) for name, kind in KINDS.items()}  # by their path in the API


@pytest.fixture
def adas(as_: As, ada: Somebody, tom: Somebody, take_care: Callable[..., UUID]) -> dict[str, str]:
    """One row of each kind of ada's, by its path in the API."""
    care = take_care(tom, ada)
    client = as_(ada)
    made = {kind: f"/api/v1/{kind}/{uuid4()}" for kind in RECORDS}
    for kind, path in made.items():
        answer = client.put(path, json=RECORDS[kind])
        assert answer.status_code == 201, (kind, answer.json)
    shared = put_share(client, terms(made["summaries"].rpartition("/")[2], tom))
    made["shares"] = f"/api/v1/shares/{shared.json['id']}"
    invited = client.post("/api/v1/invitations", json={"email": "lee@example.org", "role": "therapist"})
    made["invitations"] = f"/api/v1/invitations/{invited.json['id']}"
    made["devices"] = f"/api/v1/devices/{client.get('/api/v1/devices').json['items'][0]['id']}"
    made["care"] = f"/api/v1/care/{care}"
    made["revisions"] = f"{made['entries']}/revisions"
    made["restoration"] = f"{made['entries']}/restoration"
    made["receipts"] = f"{made['shares']}/receipts"
    made["preview"] = f"{made['summaries']}/preview"
    return made


def answers(client: FlaskClient, path: str) -> list[tuple[str, int, object]]:
    """Return what reading and ending a row respond with."""
    found = []
    for verb in ("GET", "DELETE"):
        answer = client.open(path, method=verb)
        found.append((verb, answer.status_code, answer.json))
    return found


def test_another_patients_row_is_as_if_it_were_not_there(as_: As, eve: Somebody, adas: dict[str, str]) -> None:
    for kind, path in adas.items():
        nowhere = re.sub(r"[0-9a-f-]{36}", str(uuid4()), path)
        assert answers(as_(eve), path) == answers(as_(eve), nowhere), kind
        assert {status for _verb, status, _said in answers(as_(eve), path)} <= {404, 405}, kind


def test_pages_hide_another_patients_row_too(as_: As, ada: Somebody, eve: Somebody, adas: dict[str, str]) -> None:
    entry, treatment, checkin, summary, share = (
        adas[kind].removeprefix("/api/v1") for kind in ("entries", "treatments", "checkins", "summaries", "shares")
    )
    pages = [entry, f"{entry}/edit", f"{entry}/revisions", f"{entry}/deletion", f"{entry}/kept", treatment, checkin]
    pages += [
        f"{treatment}/edit",
        f"{checkin}/questions/1",
        f"{checkin}/revisions",
        summary,
        f"{summary}/preview",
        share,
    ]
    for path in pages:
        nowhere = re.sub(r"[0-9a-f-]{36}", str(uuid4()), path)
        assert as_(eve).get(path).status_code == as_(eve).get(nowhere).status_code == 404, path
        assert as_(eve).get(path).text == as_(eve).get(nowhere).text, path
        assert as_(ada).get(path).status_code == 200, path


def test_lists_hold_ones_own_rows_only(as_: As, ada: Somebody, eve: Somebody, adas: dict[str, str]) -> None:
    for kind in (*RECORDS, "shares", "invitations", "care"):
        assert len(as_(ada).get(f"/api/v1/{kind}").json["items"]) == 1, kind
        assert as_(eve).get(f"/api/v1/{kind}").json["items"] == [], kind


@pytest.mark.parametrize("who", ["tom", "clara"])
def test_no_other_role_reaches_a_patients_rows(
    as_: As, adas: dict[str, str], request: pytest.FixtureRequest, who: str
) -> None:
    client, care = as_(request.getfixturevalue(who)), adas.pop("care")
    for kind, path in adas.items():
        statuses = {status for _verb, status, _said in answers(client, path)}
        assert statuses <= ({404, 405} if kind in ("invitations", "devices") else {403, 405}), (kind, statuses)
    ended = [status for _verb, status, _said in answers(client, care)]
    assert ended == {"tom": [405, 204], "clara": [405, 403]}[who]  # it is his care as well: either ends it


def test_an_id_of_another_persons_is_kept_as_ones_own(
    as_: As, ada: Somebody, eve: Somebody, adas: dict[str, str]
) -> None:
    before = as_(ada).get(adas["entries"]).json
    assert as_(eve).put(adas["entries"], json={"body": "Eve's", "written_at": WHEN}).status_code == 201
    assert as_(eve).get(adas["entries"]).json["body"] == "Eve's"
    assert as_(ada).get(adas["entries"]).json == before


def test_nobody_says_whose_a_row_is(as_: As, ada: Somebody, eve: Somebody) -> None:
    for field in ("owner_id", "role", "clinic_id", "id", "revision", "received_at"):
        words = {"body": "Mine", "written_at": WHEN, field: str(eve.id)}
        answer = as_(ada).put(f"/api/v1/entries/{uuid4()}", json=words)
        assert (answer.status_code, list(answer.json["fields"])) == (422, [field])
    for field in ("role", "clinic_id", "guest", "id"):
        answer = as_(ada).put("/api/v1/me", json={"name": "Ada", "zone": "Europe/Vienna", field: "admin"})
        assert (answer.status_code, list(answer.json["fields"])) == (422, [field])
    assert as_(ada).get("/api/v1/me").json["role"] == "patient"


def test_a_therapist_reads_what_was_handed_over_and_no_more(
    as_: As, ada: Somebody, eve: Somebody, tom: Somebody, adas: dict[str, str], make_person: Callable[..., Somebody]
) -> None:
    brief = f"/api/v1/caseload/{ada.id}/brief"
    assert TEXTS[0] in as_(tom).get(brief).text
    lee = make_person("Lee", "therapist")
    for path in (brief, f"/caseload/{ada.id}", f"/api/v1/caseload/{eve.id}/brief", f"/caseload/{eve.id}"):
        assert as_(lee).get(path).status_code == 404
    assert as_(tom).get(f"/api/v1/caseload/{eve.id}/brief").status_code == 404
    assert as_(lee).get("/api/v1/caseload").json["items"] == []
    share = adas["shares"].rpartition("/")[2]
    acknowledgement = f"/api/v1/caseload/{ada.id}/acknowledgements/{share}"
    assert as_(lee).put(acknowledgement).status_code == 404


def test_every_select_is_bound_to_whoever_asks() -> None:
    statements = {name: value for name, value in vars(access).items() if name.isupper() and hasattr(value, "compile")}
    selects = {name: value for name, value in statements.items() if hasattr(value, "selected_columns")}
    assert len(selects) > 12
    for name, statement in selects.items():
        assert "person_id" in statement.compile().params, name


def test_a_blueprint_without_a_line_stops_the_start(app: Flask) -> None:
    from flask import Blueprint

    from journal.web import guard

    class Odd:
        blueprints = {**app.blueprints, "attic-api": Blueprint("attic-api", __name__)}

    with pytest.raises(RuntimeError, match="attic"):
        guard.check_doors(Odd)  # type: ignore[arg-type]


def test_every_line_of_the_doors_has_a_blueprint(app: Flask) -> None:
    assert {name.removesuffix("-api") for name in app.blueprints} == set(access.DOORS)
