"""What the log and the addresses tell of a check-in: the same, whatever was answered, and never whose it is."""

import json
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.features.checkins.forms import As, begin, filled, new, put, say
from tests.plugins.people import Somebody

Answers = list[tuple[int, str | None, str | None]]
NOT_AT_ALL, NEARLY_EVERY_DAY = 0, 3


@pytest.fixture
def lines(capfd: pytest.CaptureFixture[str]) -> Callable[[], list[dict[str, object]]]:
    """Return what was logged since the last call, without the time of day."""

    def read() -> list[dict[str, object]]:
        logged = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
        return [{key: value for key, value in line.items() if key != "at"} for line in logged]

    return read


def walk(client: FlaskClient, about_harm: int, others: int, stops: bool) -> Answers:
    """Go through a PHQ-9 as a browser does, then open today; return what the headers tell."""
    path, answers = begin(client), []

    def note(answer) -> str:
        where = answer.location and answer.location.replace(path, "")
        answers.append((answer.status_code, where, answer.headers.get("Set-Cookie")))
        return str(answer.location)

    at = f"{path}/questions/1"
    while "/questions/" in at:
        number = int(at.rsplit("/", 1)[1])
        note(client.get(at))
        value = {9: about_harm, 10: 1}.get(number, others)
        at = note(say(client, path, number, value, **({"stop": "true"} if stops and number == 9 else {})))
    note(client.get(at))
    note(client.get(path.removesuffix(path.rsplit("/", 1)[1])[:-1]))
    note(client.get("/today"))
    return answers


@pytest.mark.parametrize("stops", [False, True])
@pytest.mark.parametrize("others", [0, 2])
def test_a_check_in_leaves_the_same_lines_and_addresses_whatever_was_answered_about_harm(
    as_: As, ada: Somebody, lines: Callable, others: int, stops: bool
) -> None:
    client = as_(ada)
    lines()
    told = {value: (walk(client, value, others, stops), lines()) for value in (NOT_AT_ALL, NEARLY_EVERY_DAY)}
    for _answers, logged in told.values():
        logged[-1].pop("ms")  # of /today, which says how long it took
    assert len(told[NOT_AT_ALL][1]) == (22 if stops else 24)
    assert told[NOT_AT_ALL] == told[NEARLY_EVERY_DAY]


def test_a_check_in_by_a_program_leaves_the_same_line_whatever_was_answered(
    as_: As, ada: Somebody, lines: Callable
) -> None:
    client = as_(ada)
    lines()
    for value in (NOT_AT_ALL, NEARLY_EVERY_DAY):
        assert put(client, new(), filled(*[1] * 8, value)).status_code == 201
    first, second = lines()
    assert first == second
    assert first == {
        "event": "request",
        "level": "info",
        "method": "PUT",
        "rule": "/api/v1/checkins/<uuid:checkin_id>",
        "status": 201,
    }


@pytest.mark.parametrize("path", ["/checkins", "/checkins/{}", "/checkins/{}/questions/9", "/help", "/help?country=IE"])
def test_no_line_of_a_check_in_or_of_help_says_who_or_how_long(
    as_: As, ada: Somebody, lines: Callable, path: str
) -> None:
    begun = begin(as_(ada)).rsplit("/", 1)[1]
    lines()
    assert as_(ada).get(path.format(begun)).status_code == 200
    (line,) = lines()
    assert not {"person", "ms"} & set(line)
    assert as_(ada).get("/entries").status_code == 200
    assert lines()[0]["person"] == str(ada.id)
