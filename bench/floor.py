"""The floor: the same list and the same PUT, by hand, with the database's own driver.

The signed-in device is read from the database on each request, words are opened and sealed by the same vault, and a
write is as durable. No ORM, no schema on the way out, no guard, no headers, no log.
"""

import os
import sqlite3
import threading
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from flask import Flask, Response, abort, request, session

from journal.config import from_environment
from journal.core.choices import DIARY
from journal.crypto import contexts, tokens
from journal.crypto.vault import DataKey, LocalMasterKeys, vault

settings = from_environment(os.environ)
vault.load(LocalMasterKeys(settings.master_keys), settings.address_key, settings.secret_key)
app = Flask("floor")
app.secret_key = settings.secret_key
app.config["SESSION_COOKIE_NAME"] = "journal"
_local = threading.local()

DEVICE = """
SELECT d.token_hash, d.created_at, d.seen_at, p.role, p.zone, c.country, k.master, k.wrapped
FROM devices d JOIN people p ON p.owner_id = d.owner_id JOIN clinics c ON c.id = p.clinic_id
JOIN keys.data_keys k ON k.owner_id = d.owner_id AND k.kind = 'diary'
WHERE d.owner_id = ? AND d.id = ? AND d.ended_at IS NULL AND p.deactivated_at IS NULL
"""
LIST = """
SELECT e.id, e.revision, e.treatment_id, e.time_point, e.about_id, e.written_at, e.received_at, e.revised_at, e.opening,
       t.starts_at, t.number
FROM entries e LEFT JOIN treatments t ON t.owner_id = e.owner_id AND t.id = e.treatment_id AND t.deleted_at IS NULL
WHERE e.owner_id = ? AND e.deleted_at IS NULL ORDER BY e.received_at DESC, e.id DESC LIMIT 21
"""
KEPT = """
SELECT revision, sealed FROM entries WHERE owner_id = ? AND id = ?
"""
ENTRY = """
INSERT INTO entries (owner_id, id, revision, sealed, opening, written_at, received_at, revised_at, sealed_by, fmt)
VALUES (?, ?, 1, ?, ?, ?, ?, ?, 'server', 1)
"""


@app.get("/api/v1/entries")
def index() -> Response:
    """List 20 entries with their opening words."""
    owner, key = _who()
    items = []
    for row in _database().execute(LIST, (owner.hex,)):
        entry = UUID(row[0])
        opening = key.unseal(contexts.opening(owner, entry, row[1]), row[8])
        items.append(
            {
                "id": entry,
                "revision": row[1],
                "treatment_id": row[2] and UUID(row[2]),
                "time_point": row[3],
                "about_id": row[4] and UUID(row[4]),
                "written_at": f"{row[5]}Z",
                "received_at": f"{row[6]}Z",
                "revised_at": f"{row[7]}Z",
                "opening": opening["text"],
                "mood": opening["mood"],
            }
        )
    return _json({"items": items[:20], "next": None}, 200)


@app.put("/api/v1/entries/<uuid:entry_id>")
def put(entry_id: UUID) -> Response:
    """Keep a new entry."""
    owner, key = _who()
    words: dict[str, Any] = orjson.loads(request.get_data())
    database = _database()
    if database.execute(KEPT, (owner.hex, entry_id.hex)).fetchone():
        abort(412)
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    written = datetime.fromisoformat(words["written_at"]).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    opening = key.seal(contexts.opening(owner, entry_id, 1), {"text": words["body"][:140], "mood": None})
    kept = {"body": words["body"], "prompts": [], "feelings": [], "mood": None}
    sealed = key.seal(contexts.record("entries", owner, entry_id, 1), kept)
    database.execute(ENTRY, (owner.hex, entry_id.hex, sealed, opening, written, now, now))
    database.commit()
    return _json({"id": entry_id, "revision": 1, "received_at": now, **kept}, 201)


def _who() -> tuple[UUID, DataKey]:
    """Read the device of the cookie from the database."""
    parsed = tokens.parse(session.get("_user_id", ""))
    if parsed is None:
        abort(401)
    row = _database().execute(DEVICE, (parsed.owner_id.hex, parsed.row_id.hex)).fetchone()
    if row is None:
        abort(401)
    created = datetime.fromisoformat(row[1]).replace(tzinfo=UTC)
    if not tokens.opens(parsed, tokens.device(parsed.owner_id, parsed.row_id, created), row[0]):
        abort(401)
    return parsed.owner_id, vault.key(parsed.owner_id, DIARY, row[6], row[7])


def _database() -> sqlite3.Connection:
    if not hasattr(_local, "connection"):
        path = settings.database_url.removeprefix("sqlite:///")
        connection = sqlite3.connect(path)
        connection.execute("ATTACH DATABASE ? AS keys", (path.replace(".sqlite3", "-keys.sqlite3"),))
        for schema in ("main", "keys"):
            connection.execute(f"PRAGMA {schema}.journal_mode = WAL")
            connection.execute(f"PRAGMA {schema}.synchronous = FULL")
            connection.execute(f"PRAGMA {schema}.secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA busy_timeout = 5000")
        _local.connection = connection
    found: sqlite3.Connection = _local.connection
    return found


def _json(value: object, status: int) -> Response:
    return Response(orjson.dumps(value), status, mimetype="application/json")
