"""What lists and pages hold of an entry is what its schemas say, and a younger field does not close older entries."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.domain.identity import Actor
from journal.features.entries import search, service
from journal.features.entries.repository import ENTRIES
from journal.features.entries.schemas import EntryOutSchema, EntrySchema, FoundSchema, OpeningSchema
from tests.plugins import sharing
from tests.plugins.people import Somebody

GIVEN = {
    "body": "The water was dark.",
    "prompts": [{"prompt": "What helped?", "answer": "Rain."}],
    "feelings": ["calm"],
    "mood": 6,
    "written_at": "2026-05-12T18:14:00Z",
}
VALUES = EntrySchema().load(GIVEN)


def test_the_flat_dump_has_the_fields_of_its_schema(acting: Callable[[Somebody], Actor], ada: Somebody) -> None:
    person = acting(ada)
    kept = service.write(person, uuid4(), None, VALUES).record
    (short,) = service.page(person, 20).items
    (found,) = search.find(person, "rain", 20).items
    assert set(short) == set(OpeningSchema().fields)
    assert set(found) == set(FoundSchema().fields)
    assert found == {**short, "passage": {"before": "", "found": found["passage"]["found"], "after": "."}}
    assert set(kept.to_dict()) == set(EntryOutSchema().fields)
    assert kept == service.read(person, kept.id)


def test_a_list_and_a_search_say_of_an_entry_what_it_says_itself(
    as_: Callable[[Somebody], FlaskClient], ada: Somebody
) -> None:
    client = as_(ada)
    placed = {"treatment_id": sharing.treatment(client), "time_point": "week_4", "about_id": sharing.entry(client)}
    entry_id = sharing.entry(client, **GIVEN)
    assert sharing.put(client, f"/entries/{entry_id}", GIVEN | placed, 1).status_code == 200
    read = client.get(f"/api/v1/entries/{entry_id}").json
    (found,) = client.post("/api/v1/entries/search", json={"q": "rain"}).json["items"]
    short = next(item for item in client.get("/api/v1/entries").json["items"] if item["id"] == entry_id)
    assert found.pop("passage")["found"].lower() == "rain"
    assert found == short
    assert short == {name: read.get(name) for name in short} | {"opening": GIVEN["body"]}
    assert None not in short.values()
    times = [short[name] for name in ("written_at", "received_at", "revised_at")]
    assert times == sorted(set(times))


def test_the_schema_says_the_same_as_the_flat_dump(as_: Callable[[Somebody], FlaskClient], ada: Somebody) -> None:
    path = f"/api/v1/entries/{uuid4()}"
    as_(ada).put(path, json=GIVEN)
    for schema, item in (
        (OpeningSchema(), as_(ada).get("/api/v1/entries").json["items"][0]),
        (EntryOutSchema(), as_(ada).get(path).json),
    ):
        times = {name for name in item if name.endswith("_at")}
        native = item | {name: datetime.fromisoformat(item[name]) for name in times}
        dumped = schema.dump(native)
        assert {name: value for name, value in dumped.items() if name not in times} == {
            name: value for name, value in item.items() if name not in times
        }
        assert all(datetime.fromisoformat(dumped[name]) == native[name] for name in times)


def test_a_revision_that_is_older_than_a_field_opens(
    acting: Callable[[Somebody], Actor], ada: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, entry_id = acting(ada), uuid4()
    service.write(person, entry_id, None, VALUES)
    monkeypatch.setattr(ENTRIES, "sealed", (*ENTRIES.sealed, "weather"))
    assert service.read(person, entry_id).text["weather"] is None
    service.write(person, entry_id, 1, VALUES | {"weather": "Rain"})
    assert [version.text["weather"] for version in service.revisions(person, entry_id)] == ["Rain", None]
    assert service.write(person, entry_id, 2, VALUES | {"weather": "Rain"}).record.revision == 2
