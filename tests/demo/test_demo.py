"""The demo is whole wherever and whenever it is filled, and reads as its design says."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from journal.core import clock
from journal.core.connection import commit
from journal.core.errors import Invalid
from journal.core.ids import new_id
from journal.crypto.vault import vault
from journal.demo import clinic, story
from journal.demo.calendar import Calendar
from journal.domain import scoring
from journal.domain.identity import Actor, authenticate
from journal.features.care import service as care
from journal.features.caseload import service as caseload
from journal.features.checkins import service as checkins
from journal.features.entries import service as entries
from journal.features.entries.prompts import FEELINGS, PROMPTS
from journal.features.entries.repository import KeptEntry
from journal.features.shares import service as shares
from journal.features.signin import service as signin
from journal.features.summaries import service as summaries
from journal.features.treatments import service as treatments
from journal.models import Address, Clinic, Entry, Person, Share, StoredKey
from tests.plugins.unrestricted import execute

PHQ_TOTALS = [18, 17, 15, 16, 12, 11, 13, 10, 9]
GAD_TOTALS = [14, 13, 11, 13, None, 9, 12, 8, 8]
FORTNIGHTS = [date(2026, 11, 16), date(2027, 3, 7), date(2027, 4, 12), date(2027, 11, 1)]  # clocks change near three
FILLED = [datetime(2026, 11, 16, 5, 1, tzinfo=UTC), datetime(2027, 3, 28, 23, 0, tzinfo=UTC)]
NEVER_SAID = r"\b(depress|anxi|disorder|diagnos|trauma|ptsd|suicid|dos(e|ing)\b|mg\b|cure|heal|miracle|rewire|booster)"
SEASONS = r"\b(spring|summer|autumn|winter|snow|christmas|january|february|april|june|july|august|september|october)"


@pytest.fixture
def context(maintenance_context: Flask) -> Flask:
    """It is filled by a command, for everybody."""
    return maintenance_context


def somebody(email: str) -> Actor:
    person = authenticate(signin.sign_in(email, clinic.PASSWORD, "A test"), clock.now())
    assert person is not None
    return person


def everything(person: Actor) -> list[KeptEntry]:
    return [entries.read(person, item["id"]) for item in entries.page(person, 100).items]


def counted(model: type) -> int:
    return execute(select(func.count()).select_from(model)).scalar_one()


@pytest.fixture
def filled(context: Flask) -> None:
    clinic.fill()


@pytest.fixture
def ada(filled: None) -> Actor:
    return somebody(clinic.ADA)


@pytest.fixture
def tom(filled: None) -> Actor:
    return somebody(clinic.TOM)


def test_everybody_signs_in_with_the_one_password(filled: None) -> None:
    assert [(somebody(email).role, email) for _role, email in clinic.SIGN_INS] == list(clinic.SIGN_INS)
    assert [email.split("@")[0] for _role, email in clinic.SIGN_INS] == [
        *clinic.STORIES.values(),
        "tom",
        "clara",
    ]
    assert counted(Clinic) == 1


def test_ada_kept_some_forty_entries(ada: Actor) -> None:
    kept = everything(ada)
    assert len(kept) == 42
    assert sum(item.revision == 2 for item in kept) == 1
    assert sum(item.about_id is not None for item in kept) == 3
    assert sum(bool(item.text["prompts"]) for item in kept) == 4
    assert {item.text["mood"] for item in kept} == {None, 2, 3, 4, 5, 6}
    assert not any(item.clock_differs for item in kept)
    assert len(entries.deleted(ada)) == 1


def test_dull_days_stand_among_what_ada_kept(ada: Actor) -> None:
    dull = re.compile(r"\b(work|groceries|laundry|payroll)\b", re.IGNORECASE)
    bodies = {item.written_at: item.text["body"] or "" for item in everything(ada)}
    days = [at for at, body in bodies.items() if len(body) < 90 and dull.search(body)]
    assert len(days) >= 8
    assert len({day.isocalendar().week for day in days}) >= 6


def test_ada_is_in_one_course(ada: Actor) -> None:
    kept = sorted(treatments.page(ada, 100).items, key=lambda item: item.starts_at)
    assert [item.status for item in kept] == ["done"] * 8 + ["planned"]
    assert [item.number for item in kept] == list(range(1, 10))
    assert {item.course_id for item in kept} == {kept[0].course_id}
    assert kept[5].starts_at - kept[0].starts_at < timedelta(weeks=3)
    assert {item.starts_at.astimezone(ada.zone).hour for item in kept} <= {9, 10}


def test_the_totals_fall_unevenly(ada: Actor) -> None:
    found = {name: scoring.series(ada, name) for name in ("phq-9", "gad-7")}
    assert [scored.score.total for scored in found["phq-9"]] == PHQ_TOTALS
    assert [scored.score.total for scored in found["gad-7"]] == GAD_TOTALS
    assert [scored.score.safety for scored in found["phq-9"]] == [
        "above",
        *["not at all"] * 5,
        *["above"] * 2,  # the two weeks of both hold the night that she wrote about
        "not at all",
    ]
    days = [scored.answered_at.astimezone(ada.zone).date() for scored in found["phq-9"]]
    assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=7)}
    assert not scoring.needs_support(ada)


def test_excerpts_are_the_very_words_of_entries(ada: Actor) -> None:
    texts = json.dumps([[item.text["body"], item.text["prompts"]] for item in everything(ada)])
    pieces = [piece for summary in summaries.page(ada, 10).items for piece in summary.pieces]
    excerpts = [piece["text"] for piece in pieces if piece["kind"] == "excerpt"]
    assert len(excerpts) == 7
    assert all(json.dumps(text)[1:-1] in texts for text in excerpts)


def test_tom_reads_two_open_shares_and_the_words_of_the_third_are_gone(ada: Actor, tom: Actor) -> None:
    today = clock.now().astimezone(ada.zone).date()
    [patient] = [row for row in caseload.patients(tom) if row["patient_id"] == ada.id]
    newest, older = caseload.brief(tom, ada.id)["shares"]
    assert today < patient["for_date"] <= today + timedelta(days=7)
    assert [newest["acknowledged_at"] is None, older["acknowledged_at"] is None] == [True, False]
    assert min(newest["ends_at"], older["ends_at"]) > clock.now()
    [withdrawn] = [share for share in shares.everything(ada) if share["status"] == "withdrawn"]
    assert "bath" not in json.dumps([newest, older], default=str)
    assert execute(select(Share.snapshot).where(Share.id == withdrawn["id"])).scalar_one() is None
    assert shares.snapshot(ada, withdrawn["id"]) is None


def test_ada_sees_that_tom_opened_one_and_thanked(ada: Actor) -> None:
    by_title = {share["title"]: share for share in shares.everything(ada)}
    assert [by_title[title]["opened"] for title in ("For next time", "The boat, and the bag", "From the bath")] == [
        0,
        1,
        0,
    ]
    receipts = shares.receipts(ada, by_title["The boat, and the bag"]["id"], 10).items
    assert [receipt["act"] for receipt in receipts] == ["acknowledged", "opened"]


def test_tom_s_other_patients_are_before_the_first_worse_and_steady(filled: None, tom: Actor) -> None:
    assert {row["name"] for row in caseload.patients(tom)} == {"Ada Marsh", "Ben Ortiz", "Maya Chen", "Walt Novak"}
    ben, maya, walt = (somebody(email) for email in (clinic.BEN, clinic.MAYA, clinic.WALT))
    totals = {p: [scored.score.total for scored in scoring.series(p, "phq-9")] for p in (ben, maya, walt)}
    assert (totals[ben], totals[maya], totals[walt]) == ([11, 13, 17], [12], [5, 4, 4])
    assert {item.status for item in treatments.page(maya, 10).items} == {"planned"}
    assert scoring.needs_support(ben)
    assert [len(caseload.brief(tom, p.id)["shares"]) for p in (ben, maya, walt)] == [1, 1, 1]


def test_eve_is_in_nobodys_care(filled: None) -> None:
    eve = somebody(clinic.EVE)
    assert care.current(eve) == []
    assert len(everything(eve)) == 3
    assert len(checkins.page(eve, 10).items) == 1


@pytest.mark.parametrize("first", FORTNIGHTS)
def test_no_session_lies_within_three_days_of_the_day_of_filling(first: date) -> None:
    for today in (first + timedelta(days=days) for days in range(14)):
        calendar = Calendar(today, clinic.ZONE)
        starts = [calendar.at(row["starts"]) for row in story.load("ada")["treatments"]]
        assert all(abs((start.date() - today).days) > 4 for start in starts)  # a day to spare, for other zones
        assert all(start.weekday() < 5 and start.hour in (9, 10) for start in starts)


@pytest.mark.parametrize("now", FILLED)
def test_it_is_filled_on_any_day_and_nothing_lies_ahead_of_it(context: Flask, now: datetime) -> None:
    with clock.frozen(now):
        clinic.fill()
        ada = somebody(clinic.ADA)
        assert [scored.score.total for scored in scoring.series(ada, "phq-9")] == PHQ_TOTALS
        kept = everything(ada)
        assert max(max(item.written_at, item.received_at, item.revised_at) for item in kept) < now
        assert now - min(item.written_at for item in kept) < timedelta(weeks=10)
        assert len(caseload.brief(somebody(clinic.TOM), ada.id)["shares"]) == 2
        assert all(abs(item.starts_at - now) > timedelta(days=4) for item in treatments.page(ada, 100).items)


def test_a_fill_that_fails_leaves_nothing_and_the_next_one_fills(context: Flask) -> None:
    digest, stranger = vault.digest(clinic.ADA), new_id()
    tag = vault.tag_address(digest, stranger)
    execute(insert(Address), {"digest": digest, "person_id": stranger, "tag": tag})
    commit()
    with pytest.raises(Invalid):
        clinic.fill()
    assert [counted(model) for model in (Clinic, Person, Entry, StoredKey)] == [0, 0, 0, 0]
    execute(delete(Address))
    commit()
    clinic.fill()
    assert [counted(Clinic), counted(Person)] == [1, 7]


def test_a_second_fill_changes_nothing(filled: None) -> None:
    before = [counted(model) for model in (Clinic, Person, Entry, StoredKey)]
    with pytest.raises(IntegrityError):
        clinic.fill()
    assert [counted(model) for model in (Clinic, Person, Entry, StoredKey)] == before


@pytest.mark.parametrize("name", clinic.STORIES.values())
def test_the_story_keeps_to_plain_words(name: str) -> None:
    text = (story.STORIES / f"{name}.toml").read_text(encoding="utf-8")
    uncommented = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert re.findall(f"{NEVER_SAID}|{SEASONS}", uncommented, re.IGNORECASE) == []
    for row in story.load(name)["entries"]:
        assert {given["prompt"] for given in row.get("prompts", [])} <= set(map(str, PROMPTS))
        assert set(row.get("feelings", [])) <= set(map(str, FEELINGS))
