"""What the API says of itself is what it does: a journey through all of it, and each door with nothing to give."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from journal.domain.sharing.piece_kinds import KINDS
from journal.features.resets import service as resets
from tests.domain.sharing import examples
from tests.plugins.openapi_watch import VERBS, Description, calls, described_path, resolved
from tests.plugins.people import PASSWORD, Somebody
from tests.plugins.sharing import PHQ_9, TOPIC, WORDS, WRITTEN, brief, put, seen, summary, terms

API = "/api/v1"
DOCS = {f"{API}/", f"{API}/openapi.json"}
NEW = "paper boats on the pond"
FACTS = {"starts_at": WRITTEN, "route": "iv", "status": "done", "number": 4, "of": 6}
ASKED = {"instrument": "phq-9", "answers": PHQ_9, "answered_at": WRITTEN}
ENTRY = {"body": WORDS, "feelings": ["calm"], "prompts": [{"prompt": "What is here?", "answer": "Water"}], "mood": 6}

As = Callable[[Somebody], FlaskClient]


def send(client: FlaskClient, verb: str, path: str, status: int, body: Any = None, tag: str = "") -> TestResponse:
    given = {} if body is None else {"json": body}
    headers = {"If-None-Match" if verb == "GET" else "If-Match": f'"{tag}"'} if tag else {}
    answer = client.open(API + path, method=verb, headers=headers, **given)
    assert answer.status_code == status, (verb, path, answer.text)
    return answer


def keeps(client: FlaskClient, kind: str, body: dict[str, Any], other: dict[str, Any]) -> str:
    """Keep a row, again, in other words without and with the revision; read it, alone and in its list."""
    row_id = str(uuid4())
    path = f"/{kind}/{row_id}"
    for given, tag, status in ((body, "", 201), (body, "", 200), (body | other, "", 412), (body | other, "1", 200)):
        send(client, "PUT", path, status, given, tag)
    tag, _weak = send(client, "GET", path, 200).get_etag()
    send(client, "GET", path, 304, tag=tag)
    send(client, "GET", f"/{kind}?limit=1", 200)
    return row_id


def write(ada: FlaskClient) -> list[dict[str, Any]]:
    """Write, check in, and choose all that can be shared."""
    session = keeps(ada, "treatments", FACTS, {"setting": "The lake room"})
    entry = keeps(ada, "entries", ENTRY | {"written_at": WRITTEN, "treatment_id": session}, {"mood": 7})
    checkin = keeps(ada, "checkins", ASKED, {"answers": PHQ_9 | {"phq9-9": 2}})
    assert len(send(ada, "GET", f"/checkins/{checkin}/revisions", 200).json["items"]) == 2
    send(ada, "DELETE", f"/checkins/{checkin}", 204)
    send(ada, "PUT", f"/checkins/{checkin}/restoration", 204)
    send(ada, "POST", "/entries/search", 200, {"q": "water", "limit": 1})
    send(ada, "GET", "/checkins?instrument=phq-9", 200)
    send(ada, "GET", f"/entries/{entry}/revisions", 200)
    return [examples.example(kind, ada) for kind in KINDS]


def share(ada: FlaskClient, tom: FlaskClient, patient: Somebody, therapist: Somebody, pieces: list[Any]) -> None:
    composed = keeps(ada, "summaries", {"title": "For Thursday", "pieces": pieces[:1]}, {"pieces": pieces})
    send(ada, "GET", f"/summaries/{composed}/preview", 200)
    given, path = terms(composed, therapist), f"/shares/{uuid4()}"
    send(ada, "PUT", path, 428, given)
    tag = seen(ada, composed)
    for change, status in (({}, 201), ({}, 200), ({"purpose": "Another"}, 412)):
        assert put(ada, path, given | change, tag).status_code == status
    assert put(ada, f"/shares/{uuid4()}", given, "another").status_code == 412
    assert ada.get(f"{API}/summaries/{composed}/preview", headers={"If-None-Match": f'"{tag}"'}).status_code == 304
    send(tom, "GET", "/caseload", 200)
    assert len(brief(tom, patient).json["shares"][0]["pieces"]) == len(pieces)
    send(tom, "PUT", f"/caseload/{patient.id}/acknowledgements/{path.removeprefix('/shares/')}", 200)
    for asked in (path, "/shares", f"{path}/receipts"):
        send(ada, "GET", asked, 200)
    send(ada, "DELETE", path, 204)


def take_back(ada: FlaskClient, pieces: list[Any]) -> None:
    entry = next(piece["entry_id"] for piece in pieces if "entry_id" in piece)
    session = next(piece["treatment_id"] for piece in pieces if "treatment_id" in piece)
    for path in (f"/summaries/{summary(ada, TOPIC)}", f"/entries/{entry}", f"/treatments/{session}"):
        send(ada, "DELETE", path, 204)
    send(ada, "PUT", f"/entries/{entry}/restoration", 204)


def invite(client: FlaskClient, email: str, role: str) -> str:
    made = send(client, "POST", "/invitations", 201, {"email": email, "role": role}).json
    return str(made["link"])


def come_and_go(visitor: FlaskClient, clara: FlaskClient, tom: FlaskClient, ada: FlaskClient, eve: Somebody) -> None:
    """Accept with and without an account, decline, cancel; close an account and open it again."""
    link = invite(clara, "ida@example.org", "therapist")
    send(visitor, "POST", "/invitations/look-up", 200, {"token": link})
    new = {"token": link, "email": "ida@example.org", "name": "Ida", "password": NEW}
    send(visitor, "POST", "/invitations/acceptances", 201, new)
    known = {"token": invite(tom, "ada@example.org", "patient"), "email": "ada@example.org"}
    send(ada, "POST", "/invitations/acceptances", 200, known)
    send(visitor, "POST", "/invitations/refusals", 204, {"token": invite(clara, "mia@example.org", "admin")})
    invite(clara, "ben@example.org", "admin")
    send(clara, "DELETE", f"/invitations/{send(clara, 'GET', '/invitations', 200).json['items'][0]['id']}", 204)
    send(clara, "GET", "/people", 200)
    for verb in ("PUT", "DELETE"):
        send(clara, verb, f"/people/{eve.id}/deactivation", 204)


def look_after_the_account(maintenance: Flask, clara: FlaskClient, visitor: FlaskClient) -> None:
    send(clara, "GET", "/me", 200)
    send(clara, "PUT", "/me", 200, {"name": "Clara", "zone": "Europe/Berlin"})
    send(visitor, "DELETE", "/session", 204)
    send(visitor, "POST", "/session", 200, {"email": "clara@example.org", "password": PASSWORD})
    devices = send(clara, "GET", "/devices", 200).json["items"]
    send(clara, "DELETE", f"/devices/{next(one['id'] for one in devices if not one['this'])}", 204)
    send(clara, "PUT", "/me/password", 204, {"current": PASSWORD, "password": NEW})
    with maintenance.app_context():
        token = resets.start("clara@example.org")
    send(visitor, "POST", "/resets", 204, {"token": token, "email": "clara@example.org", "password": PASSWORD})


def test_every_success_is_as_described(
    app: Flask,
    maintenance: Flask,
    described: Description,
    as_: As,
    visitor: FlaskClient,
    ada: Somebody,
    eve: Somebody,
    tom: Somebody,
    clara: Somebody,
    take_care: Callable[[Somebody, Somebody], UUID],
) -> None:
    care_id = take_care(tom, ada)
    adas, toms, claras = as_(ada), as_(tom), as_(clara)
    send(adas, "POST", "/phone-keys", 200, {"account": str(ada.id), "id": str(uuid4())})
    for path in ("/instruments", "/instruments/gad-7", "/care", "/help"):
        send(adas, "GET", path, 200)
    pieces = write(adas)
    share(adas, toms, ada, tom, pieces)
    take_back(adas, pieces)
    send(toms, "DELETE", f"/care/{care_id}", 204)
    come_and_go(visitor, claras, toms, adas, eve)
    look_after_the_account(maintenance, claras, visitor)

    said = {(*call, status) for call, saying in calls(described.spec).items() for status in saying["responses"]}
    assert {answer for answer in said if answer[2] < "400" or answer[2] == "412"} - described.seen == set()


@pytest.mark.parametrize("who", ["nobody", "ada", "tom", "clara"])
def test_every_refusal_is_as_described(
    described: Description, as_: As, visitor: FlaskClient, request: pytest.FixtureRequest, who: str
) -> None:
    """Each call is sent for rows that are nobody's, with nothing, with what is no JSON, and from another site."""
    client = visitor if who == "nobody" else as_(request.getfixturevalue(who))
    for verb, path in sorted(calls(described.spec), key=lambda call: call == ("delete", f"{API}/session")):
        address = re.sub(r"{(\w+)}", lambda found: str(UUID(int=7)) if found[1].endswith("_id") else "x", path)
        sent = {"json": {}} if verb in ("put", "post") else {"query_string": {"limit": "0"}}
        client.open(address, method=verb, **sent)
        if verb != "get":
            client.open(address, method=verb, data="{", content_type="application/json")
            client.open(address, method=verb, data="{}", content_type="text/plain")
            client.open(address, method=verb, headers={"Sec-Fetch-Site": "cross-site"})
    assert {"401", "403"} & {status for _verb, _path, status in described.seen}


def test_every_route_is_described(app: Flask, described: Description) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(f"{API}/") and rule.rule not in DOCS]
    offered = {(verb, described_path(rule.rule)) for rule in rules for verb in VERBS if verb.upper() in rule.methods}
    assert set(calls(described.spec)) == offered


def test_the_description_holds_together(described: Description) -> None:
    spec, named = described.spec, set(references(described.spec))
    kept = {f"#/components/{kind}/{name}" for kind, named in spec["components"].items() for name in named}
    assert named == {name for name in kept if "/securitySchemes/" not in name}
    assert {name for use in spec["security"] for name in use} <= set(spec["components"]["securitySchemes"])
    for schema in spec["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for (_verb, path), call in calls(spec).items():
        every = [
            resolved(spec, one) for one in (*spec["paths"][path].get("parameters", []), *call.get("parameters", []))
        ]
        assert {one["name"] for one in every if one["in"] == "path"} == set(re.findall(r"{(\w+)}", path))
        assert call["summary"]
        assert min(call["responses"]) < "300"


def test_limits_are_described(described: Description) -> None:
    schemas, parameters = described.spec["components"]["schemas"], described.spec["components"]["parameters"]
    told = schemas["Entry"]["properties"]
    assert (told["body"]["maxLength"], told["prompts"]["maxItems"]) == (20_000, 12)
    assert told["feelings"]["items"]["maxLength"] == 40
    assert (told["mood"]["minimum"], told["mood"]["maximum"]) == (0, 10)
    assert parameters["limit"]["schema"]["maximum"] == 100
    assert schemas["SignIn"]["properties"]["email"]["maxLength"] == 200


def references(thing: Any) -> Iterator[str]:
    """Yield every reference in some JSON."""
    for name, value in thing.items() if isinstance(thing, dict) else enumerate(thing):
        if name == "$ref":
            yield value
        elif isinstance(value, dict | list):
            yield from references(value)
