"""What the list dumps by hand is what its schema would say."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.domain.identity import Actor
from journal.features.entries import finding, repository, service
from journal.features.entries.schemas import EntryOutSchema, OpeningSchema
from tests.plugins.people import Somebody

WORDS = {
    "body": "The water was dark.",
    "prompts": [{"prompt": "What helped?", "answer": "Rain."}],
    "feelings": ["calm"],
    "mood": 6,
    "treatment_id": None,
    "time_point": None,
    "about_id": None,
    "written_at": datetime(2026, 5, 12, 18, 14, tzinfo=UTC),
}


def test_the_flat_dump_has_the_fields_of_its_schema(acting: Callable[[Somebody], Actor], ada: Somebody) -> None:
    person = acting(ada)
    kept = service.write(person, uuid4(), None, **WORDS).item
    (short,) = finding.page(person, 20).items
    assert set(short) == set(OpeningSchema().fields)
    assert set(kept) == set(service.read(person, kept["id"])) == set(EntryOutSchema().fields)
    assert kept == service.read(person, kept["id"])


def test_the_schema_says_the_same_as_the_flat_dump(as_: Callable[[Somebody], FlaskClient], ada: Somebody) -> None:
    path = f"/api/v1/entries/{uuid4()}"
    as_(ada).put(path, json=WORDS | {"written_at": WORDS["written_at"].isoformat()})
    for schema, item in (
        (OpeningSchema(), as_(ada).get("/api/v1/entries").json["items"][0]),
        (EntryOutSchema(), as_(ada).get(path).json),
    ):
        times = {name for name in item if name.endswith("_at")}
        native = item | {name: datetime.fromisoformat(item[name]) for name in times}
        said = schema.dump(native)
        assert {name: value for name, value in said.items() if name not in times} == {
            name: value for name, value in item.items() if name not in times
        }
        assert all(datetime.fromisoformat(said[name]) == native[name] for name in times)


def test_a_revision_that_is_older_than_a_field_opens(
    acting: Callable[[Somebody], Actor], ada: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, entry_id = acting(ada), uuid4()
    service.write(person, entry_id, None, **WORDS)
    monkeypatch.setattr(repository, "SEALED", (*repository.SEALED, "weather"))
    assert service.read(person, entry_id)["weather"] is None
    service.write(person, entry_id, 1, **WORDS, weather="Rain")
    assert [item["weather"] for item in service.revisions(person, entry_id)] == ["Rain", None]
    assert service.write(person, entry_id, 2, **WORDS, weather="Rain").item["revision"] == 2


def test_opening_words_are_the_first_there_are() -> None:
    assert repository.opening_words({"body": "a\n b " * 100, "prompts": [], "feelings": []}).startswith("a b a b")
    assert len(repository.opening_words({"body": "ab " * 500, "prompts": [], "feelings": []})) <= repository.OPENING
    assert repository.opening_words({"body": None, "prompts": [{"answer": "Rain."}], "feelings": ["calm"]}) == "Rain."
    assert repository.opening_words({"body": None, "prompts": [], "feelings": ["calm", "open"]}) == "calm, open"
    assert repository.opening_words({"body": None, "prompts": [], "feelings": []}) == ""
