"""A sentence that somebody wrote is found nowhere but where they read it: no file, no column, no backup, no log."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import URL, make_url, select, text

from journal.core.db import Base, db
from journal.core.roles import BACKUP
from journal.crypto.vault import FORMAT, NONCE_BYTES, TAG_BYTES
from journal.models.columns import SEALED
from journal.web import log
from tests.plugins.people import ORIGIN, PASSWORD, Somebody
from tests.plugins.strict import leave_out
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
CANARY = "yellow bird in the mine"
LATER = "2031-05-12T20:14:00+02:00"


@pytest.fixture
def written(as_: As, ada: Somebody, tom: Somebody, take_care: Callable[..., object]) -> None:
    """Say the sentence wherever words can be said, in good requests and in bad ones."""
    take_care(tom, ada)
    client = as_(ada)
    entry, summary, share = uuid4(), uuid4(), uuid4()
    words = {"body": CANARY, "prompts": [{"prompt": "?", "answer": CANARY}], "feelings": [CANARY], "written_at": LATER}
    treatment = {"starts_at": LATER, "route": "iv", "status": "planned", "intention": CANARY, "setting": CANARY}
    pieces = [{"kind": "topic", "text": CANARY}, {"kind": "excerpt", "entry_id": str(entry), "text": CANARY}]
    handed = {"summary_id": str(summary), "therapist_id": str(tom.id), "ends_at": _soon(), "purpose": CANARY}
    for path, body, status in (
        (f"/entries/{entry}", words, 201),
        (f"/entries/{entry}", words | {"mood": 99, CANARY: 1}, 422),
        (f"/treatments/{uuid4()}", treatment, 201),
        (f"/summaries/{summary}", {"title": CANARY, "pieces": pieces}, 201),
        (f"/shares/{share}", handed, 201),
        ("/me", {"name": CANARY, "zone": "Europe/Vienna"}, 200),
    ):
        preview = client.get(f"/api/v1/summaries/{summary}/preview")
        answer = client.put(f"/api/v1{path}", json=body, headers={"If-Match": preview.headers.get("ETag", "")})
        assert answer.status_code == status, (path, answer.json)
    assert client.post("/api/v1/entries/search", json={"q": CANARY}).json["items"]
    assert client.post("/api/v1/entries/search", json={"q": CANARY, "cursor": CANARY}).status_code == 422
    found = client.post("/entries/search", data={"q": CANARY})
    assert CANARY in client.get(found.location).text
    assert client.get(f"{found.location}&q={CANARY}&cursor={CANARY}").status_code == 422
    guess = {"email": f"{CANARY}@example.org", "password": CANARY}
    assert client.post("/api/v1/session", json=guess).status_code == 422
    assert CANARY in as_(tom).get(f"/api/v1/caseload/{ada.id}/brief").text


@pytest.mark.usefixtures("written")
def test_no_column_holds_it(app: Flask) -> None:
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            for row in execute(select(table)):
                assert not any(_holds(value) for value in row), table.name


@pytest.mark.usefixtures("written")
def test_every_column_that_is_said_to_be_sealed_holds_what_the_vault_made(app: Flask) -> None:
    with app.app_context():
        for column in (column for table in Base.metadata.sorted_tables for column in table.columns):
            if SEALED in column.info:
                found = [value for value in execute(select(column)).scalars() if value is not None]
                assert all(blob[:1] == FORMAT and len(blob) > NONCE_BYTES + TAG_BYTES for blob in found), column


@pytest.mark.usefixtures("written")
def test_no_file_holds_it_and_no_backup(app: Flask, tmp_path: Path) -> None:
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "postgresql":
        assert not _holds(_dumped(url))
        return
    with app.app_context(), db.engine.connect() as connection:
        for schema in ("main", "keys"):
            connection.execute(text(f"VACUUM {schema} INTO '{tmp_path / schema}'"))
    files = [*Path(str(url.database)).parent.iterdir(), *tmp_path.iterdir()]
    assert len(files) >= 4
    for file in files:
        assert not _holds(file.read_bytes()), file


@pytest.mark.usefixtures("capfd", "written")  # in this order: what is logged while it is written is what counts
def test_no_log_holds_it(capfd: pytest.CaptureFixture[str]) -> None:
    logged = capfd.readouterr()
    assert '"rule":"/api/v1/entries/<uuid:entry_id>"' in logged.err
    assert not _holds(logged.err + logged.out)


def test_no_fault_tells_it(app: Flask, capfd: pytest.CaptureFixture[str]) -> None:
    with app.test_request_context(f"/entries/search?q={CANARY}", base_url=ORIGIN):
        try:
            raise ValueError(CANARY)
        except ValueError as error:
            log.fault(error)
    logged = capfd.readouterr().err
    assert "ValueError" in logged
    assert not _holds(logged)


def test_a_password_is_in_no_log(as_: As, ada: Somebody, capfd: pytest.CaptureFixture[str]) -> None:
    as_(ada)
    assert PASSWORD not in capfd.readouterr().err


def _dumped(url: URL) -> bytes:
    """Return what PostgreSQL's own backup holds; a word that stands in the clear shows that it holds something."""
    dump = shutil.which("pg_dump") or leave_out("no pg_dump on the PATH")
    dumped = subprocess.run(
        [dump, url.set(drivername="postgresql", username=BACKUP).render_as_string(False)],
        capture_output=True,
        check=True,
    )
    assert b"America/New_York" in dumped.stdout
    return dumped.stdout


def _holds(value: object) -> bool:
    spoken = [CANARY, CANARY.replace(" ", "%20"), CANARY.replace(" ", "+"), CANARY.encode().hex()]
    if isinstance(value, bytes):
        return any(word.encode() in value for word in spoken)
    return any(word in str(value) for word in spoken)


def _soon() -> str:
    from datetime import UTC, datetime, timedelta

    return (datetime.now(UTC) + timedelta(days=7)).isoformat()
