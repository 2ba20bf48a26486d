"""The `flask` commands, on real databases: clinics, admins, keys, forgetting, backups."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from journal.core.choices import KEY_KINDS
from journal.core.connection import commit
from journal.domain import accounts, deletion, key_check, rotation
from journal.models import Address, Clinic, Person, Share, StoredKey
from tests.plugins.people import HASHED, ORIGIN, PASSWORD, Browser, Somebody, command

As = Callable[[Somebody], FlaskClient]
OLD = {1: bytes(range(64, 96))}
BOTH = OLD | {2: bytes(range(96, 128))}
NEW = {2: BOTH[2]}


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    """Give a command as an operator does."""
    return lambda *words: command(app, *words)


def sign_in(app: Flask, email: str, password: str = PASSWORD) -> int:
    return int(Browser(app).post("/sign-in", data={"email": email, "password": password}).status_code)


def test_a_clinic_and_its_first_admin_are_made_and_the_admin_chooses_the_password(
    app: Flask, run: Callable[..., Result], stored: Callable
) -> None:
    made = run(
        "clinic", "add", " Lake  House ", "--country", "us", "--zone", "America/New_York", "--phone", "+1 2125550100"
    )
    (clinic,) = stored(Clinic)
    assert (made.exit_code, made.stdout.strip()) == (0, str(clinic.id))
    assert (clinic.name, clinic.country, clinic.zone) == ("Lake House", "US", "America/New_York")
    link = run("admin", "add", str(clinic.id), "clara@example.org", "Clara").output.strip()
    assert link.startswith(f"{ORIGIN}/resets/new#")
    chosen = {"email": "clara@example.org", "password": "four words of mine"}
    assert Browser(app).post("/resets", data={"token": link, **chosen}).status_code == 303
    assert sign_in(app, **chosen) == 303


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["clinic", "add", "Lake House", "--country", "USA", "--zone", "America/New_York"], "two letters: US."),
        (["clinic", "add", "Lake House", "--country", "UK", "--zone", "Europe/London"], "two letters: GB."),
        (["clinic", "add", "Lake House", "--country", "U1", "--zone", "America/New_York"], "two letters, such as US."),
        (["clinic", "add", "Lake House", "--country", "US", "--zone", "Mars"], "Give a zone"),
        (["clinic", "add", "  ", "--country", "US", "--zone", "America/New_York"], "NAME"),
        (["clinic", "add", "A" * 121, "--country", "US", "--zone", "America/New_York"], "120 characters"),
        (["clinic", "add", "Lake", "--country", "US", "--zone", "America/New_York", "--phone", "1" * 41], "--phone"),
        (["admin", "add", str(uuid4()), "clara@example.org", "Clara"], "no clinic"),
        (["admin", "add", "clinic", "clara@example.org", "Clara"], "UUID"),
        (["account", "delete", "nobody@example.org", "--yes"], "No account has this address"),
        (["account", "reset", "nobody@example.org"], "No account has this address"),
    ],
)
def test_a_command_that_does_not_fit_says_so_and_changes_nothing(
    run: Callable[..., Result], stored: Callable, words: list[str], said: str
) -> None:
    result = run(*words)
    assert result.exit_code != 0
    assert said in result.output
    assert (stored(Clinic), stored(Person)) == ([], [])


@pytest.mark.parametrize(("email", "said"), [("clara@", "EMAIL"), ("ada@example.org", "has an account already")])
def test_an_admin_needs_an_address_of_their_own(
    run: Callable[..., Result], clinic: object, ada: Somebody, stored: Callable, email: str, said: str
) -> None:
    result = run("admin", "add", str(clinic), email, "Clara")
    assert (result.exit_code != 0, said in result.output, len(stored(Person))) == (True, True, 1)


def test_a_country_without_known_lines_is_told(run: Callable[..., Result]) -> None:
    result = run("clinic", "add", "Lake House", "--country", "AQ", "--zone", "Antarctica/Troll")
    assert "No crisis lines of AQ" in result.stderr


def test_rotation_is_resumed_half_way_while_people_write(
    app: Flask,
    maintenance: Flask,
    as_: As,
    ada: Somebody,
    run: Callable[..., Result],
    masters: Callable,
    stored: Callable,
) -> None:
    with app.app_context():
        for _ in range(rotation.BATCH // len(KEY_KINDS)):
            accounts.make_keys(datetime.now(UTC))
    path = f"/api/v1/entries/{uuid4()}"
    body = {"body": "Before the new key.", "written_at": "2026-05-12T20:14:00Z"}
    assert as_(ada).put(path, json=body).status_code == 201
    masters(BOTH)
    with maintenance.app_context():
        assert rotation.rewrap_some() == rotation.BATCH
    assert {key.master for key in stored(StoredKey)} == {1, 2}
    assert as_(ada).get(path).json["body"] == body["body"]
    assert as_(ada).put(f"/api/v1/entries/{uuid4()}", json=body).status_code == 201
    assert run("keys", "rotate").output.startswith("2 keys are rewrapped")
    assert run("keys", "rotate").output.startswith("0 keys are rewrapped")
    masters(NEW)
    assert {key.master for key in stored(StoredKey)} == {2}
    assert as_(ada).get(path).json["body"] == body["body"]
    assert sign_in(app, ada.email) == 303


def test_rotation_without_the_old_key_stops_and_names_it(
    as_: As, ada: Somebody, run: Callable[..., Result], masters: Callable, stored: Callable
) -> None:
    masters(NEW)
    result = run("keys", "rotate")
    assert result.exit_code != 0
    assert "master key 1 is not among JOURNAL_MASTER_KEYS" in result.output
    masters(OLD)
    assert as_(ada).get("/api/v1/me").json["name"] == "Ada"


def test_a_deleted_account_is_closed_its_keys_gone_and_its_address_free(
    app: Flask,
    as_: As,
    ada: Somebody,
    tom: Somebody,
    clara: Somebody,
    take_care: Callable,
    add_share: Callable,
    run: Callable[..., Result],
    stored: Callable,
) -> None:
    add_share(ada, tom, take_care(tom, ada))
    assert as_(ada).get("/api/v1/me").status_code == 200
    result = run("account", "delete", "ADA@example.org", "--yes")
    assert (result.exit_code, "7 days" in result.output) == (0, True)
    assert as_(ada).get("/api/v1/me").status_code == 401
    assert sign_in(app, ada.email) == 401
    assert (stored(StoredKey, owner_id=ada.id), stored(Address, person_id=ada.id)) == ([], [])
    assert [(share.ended, share.snapshot) for share in stored(Share)] == [("account_closed", None)]
    assert stored(Person, owner_id=ada.id)[0].deactivated_at is not None
    assert as_(tom).get("/api/v1/care").json["items"] == []
    assert "Ada" not in as_(clara).get("/people").text
    with app.app_context():
        now = datetime.now(UTC)
        again, keys = accounts.make_keys(now)
        clinic_id = stored(Person, owner_id=tom.id)[0].clinic_id
        accounts.add(again, keys, accounts.NewPerson(clinic_id, "patient", "Ada", ada.email, HASHED), now)
        commit()
    assert sign_in(app, ada.email) == 303


@pytest.mark.parametrize("interrupted", ["destroy_keys", "forget_address"])
def test_a_deletion_that_was_interrupted_leaves_no_open_account_without_its_key_and_can_be_run_again(
    app: Flask,
    ada: Somebody,
    run: Callable[..., Result],
    stored: Callable,
    monkeypatch: pytest.MonkeyPatch,
    interrupted: str,
) -> None:
    def stop(_person_id: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(deletion, interrupted, stop)
        assert run("account", "delete", ada.email, "--yes").exit_code != 0
    with app.app_context():
        assert key_check.missing() == ""
    assert sign_in(app, ada.email) == 401
    assert run("account", "delete", ada.email, "--yes").exit_code == 0
    assert (stored(StoredKey, owner_id=ada.id), stored(Address, person_id=ada.id)) == ([], [])


def test_deleting_asks_first_and_a_no_changes_nothing(app: Flask, as_: As, ada: Somebody) -> None:
    result = command(app, "account", "delete", ada.email, input="n\n")
    assert result.exit_code != 0
    assert as_(ada).get("/api/v1/me").status_code == 200
