"""The app's own words around the questionnaires are grade 6 or lower; the questionnaires' own stay as they are."""

import pytest
from flask.testing import FlaskClient

from tests.features.checkins.forms import PHQ, As, begin, filled, put, say
from tests.features.checkins.reading import grade, sentences, syllables
from tests.plugins.people import Somebody

HIGHEST = 6.0  # school grade


@pytest.fixture
def pages(as_: As, ada: Somebody) -> dict[str, str]:
    """Every page around a questionnaire, in each of its states."""
    client = as_(ada)
    for day, value in (("2026-05-01", 2), ("2026-05-08", 1)):
        put(
            client,
            f"/api/v1/checkins/01990000-0000-7000-8000-00000000000{value}",
            filled(*[value] * 9),
            answered_at=f"{day}T12:00:00Z",
        )
    kept = "/checkins/01990000-0000-7000-8000-000000000002"
    put(client, f"/api/v1{kept}", filled(*[1] * 9), 1, answered_at="2026-05-01T12:00:00Z")
    others = {name: f"{kept}/{name}" for name in ("revisions", "date", "deletion")} | {"changed": kept}
    path = begin(client)
    asked = others | {"deleted": "/checkins/deleted", "question": f"{path}/questions/1", "unfinished": path}
    texts = {name: read(client, address) for name, address in asked.items()}
    texts["no choice"] = client.post(f"{path}/questions/1", data={}).text
    say(client, path, 2, 1)
    texts["two windows"] = say(client, path, 2, 3).text
    for number in range(1, 10):
        say(client, path, number, 1, before=1 if number == 2 else "")
    asked = {"last, help first": f"{path}/questions/10", "result, help first": path, "index": "/checkins"}
    return texts | {name: read(client, address) for name, address in asked.items()} | {"open": read(client, "/help")}


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def test_every_page_is_easy_to_read(pages: dict[str, str]) -> None:
    said = {name: sentences(page) for name, page in pages.items()}
    said["no choice"].append("Choose one of these, or skip this one.")
    assert {name: grade(lines) for name, lines in said.items() if grade(lines) > HIGHEST} == {}


def test_the_questionnaire_s_words_are_marked_and_left_out(pages: dict[str, str]) -> None:
    said = " ".join(sentences(pages["question"]))
    assert "Skip this one" in said
    for words in (PHQ.instructions, PHQ.scored[0].text, "More than half the days"):
        assert words in pages["question"]
        assert words not in said


@pytest.mark.parametrize(
    ("word", "count"),
    [("help", 1), ("answers", 2), ("monitored", 3), ("emergency", 4), ("table", 2), ("asked", 1), ("felt", 1)],
)
def test_syllables_are_counted_about_right(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_measure_tells_easy_from_hard() -> None:
    assert grade(["The cat sat on the mat."]) < 1
    assert (
        grade(["Institutional considerations necessitate comprehensive documentation of therapeutic interventions."])
        > 15
    )


def test_nothing_that_must_never_be_said_is_said(pages: dict[str, str]) -> None:
    never = (
        "treats",
        "cures",
        "rewires",
        "safe",
        "success",
        "diagnoses",
        "booster",
        "dose",
        "missed",
        "streak",
        "risk",
    )
    for name, page in pages.items():
        said = " ".join(sentences(page)).lower().split()
        assert not set(never) & set(said), name
