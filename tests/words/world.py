"""People whose own words are Georgian, in every state that a page can show; and the addresses that each can open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient

from journal.clinical.crisis_lines import LINES
from journal.domain.sharing.piece_kinds import KINDS
from tests.plugins import sharing
from tests.plugins.forms import forms
from tests.plugins.people import Somebody

WORDS = "წყალი ბნელი იყო. მე არ მეშინოდა მისი. მამა მეორე ნაპირზე იდგა და დუმდა."
LINE = "მე არ მეშინოდა მისი."
NO_PAGE = re.compile("/(api/v1/.|favicon|health|manifest|service-worker|static)")
FURTHER = (
    "/summaries/{summary_id[0]}/pieces/new?kind={kind}",
    "/summaries/{summary_id[0]}/pieces/new?kind=excerpt&entry={entry_id[0]}",
    "/summaries/new?entry={entry_id[0]}",
    "/entries/new?about={entry_id[0]}",
    "/entries/new?treatment={treatment_id[0]}",
    "/entries/months?month=2020-01",
    "/entries/months?month=x",
    "/entries?cursor=x",
    "/people?cursor=x",
    "/checkins/{checkin_id[3]}/questions/9",
    *(f"/help?country={code}" for code in (*LINES, "XX")),
)
SHORT = "სახლზე და მამაზე"


@dataclass
class World:
    """Who there is, by role, and the ids of what they have, as they stand in addresses."""

    people: dict[str, Somebody]
    ids: dict[str, list[str]]


def words(world: World) -> set[str]:
    """Return the names that are no Georgian."""
    return {"Lake House"}.union(*({one.name, one.email} for one in world.people.values()))


def ago(**time: float) -> str:
    """Return a moment of the last days."""
    return (datetime.now(UTC) - timedelta(**time)).isoformat()


def make(ada: FlaskClient, tom: FlaskClient, clara: FlaskClient, people: dict[str, Somebody], care: UUID) -> World:
    """Let Ada write and share, Tom read, and Clara invite."""
    treatments = _treatments(ada)
    entries = _entries(ada, treatments)
    checkins = _checkins(ada)
    pieces = _pieces(treatments, entries, checkins)
    shares = [_share(ada, people["tom"], *pieces, for_date=_day(5)) for _ in range(2)]
    shares.append(_share(ada, people["tom"], {"kind": "topic", "text": SHORT}))
    draft = sharing.summary(ada, *pieces, title=SHORT)
    sharing.brief(tom, people["ada"])
    tom.put(f"/api/v1/caseload/{people['ada'].id}/acknowledgements/{shares[0]}")
    ada.delete(f"/api/v1/shares/{shares[1]}")
    _invite(ada, tom, clara)
    ids = {"treatment_id": treatments, "entry_id": entries, "checkin_id": checkins, "share_id": shares}
    summaries = [one["id"] for one in ada.get("/api/v1/summaries").json["items"]]
    ids |= {"summary_id": [draft, *summaries], "care_id": [str(care)], "number": ["1", "2", "9"]}
    ids |= {"patient_id": [str(people["ada"].id), str(people["eve"].id)], "instrument_id": ["phq-9"]}
    return World(people, ids | {"person_id": [str(one.id) for one in people.values()]})


def addresses(app: Flask, world: World) -> Iterator[str]:
    """Yield the address of every page, for every row there is."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments <= set(world.ids) and not NO_PAGE.match(rule.rule):
            for row in range(max([1, *(len(world.ids[name]) for name in rule.arguments)])):
                values = {name: world.ids[name][row % len(world.ids[name])] for name in rule.arguments}
                yield (rule.build(values) or ("", ""))[1]


def more_addresses(world: World) -> Iterator[str]:
    """Yield addresses of pages that ask for something in particular."""
    for form in FURTHER:
        for kind in KINDS if "{kind}" in form else ("",):
            yield form.format(**world.ids, kind=kind)


def sent_back(client: FlaskClient, page: str, path: str) -> Iterator[tuple[str, Any]]:
    """Yield what is answered to each form of a page that is sent without a word, and with words that do not fit."""
    for form in forms(page):
        asked = form.names - {"account", "draft", "id", "token"}
        for word in ("", "9" * 60) if asked else ():  # a form that asks nothing is a button
            yield form.action or path, client.post(form.action or path, data=dict.fromkeys(asked, word))


def _treatments(ada: FlaskClient) -> list[str]:
    words = {"setting": SHORT, "intention": WORDS, "noticed": WORDS}
    return [
        sharing.treatment(ada, starts_at=ago(hours=20), **words),
        sharing.treatment(ada, starts_at=ago(days=9), number=3, of=None, route="intranasal"),
        sharing.treatment(ada, starts_at=ago(days=20), number=None, of=None, status="cancelled", route="other"),
        sharing.treatment(ada, starts_at=ago(days=-6), number=5, status="planned", route="im"),
    ]


def _entries(ada: FlaskClient, treatments: list[str]) -> list[str]:
    more = {"prompts": [{"prompt": SHORT, "answer": WORDS}], "feelings": ["მშვიდი", "სევდა"], "mood": 6}
    first = sharing.entry(ada, WORDS, written_at=ago(hours=12), treatment_id=treatments[0], **more)
    sharing.put(ada, f"/entries/{first}", {"body": WORDS * 2, "written_at": ago(hours=12)} | more, 1)
    made = [
        first,
        sharing.entry(ada, SHORT, written_at=ago(hours=2), about_id=first),
        sharing.entry(ada, WORDS, written_at=ago(days=7), treatment_id=treatments[1]),
        sharing.entry(ada, WORDS, written_at=ago(days=60), mood=3),
        made_of_a_mood(ada),
    ]
    gone = sharing.entry(ada, WORDS, written_at=ago(days=3))
    ada.delete(f"/api/v1/entries/{gone}", headers={"If-Match": '"1"'})
    return made


def made_of_a_mood(ada: FlaskClient) -> str:
    """Keep an entry without a word."""
    return sharing.made(ada, "entries", {"body": None, "mood": 4, "written_at": ago(days=2)})


def _checkins(ada: FlaskClient) -> list[str]:
    made = [sharing.checkin(ada, _day(-days), item_1=days % 4) for days in (40, 21, 8)]
    made.append(sharing.checkin(ada, _day(-1), item_9=1))
    sharing.put(ada, f"/checkins/{made[2]}", _answers(sharing.PHQ_9 | {"phq9-1": 3}, 8), 1)
    made.append(sharing.made(ada, "checkins", _answers({"phq9-1": 2, "phq9-2": 1}, 0)))
    gad = {f"gad7-{number}": 1 for number in range(1, 8)}
    made += [sharing.made(ada, "checkins", _answers(gad, days, "gad-7")) for days in (16, 2)]
    gone = sharing.checkin(ada, _day(-12))
    ada.delete(f"/api/v1/checkins/{gone}", headers={"If-Match": '"1"'})
    return made


def _answers(answers: dict[str, int], days: int, instrument: str = "phq-9") -> dict[str, Any]:
    return {"instrument": instrument, "answers": answers, "answered_at": ago(days=days, hours=1)}


def _pieces(treatments: list[str], entries: list[str], checkins: list[str]) -> list[dict[str, Any]]:
    return [
        {"kind": "topic", "text": SHORT},
        sharing.excerpt(entries[0], LINE),
        {"kind": "entry", "entry_id": entries[2]},
        {"kind": "treatment", "treatment_id": treatments[0]},
        {"kind": "series", "instrument": "phq-9", "since": _day(-60), "answers": True},
        {"kind": "checkin", "checkin_id": checkins[3], "answers": True},
        {"kind": "checkin", "checkin_id": checkins[5], "answers": False},
    ]


def _invite(ada: FlaskClient, tom: FlaskClient, clara: FlaskClient) -> None:
    for client, role in ((ada, "therapist"), (tom, "patient"), (clara, "therapist"), (clara, "admin")):
        made = client.post("/api/v1/invitations", json={"email": f"{uuid4().hex}@example.org", "role": role})
        assert made.status_code == 201, made.json
    client.delete(f"/api/v1/invitations/{made.json['id']}")


def _day(days: float) -> str:
    return f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}"


def _share(ada: FlaskClient, therapist: Somebody, *pieces: dict[str, Any], **head: Any) -> str:
    summary_id = sharing.summary(ada, *pieces, **{"title": SHORT} | head)
    answer = sharing.put_share(ada, sharing.terms(summary_id, therapist, purpose=SHORT))
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])
