"""Filled-in questionnaires for the tests."""

import json
import re
from collections.abc import Callable
from uuid import uuid4

from flask.testing import FlaskClient
from playwright.sync_api import Page

from journal.clinical import instruments
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
LIST = "/api/v1/checkins"
AT = "2026-05-12T20:14:00-04:00"
PHQ, GAD = instruments.get("phq-9"), instruments.get("gad-7")


def new() -> str:
    return f"{LIST}/{uuid4()}"


def filled(*values: object, instrument: instruments.Instrument = PHQ) -> dict[str, object]:
    """Answers to the first questions in their order."""
    return {question.id: value for question, value in zip(instrument.scored, values, strict=False)}


def put(client: FlaskClient, path: str, answers: object, revision: int | None = None, **more: object):
    headers = {} if revision is None else {"If-Match": f'"{revision}"'}
    body = {"instrument": "phq-9", "answers": answers, "answered_at": AT} | more
    return client.put(path, data=json.dumps(body), content_type="application/json", headers=headers)


def begin(client: FlaskClient, instrument: str = "phq-9", **more: str) -> str:
    """Begin a check-in by the page; return its address."""
    answer = client.post("/checkins", data={"id": str(uuid4()), "instrument": instrument, **more})
    assert answer.status_code == 303, answer.text
    return answer.location.removesuffix("/questions/1")


def begin_on(page: Page, live: str, instrument: str = "phq-9") -> str:
    """Begin a check-in in a browser; return its address."""
    page.goto(f"{live}/checkins")
    page.locator(f"[name=instrument][value={instrument}]").check()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile(r"/questions/\d+$"))
    return page.url.partition("/questions/")[0]


def say(client: FlaskClient, path: str, number: int, value: object, before: object = "", **more: str):
    """Answer one question by the page."""
    return client.post(f"{path}/questions/{number}", data={"answer": value, "before": before, **more})
