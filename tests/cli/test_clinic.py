"""`flask clinic`: operators list clinics and change them, and are told what help will lack."""

from collections.abc import Callable
from uuid import UUID

import pytest
from click.testing import Result
from flask import Flask

from journal.models import Clinic
from tests.plugins.people import command

NOWHERE = "00000000-0000-4000-8000-000000000007"  # the id of nothing

Run = Callable[..., Result]
ADD = ("clinic", "add", "Lake House", "--country", "US", "--zone", "America/New_York")


@pytest.fixture
def run(app: Flask) -> Run:
    """Give a command as an operator does."""
    return lambda *words: command(app, *words)


def test_clinics_are_listed_by_name_with_all_that_is_known(run: Run) -> None:
    phones = ("--phone", "+1 212 555 0100", "--local-phone", "+1 212 555 0199")
    first, second = run(*ADD, *phones).stdout.strip(), run("clinic", "add", "Birch", *ADD[3:]).stdout.strip()
    assert run("clinic", "list").stdout.splitlines() == [
        f"{second}\tBirch\tUS\tAmerica/New_York\t-\t-",
        f"{first}\tLake House\tUS\tAmerica/New_York\t+1 212 555 0100\t+1 212 555 0199",
    ]


def test_no_clinic_is_an_empty_list(run: Run) -> None:
    assert run("clinic", "list").stdout == ""


@pytest.mark.parametrize(
    ("words", "column", "value"),
    [
        (["--name", " Lake  Side "], "name", "Lake Side"),
        (["--country", "ie"], "country", "IE"),
        (["--zone", "Europe/Dublin"], "zone", "Europe/Dublin"),
        (["--phone", "+1 (212) 555-0101"], "phone", "+1 (212) 555-0101"),
        (["--phone", ""], "phone", None),
        (["--local-phone", "+1 212 555 0199"], "local_phone", "+1 212 555 0199"),
    ],
)
def test_what_is_given_of_a_clinic_is_changed_and_the_rest_stays(
    run: Run, clinic: UUID, stored: Callable, words: list[str], column: str, value: str | None
) -> None:
    (before,) = stored(Clinic)
    result = run("clinic", "edit", str(clinic), *words)
    assert result.exit_code == 0, result.output
    (after,) = stored(Clinic)
    columns = ("name", "country", "zone", "phone", "local_phone")
    assert getattr(after, column) == value
    assert [getattr(after, name) for name in columns if name != column] == [
        getattr(before, name) for name in columns if name != column
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Say what to change"),
        (["--name", " "], "--name"),
        (["--country", "UK"], "two letters: GB."),
        (["--zone", "Mars"], "Give a zone"),
        (["--phone", "call us"], "Give a phone number"),
        (["--phone", "+"], "Give a phone number"),
        (["--local-phone", "1" * 41], "40 characters"),
        (["--local-phone", "tel:911"], "Give a phone number"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(
    run: Run, clinic: UUID, stored: Callable, words: list[str], said: str
) -> None:
    result = run("clinic", "edit", str(clinic), *words)
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert stored(Clinic)[0].phone == "+1 2125550100"


@pytest.mark.parametrize(("clinic_id", "said"), [(NOWHERE, "no clinic"), ("lake", "UUID")])
def test_a_clinic_that_is_not_there_cannot_be_changed(run: Run, clinic: UUID, clinic_id: str, said: str) -> None:
    result = run("clinic", "edit", clinic_id, "--name", "Birch")
    assert (result.exit_code != 0, said in result.output) == (True, True)


def test_whoever_gives_no_number_for_a_crisis_is_asked_for_one(run: Run) -> None:
    asked = "local number for a crisis"
    added = run(*ADD)
    assert asked in added.stderr
    clinic_id = added.stdout.strip()
    assert asked in run("clinic", "edit", clinic_id, "--phone", "+1 212 555 0100").stderr
    assert run("clinic", "edit", clinic_id, "--local-phone", "+1 212 555 0199").stderr == ""
