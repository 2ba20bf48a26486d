"""Every page and every refusal, in a language that nobody speaks: nothing is left out, glued or cut off."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from journal.clinical.crisis_lines import LINES
from journal.core import clock
from journal.core.choices import ADMIN, PATIENT, THERAPIST
from tests.plugins import sharing
from tests.plugins.pseudo import Reads
from tests.test_doors import offered, path
from tests.words import acts, marks, shown
from tests.words import world as worlds
from tests.words.pseudo import ACCENTS, ALPHABETS, CLOSE, FROM_THE_RIGHT, OPEN
from tests.words.world import World

MESSAGE = re.compile(f"{OPEN}.*?{CLOSE}")
WRONG = ({}, {"body": 1, "title": 2, "email": "x", "route": "x", "answers": "x", "pieces": [1]}, [1])  # JSON


@pytest.fixture
def world(foreign_world: World) -> World:
    return foreign_world


def pages(app: Flask, client: FlaskClient, world: World) -> Iterator[tuple[str, TestResponse]]:
    """Yield every page that somebody can open, and what its forms are answered with, each with its address."""
    for address in [*worlds.addresses(app, world), *worlds.more_addresses(world)]:
        page = client.get(address)
        yield address, page
        if page.status_code == 200:
            yield from worlds.sent_back(client, page.text, address)


def faults(answers: Iterable[tuple[str, TestResponse]], world: World) -> list[str]:
    """Return what is wrong with the texts of pages, each once."""
    words, found = worlds.words(world), defaultdict(set)
    for address, answer in answers:
        assert answer.status_code < 500, (address, answer.text)
        if answer.mimetype == "text/html" and answer.status_code not in (302, 303):
            for run in shown.runs(answer.text):
                for fault in marks.faults(run.text, ACCENTS, words):
                    found[fault, run.text].add((address, run.place))
    return sorted(f"{fault}: {text} {min(places)}" for (fault, text), places in found.items())


@pytest.mark.parametrize("who", [None, "ada", "eve", "tom", "gus", "clara"])
def test_every_text_of_every_page_is_a_whole_message(
    world: World, translated: Flask, reads: Reads, who: str | None
) -> None:
    client = reads(world.people[who] if who else None)
    assert faults(pages(translated, client, world), world) == []


def test_so_is_what_people_are_told_when_they_did_something(world: World, reads: Reads) -> None:
    nobody, clients = reads(None), {name: reads(person) for name, person in world.people.items()}
    told = [
        *acts.invited(clients["ada"], nobody, THERAPIST),
        *acts.invited(clients["tom"], nobody, PATIENT),
        *acts.invited(clients["clara"], nobody, ADMIN),
        *acts.answers(clients["tom"], acts.OF_THERAPIST, world),
        *acts.answers(clients["ada"], acts.OF_PATIENT, world),
        *acts.answers(clients["eve"], acts.OF_NEWCOMER, world),
        *acts.answers(clients["clara"], acts.OF_ADMIN, world),
        *acts.answers(nobody, acts.OF_NOBODY, world),
        *acts.signed_out_meanwhile(nobody, world),
        *((path, clients["ada"].get(path)) for path in ("/today", "/shares", "/treatments", "/summaries")),
    ]
    assert {answer.status_code for _path, answer in told} >= {200, 401, 412, 422}
    assert faults(told, world) == []


@pytest.mark.parametrize("days", [-8, -1, 2, 6, 13, 33])
def test_so_is_what_is_said_at_another_time(world: World, reads: Reads, days: int) -> None:
    client, treatments = reads(world.people["ada"]), world.ids["treatment_id"]
    with clock.frozen(clock.now() + timedelta(days=days)):
        sharing.entry(client, worlds.SHORT, written_at=worlds.ago(days=-days), treatment_id=treatments[2])
        paths = ["/today", "/entries", *(f"/entries/new?treatment={one}" for one in treatments)]
        told = [(path, client.get(path)) for path in paths]
    assert {page.status_code for _path, page in told} == {200}
    assert faults(told, world) == []


@pytest.mark.parametrize("who", [None, "ada", "tom", "clara"])
def test_every_refusal_of_the_api_speaks_the_readers_language(
    world: World, translated: Flask, reads: Reads, who: str | None
) -> None:
    client, found = reads(world.people[who] if who else None), set()
    for verb, rule in sorted(offered(translated) - {("DELETE", "/api/v1/session")}):
        for sent in WRONG if rule.startswith("/api/") else ():
            answer = client.open(path(translated, rule), method=verb, json=sent)
            if answer.status_code >= 400:
                problem = answer.json
                said = [problem["title"], problem["detail"], *chain(*problem.get("fields", {}).values())]
                wrong = (text for text in said if OPEN not in text or list(marks.faults(text, ACCENTS, set())))
                found |= {(rule, text) for text in wrong}
    assert found == set()


def test_one_process_speaks_every_language_at_once(world: World, translated: Flask, reads: Reads) -> None:
    """Whatever a template keeps between requests is in no language."""
    clients = {language: reads(world.people["ada"], language) for language in (*ALPHABETS, "en")}
    for address in set(worlds.addresses(translated, world)) - {"/settings/devices"}:  # each is named when it signs in
        for language, client in clients.items():
            page = client.get(address)
            said = set("".join(MESSAGE.findall(page.text)))
            foreign = [name for name, letters in ALPHABETS.items() if said & set(map(chr, letters.values()))]
            if page.status_code == 200 and page.mimetype == "text/html":
                assert foreign == ([] if language == "en" else [language]), (address, language)


@pytest.mark.parametrize("country", LINES)
def test_a_number_to_call_stays_whole_where_the_language_runs_from_the_right(reads: Reads, country: str) -> None:
    """Set apart by marks of its own, or "0800 111" would be drawn as "111 0800"."""
    page = reads(None, FROM_THE_RIGHT).get(f"/help?country={country}").text
    lines = LINES[country]
    numbers = {lines.emergency.number, *(line.call or line.text for line in lines.lines)}
    apart = "\N{FIRST STRONG ISOLATE}%s\N{POP DIRECTIONAL ISOLATE}"
    assert [number for number in numbers if apart % number not in page] == []
