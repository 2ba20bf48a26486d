"""What was quoted from an erased record leaves its owner's own summaries with it, and nothing else does."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from journal import retention
from journal.core import clock
from journal.core.connection import commit, current_connection
from journal.core.fields import Values
from journal.crypto import contexts
from journal.crypto.data_keys import DataKeys
from journal.domain.records import UNDO
from journal.models import Entry, EntryRevision, Share, Summary, SweepMark
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import CHOSEN, TOPIC
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
KeysOf = Callable[[UUID], DataKeys]
MAKERS = {"entries": sharing.entry, "checkins": sharing.checkin, "treatments": sharing.treatment}


def naming(kind: str, row_id: str) -> list[dict[str, Any]]:
    """Return every piece that names a record."""
    if kind == "entries":
        return [sharing.excerpt(row_id), {"kind": "entry", "entry_id": row_id}]
    name = kind.removesuffix("s")
    return [{"kind": name, f"{name}_id": row_id} | ({"answers": True} if kind == "checkins" else {})]


def deleted(client: FlaskClient, kind: str, row_id: str) -> None:
    assert client.delete(f"/api/v1/{kind}/{row_id}").status_code == 204


def sweep(maintenance: Flask, at: datetime | None = None) -> None:
    """Erase what is due then, as the first sweep ever does."""
    with maintenance.app_context(), clock.frozen(at or clock.now() + UNDO):
        execute(delete(SweepMark))
        commit()
        retention.erase_due()


def summary(client: FlaskClient, summary_id: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/summaries/{summary_id}").json
    return found


def opened(maintenance: Flask, keys: DataKeys) -> str:
    """Return all that opens of one person's entries, revisions and summaries."""
    with maintenance.app_context():
        rows: list[Values] = [
            keys.unseal(contexts.record(table, row.owner_id, row_id, row.revision), row.sealed)
            for model, table in ((Entry, "entries"), (EntryRevision, "entries"), (Summary, "summaries"))
            for row in current_connection().execute(select(model)).all()
            for row_id in [row.record_id if model is EntryRevision else row.id]
        ]
    return orjson.dumps(rows).decode()


@pytest.mark.parametrize("kind", MAKERS)
def test_pieces_of_an_erased_record_leave_the_summary_and_the_others_stay(
    maintenance: Flask, as_: As, ada: Somebody, eve: Somebody, kind: str
) -> None:
    client = as_(ada)
    erased, stays = MAKERS[kind](client), MAKERS[kind](client)
    pieces = [TOPIC, *naming(kind, erased), *naming(kind, stays)]
    summary_id, other = sharing.summary(client, *pieces), sharing.summary(client, *naming(kind, stays))
    before = summary(client, other)
    deleted(client, kind, erased)
    sweep(maintenance)
    after = summary(client, summary_id)
    assert after["pieces"] == [TOPIC, *naming(kind, stays)]
    assert (after["revision"], after["title"]) == (2, "For Thursday")
    assert summary(client, other) == before


def test_somebody_elses_summary_keeps_what_it_names(
    maintenance: Flask, as_: As, ada: Somebody, eve: Somebody, keys_of: KeysOf
) -> None:
    entries = {person: sharing.entry(as_(person)) for person in (ada, eve)}
    summaries = {person: sharing.summary(as_(person), sharing.excerpt(entries[person])) for person in (ada, eve)}
    deleted(as_(ada), "entries", entries[ada])
    sweep(maintenance)
    assert summary(as_(ada), summaries[ada])["pieces"] == []
    assert summary(as_(eve), summaries[eve])["pieces"] == [sharing.excerpt(entries[eve])]


def test_no_blob_that_opens_holds_words_that_were_deleted_thirty_days_ago(
    maintenance: Flask, as_: As, ada: Somebody, keys_of: KeysOf
) -> None:
    client = as_(ada)
    entry_id = sharing.entry(client)
    sharing.put(client, f"/entries/{entry_id}", {"body": f"Again. {CHOSEN}", "written_at": sharing.WRITTEN}, 1)
    put_away = sharing.summary(client, sharing.excerpt(entry_id), TOPIC)
    sharing.summary(client, sharing.excerpt(entry_id), TOPIC)
    deleted(client, "entries", entry_id)
    deleted(client, "summaries", put_away)
    at = clock.now()
    sweep(maintenance, at + UNDO - (UNDO / 1000))
    assert CHOSEN in opened(maintenance, keys_of(ada.id))
    sharing.put(client, f"/summaries/{put_away}", {"title": "For Thursday", "pieces": [TOPIC]}, 1)
    deleted(client, "summaries", put_away)  # later than the entry, so it can still be brought back
    sweep(maintenance, at + UNDO)
    assert CHOSEN not in opened(maintenance, keys_of(ada.id))
    assert TOPIC["text"] in opened(maintenance, keys_of(ada.id))


def test_an_entry_brought_back_in_time_is_quoted_as_before(maintenance: Flask, as_: As, ada: Somebody) -> None:
    client = as_(ada)
    entry_id = sharing.entry(client)
    summary_id = sharing.summary(client, sharing.excerpt(entry_id))
    before = summary(client, summary_id)
    deleted(client, "entries", entry_id)
    sweep(maintenance, clock.now() + UNDO / 2)
    assert summary(client, summary_id) == before
    assert client.post(f"/entries/{entry_id}/restoration").status_code in (200, 303)
    sweep(maintenance)
    assert summary(client, summary_id) == before
    assert client.get(f"/api/v1/summaries/{summary_id}/preview").status_code == 200


@pytest.mark.usefixtures("in_care")
def test_a_share_keeps_what_was_shared_until_it_ends(maintenance: Flask, as_: As, ada: Somebody, tom: Somebody) -> None:
    client = as_(ada)
    entry_id = sharing.entry(client)
    sharing.share(client, tom, sharing.excerpt(entry_id))
    deleted(client, "entries", entry_id)
    with maintenance.app_context():
        execute(update(Entry).values(deleted_at=clock.now() - UNDO))
        commit()
    sweep(maintenance, clock.now())
    assert CHOSEN in sharing.brief(as_(tom), ada).text
    assert client.get(f"/api/v1/entries/{entry_id}").status_code == 404


def test_a_form_that_was_open_meanwhile_is_a_conflict_and_brings_no_words_back(
    maintenance: Flask, as_: As, ada: Somebody
) -> None:
    client = as_(ada)
    entry_id = sharing.entry(client)
    summary_id = sharing.summary(client, sharing.excerpt(entry_id), TOPIC)
    deleted(client, "entries", entry_id)
    sweep(maintenance)
    body = {"title": "Another title", "pieces": [sharing.excerpt(entry_id), TOPIC]}
    late = sharing.put(client, f"/summaries/{summary_id}", body, 1)
    assert (late.status_code, CHOSEN in late.text) == (412, False)
    assert sharing.put(client, f"/summaries/{summary_id}", body, 2).status_code == 422


def test_a_summary_that_does_not_open_stops_no_sweep(maintenance: Flask, as_: As, ada: Somebody) -> None:
    client = as_(ada)
    entry_id = sharing.entry(client)
    broken, whole = (sharing.summary(client, sharing.excerpt(entry_id)) for _ in range(2))
    with maintenance.app_context():
        execute(update(Summary).where(Summary.id == UUID(broken)).values(sealed=b"\x01" + bytes(60)))
        commit()
    deleted(client, "entries", entry_id)
    sweep(maintenance)
    assert summary(client, whole)["pieces"] == []
    with maintenance.app_context():
        assert current_connection().scalars(select(Entry)).all() == []
        assert current_connection().scalars(select(Share)).all() == []
