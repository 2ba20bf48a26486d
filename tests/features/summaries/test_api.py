"""Summaries over the API: composed of the patient's own, kept once, and refused piece by piece."""

from collections.abc import Callable
from typing import Any
from unicodedata import normalize
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.core.fields import Identifier
from journal.domain.sharing.piece_kinds import KINDS
from tests.domain.sharing import examples
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC, WORDS, excerpt, put

As = Callable[[Somebody], FlaskClient]
LIST = "/api/v1/summaries"

# The kinds that name a row, by the field that does.
NAMING = {
    name: field
    for name, kind in KINDS.items()
    for field, value in kind.schema().fields.items()
    if isinstance(value, Identifier)
}


def new() -> str:
    return f"/summaries/{uuid4()}"


def test_every_kind_of_piece_is_kept_and_read_back_in_its_order(as_: As, ada: Somebody) -> None:
    pieces = [examples.example(kind, as_(ada)) for kind in sorted(KINDS)]
    path = new()
    answer = put(as_(ada), path, {"title": "For Thursday", "for_date": "2026-05-14", "pieces": pieces})
    assert (answer.status_code, answer.headers["ETag"].startswith('"1-')) == (201, True)
    read = as_(ada).get(f"/api/v1{path}").json
    assert (read["title"], read["for_date"], read["pieces"]) == ("For Thursday", "2026-05-14", pieces)
    assert as_(ada).get(LIST).json["items"] == [read]


def test_the_same_again_changes_nothing_and_other_pieces_need_the_revision(as_: As, ada: Somebody) -> None:
    path, body = new(), {"title": "For Thursday", "pieces": [TOPIC]}
    put(as_(ada), path, body)
    assert put(as_(ada), path, body).status_code == 200
    refused = put(as_(ada), path, body | {"pieces": []})
    assert (refused.status_code, refused.json["current"]["pieces"]) == (412, [TOPIC])
    revised = put(as_(ada), path, body | {"pieces": []}, 1)
    assert (revised.status_code, revised.json["revision"], revised.json["pieces"]) == (200, 2, [])


def test_an_excerpt_stands_however_it_was_typed(as_: As, ada: Somebody) -> None:
    entry_id = sharing.entry(as_(ada), "Café.\r\nThe sea.")
    sharing.summary(as_(ada), excerpt(entry_id, normalize("NFD", "Café.\nThe")))


def test_an_excerpt_may_stand_in_an_answer_but_not_across_two(as_: As, ada: Somebody) -> None:
    given = [{"prompt": "What helped?", "answer": "The music."}, {"prompt": "And then?", "answer": "Rest."}]
    entry_id = sharing.entry(as_(ada), prompts=given)
    sharing.summary(as_(ada), excerpt(entry_id, "The music."))
    for words in ("The music.\nRest.", "What helped?", "I was  not afraid"):
        answer = put(as_(ada), new(), {"title": "x", "pieces": [TOPIC, excerpt(entry_id, words)]})
        assert (answer.status_code, list(answer.json["fields"])) == (422, ["pieces.1.text"])


def test_an_excerpt_is_looked_for_in_the_current_revision(as_: As, ada: Somebody) -> None:
    entry_id = sharing.entry(as_(ada))
    summary_id = sharing.summary(as_(ada), TOPIC, excerpt(entry_id))
    put(as_(ada), f"/entries/{entry_id}", {"body": "Other words.", "written_at": sharing.WRITTEN}, 1)
    refused = as_(ada).get(f"{LIST}/{summary_id}/preview")
    assert (refused.status_code, list(refused.json["fields"])) == (422, ["pieces.1.text"])
    assert "Choose them again" in refused.json["fields"]["pieces.1.text"][0]


def test_three_excerpts_a_session_are_enough_and_three_about_none(as_: As, ada: Somebody) -> None:
    about = sharing.entry(as_(ada), treatment_id=sharing.treatment(as_(ada)))
    alone = sharing.entry(as_(ada))
    three = [excerpt(which, words) for which in (about, alone) for words in WORDS.split(". ")]
    sharing.summary(as_(ada), *three)
    fourth = put(as_(ada), new(), {"title": "x", "pieces": [*three, excerpt(alone)]})
    assert (fourth.status_code, list(fourth.json["fields"])) == (422, ["pieces.6.text"])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"pieces": []}, "title"),
        ({"title": "  ", "pieces": []}, "title"),
        ({"title": "x"}, "pieces"),
        ({"title": "x", "pieces": "none"}, "pieces"),
        ({"title": "x", "pieces": [], "owner_id": str(uuid4())}, "owner_id"),
        ({"title": "x", "pieces": [], "for_date": "Thursday"}, "for_date"),
        ({"title": "x", "pieces": ["topic"]}, "pieces.0"),
        ({"title": "x", "pieces": [{}]}, "pieces.0.kind"),
        ({"title": "x", "pieces": [{"kind": "commitment", "commitment_id": str(uuid4())}]}, "pieces.0.kind"),
        ({"title": "x", "pieces": [TOPIC | {"entry_id": str(uuid4())}]}, "pieces.0.entry_id"),
        ({"title": "x", "pieces": [TOPIC, {"kind": "topic", "text": " \n "}]}, "pieces.1.text"),
        ({"title": "x", "pieces": [{"kind": "topic", "text": "a\0b"}]}, "pieces.0.text"),
        ({"title": "x", "pieces": [TOPIC] * 3 + [TOPIC | {"text": "A fourth"}]}, "pieces.3.text"),
        ({"title": "x", "pieces": [{"kind": "series", "instrument": "phq-2", "since": "2026-05-01"}]}, "instrument"),
        ({"title": "x", "pieces": [{"kind": "series", "instrument": "phq-9", "since": "May"}]}, "pieces.0.since"),
        ({"title": "x", "pieces": [{"kind": "checkin", "checkin_id": "1"}]}, "pieces.0.checkin_id"),
        ({"title": "x", "pieces": [{"kind": "checkin", "checkin_id": str(uuid4()), "answers": "true"}]}, "answers"),
    ],
)
def test_bad_input_is_refused_by_its_path(as_: As, ada: Somebody, body: dict[str, Any], field: str) -> None:
    answer = put(as_(ada), new(), body)
    assert answer.status_code == 422, answer.json
    assert [name.endswith(field) for name in answer.json["fields"]] == [True]
    assert all(len(words) > 5 for said in answer.json["fields"].values() for words in said)
    assert as_(ada).get(LIST).json["items"] == []


@pytest.mark.parametrize("kind", NAMING)
def test_what_is_another_persons_is_refused_like_what_is_nobodys(
    as_: As, ada: Somebody, eve: Somebody, kind: str
) -> None:
    eves, name = examples.example(kind, as_(eve)), NAMING[kind]
    answers = [
        put(as_(ada), new(), {"title": "x", "pieces": [eves | {name: str(row_id)}]}) for row_id in (eves[name], uuid4())
    ]
    for answer in answers:
        assert (answer.status_code, list(answer.json["fields"])) == (422, [f"pieces.0.{name}"])
    assert answers[0].json == answers[1].json


def test_only_its_owner_finds_a_summary_and_deleted_it_is_gone(as_: As, ada: Somebody, eve: Somebody) -> None:
    path = f"{LIST}/{sharing.summary(as_(ada), TOPIC)}"
    assert [as_(eve).get(path).status_code, as_(eve).delete(path).status_code] == [404, 404]
    assert put(as_(eve), path.removeprefix("/api/v1"), {"title": "Mine", "pieces": []}).status_code == 201
    assert as_(ada).get(path).json["title"] == "For Thursday"
    assert [as_(ada).delete(path).status_code, as_(ada).delete(path).status_code] == [204, 404]
    assert (as_(ada).get(path).status_code, as_(ada).get(f"{path}/preview").status_code) == (404, 404)


def test_the_list_goes_page_by_page_and_takes_no_cursor_but_its_own(as_: As, ada: Somebody) -> None:
    ids = [sharing.summary(as_(ada)) for _ in range(3)]
    first = as_(ada).get(f"{LIST}?limit=2").json
    second = as_(ada).get(f"{LIST}?limit=2&cursor={first['next']}").json
    assert [item["id"] for item in first["items"] + second["items"]] == ids[::-1]
    assert second["next"] is None
    assert list(as_(ada).get(f"{LIST}?cursor=made-up").json["fields"]) == ["cursor"]
