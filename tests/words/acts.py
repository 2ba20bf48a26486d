"""What people send, and are answered with a page: what was done, what was refused, what was changed meanwhile."""

from collections.abc import Iterator
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.plugins.forms import forms
from tests.plugins.people import PASSWORD
from tests.words.world import SHORT, WORDS, World

Act = tuple[str, dict[str, object]]  # an address, in which ids stand by their names, and a form

NEW = {"id": str(uuid4()), "revision": ""}
STALE = {"revision": "0"}
TREATMENT = {"starts_at": "2026-05-12T20:14", "route": "iv", "status": "done", "number": "4", "of": "6"}
OF_PATIENT: list[Act] = [
    ("/entries", NEW | {"body": WORDS, "mood": "4"}),
    ("/entries", {"body": ""}),
    ("/entries/{entry_id[0]}", STALE | {"body": SHORT, "treatment_id": "{treatment_id[1]}"}),
    ("/entries/search", {"q": SHORT}),
    ("/entries/search", {"q": "მდინარე"}),
    ("/entries/{entry_id[4]}/deletion", {}),
    ("/entries/{entry_id[4]}/restoration", {}),
    ("/treatments/{treatment_id[0]}", STALE | TREATMENT),
    ("/treatments", NEW | TREATMENT | {"number": "7"}),
    ("/treatments/{treatment_id[3]}/deletion", {}),
    ("/checkins", {"id": str(uuid4()), "instrument": "phq-9"}),
    ("/checkins", {"id": str(uuid4()), "instrument": "phq-9", "treatment_id": "{treatment_id[1]}"}),
    ("/checkins/{checkin_id[4]}/questions/1", {"answer": "3", "before": "1"}),
    ("/checkins/{checkin_id[4]}/questions/3", {"answer": "9"}),
    ("/checkins/{checkin_id[0]}/date", {"answered_at": "2100-01-01T10:00"}),
    ("/checkins/{checkin_id[0]}/deletion", {}),
    ("/checkins/{checkin_id[0]}/restoration", {}),
    ("/summaries/{summary_id[0]}", STALE | {"title": SHORT, "for_date": "2026-05-12"}),
    ("/summaries", {"id": str(uuid4()), "topic": SHORT, "then": "preview"}),
    ("/summaries", {"id": str(uuid4()), "topic": SHORT, "then": "more"}),
    ("/summaries/{summary_id[0]}/share", {"therapist_id": "{tom}", "ends_at": "2020-01-01", "purpose": SHORT}),
    ("/summaries/{summary_id[0]}/deletion", {}),
    ("/shares/{share_id[0]}/withdrawal", {}),
    ("/settings/account", {"name": "Ada", "zone": "Europe/Athens"}),
    ("/settings/password", {"current": "wrong", "password": PASSWORD}),
    ("/invitations", {"email": "nia@example.org", "role": "therapist"}),
    ("/settings/care/{care_id[0]}/ending", {}),
]
OF_NEWCOMER: list[Act] = [
    ("/summaries", {"id": str(uuid4()), "then": "preview"}),
    ("/summaries", {"id": str(uuid4()), "topic": SHORT, "then": "preview"}),
    ("/entries", {"id": str(uuid4()), "body": WORDS}),
]
OF_THERAPIST: list[Act] = [("/caseload/{ada}/acknowledgements", {"share_id": "{share_id[2]}"})]
OF_ADMIN: list[Act] = [
    ("/people/{eve}/deactivation", {}),
    ("/people/{eve}/reactivation", {}),
    ("/invitations", {"email": "ida@example.org", "role": "patient"}),
]
OF_NOBODY: list[Act] = [
    ("/sign-in", {"email": "ada@example.org", "password": "wrong"}),
    ("/entries", {"body": WORDS, "account": "{ada}"}),
    ("/treatments", TREATMENT | {"intention": WORDS, "account": "{ada}"}),
    ("/invitations/received", {"token": "x"}),
    ("/resets/new", {"token": "x" * 43}),
    ("/resets", {"token": "x" * 43, "email": "ada@example.org", "password": PASSWORD}),
]


def answers(client: FlaskClient, acts: list[Act], world: World) -> Iterator[tuple[str, TestResponse]]:
    """Do one after the other; yield each address with the page that it leads to."""
    ids = world.ids | {name: str(person.id) for name, person in world.people.items()}
    for path, form in acts:
        sent = {name: str(value).format(**ids) for name, value in form.items()}
        yield path, client.post(path.format(**ids), data=sent, follow_redirects=True)


def signed_out_meanwhile(client: FlaskClient, world: World) -> Iterator[tuple[str, TestResponse]]:
    """Send words while nobody is signed in; yield what that is answered with, and what signing in again is."""
    for path, words in (("/entries", {"body": WORDS}), ("/checkins", {"instrument": "phq-9"})):
        for person in ("ada", "eve"):
            refused = client.post(path, data=words | {"account": str(world.people["ada"].id)})
            yield path, refused
            form = next(one for one in forms(refused.text) if "password" in one.names)
            sent = form.sent.to_dict() | {"email": world.people[person].email, "password": PASSWORD}
            yield "/sign-in", client.post("/sign-in", data=sent)
            client.post("/sign-out")


def invited(inviter: FlaskClient, stranger: FlaskClient, role: str) -> Iterator[tuple[str, TestResponse]]:
    """Invite somebody; yield what they see of it: the invitation, a refusal, and what their no is answered with."""
    answer = inviter.post("/api/v1/invitations", json={"email": "una@example.org", "role": role})
    assert answer.status_code == 201, answer.json
    token = answer.json["link"].partition("#")[2]
    sent = {"token": token, "email": "other@example.org", "name": "Una", "password": PASSWORD}
    for path in ("", "/acceptance", "/refusal"):
        yield f"/invitations/received{path}", stranger.post(f"/invitations/received{path}", data=sent)
