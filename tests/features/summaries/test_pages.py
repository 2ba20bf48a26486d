"""Composing on pages: one thing on a screen, without JavaScript, and the same refusals as over the API."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.domain.sharing.piece_kinds import KINDS
from journal.domain.sharing.pieces.excerpt import NOT_IN_ENTRY
from journal.domain.sharing.pieces.topic import TOO_MANY as TOO_MANY_TOPICS
from tests.domain.sharing import examples
from tests.plugins import sharing
from tests.plugins.pages import text
from tests.plugins.people import Somebody
from tests.plugins.sharing import CHOSEN, TOPIC, excerpt, put

As = Callable[[Somebody], FlaskClient]


def pieces(client: FlaskClient, summary_id: str) -> list[dict[str, Any]]:
    return client.get(f"/api/v1/summaries/{summary_id}").json["pieces"]


def test_every_kind_of_piece_is_put_in_once_however_often_its_form_comes(as_: As, ada: Somebody) -> None:
    summary_id = sharing.summary(as_(ada))
    chosen = [examples.example(kind, as_(ada)) for kind in KINDS]
    for piece in chosen * 2:
        asked = as_(ada).get(f"/summaries/{summary_id}/pieces/new", query_string={"kind": piece["kind"]})
        assert asked.status_code == 200
        assert as_(ada).post(f"/summaries/{summary_id}/pieces", data=piece).status_code == 303
    assert pieces(as_(ada), summary_id) == chosen
    assert "See it before you share" in text(as_(ada), f"/summaries/{summary_id}")


def test_a_box_that_is_not_ticked_leaves_the_single_answers_out(as_: As, ada: Somebody) -> None:
    summary_id = sharing.summary(as_(ada))
    as_(ada).post(
        f"/summaries/{summary_id}/pieces", data={"kind": "series", "instrument": "phq-9", "since": "2026-04-14"}
    )
    assert pieces(as_(ada), summary_id)[0]["answers"] is False


def test_every_form_can_be_reached_from_the_composing_page(as_: As, ada: Somebody) -> None:
    page = text(as_(ada), f"/summaries/{sharing.summary(as_(ada))}")
    reached = re.findall(r"kind=(\w+)", page)
    assert reached == list(dict.fromkeys(kind.form.template for kind in KINDS.values()))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "topic", "text": "  "}, "This is empty."),
        ({"kind": "topic", "text": "A fourth"}, str(TOO_MANY_TOPICS)),
        ({"kind": "checkin"}, "This is required."),
        ({"kind": "series", "instrument": "phq-9", "since": "May"}, "Give a date such as 2026-05-12."),
        ({"kind": "treatment", "treatment_id": str(uuid4())}, "You have no such treatment."),
    ],
)
def test_a_refused_form_comes_back_with_what_to_do(as_: As, ada: Somebody, form: dict[str, str], said: str) -> None:
    topics = [TOPIC | {"text": f"Topic {number}"} for number in range(3)]
    summary_id = sharing.summary(as_(ada), *topics)
    answer = as_(ada).post(f"/summaries/{summary_id}/pieces", data=form)
    assert answer.status_code == 422
    assert said in unescape(answer.text)
    assert unescape(form.get("text", "").strip()) in answer.text
    assert len(pieces(as_(ada), summary_id)) == 3


@pytest.mark.parametrize("words", ["", "I was never there."])
def test_words_that_are_not_chosen_or_not_there_are_refused(as_: As, ada: Somebody, words: str) -> None:
    entry_id, summary_id = sharing.entry(as_(ada)), sharing.summary(as_(ada))
    given = {"kind": "excerpt", "entry_id": entry_id, "text": words}
    answer = as_(ada).post(f"/summaries/{summary_id}/pieces", data=given)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert (str(NOT_IN_ENTRY) if words else "Nothing is chosen yet.") in unescape(answer.text)


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "\u0662", "1.5", "x"])
def test_a_number_that_names_no_sentence_chooses_none(as_: As, ada: Somebody, number: str) -> None:
    entry_id, summary_id = sharing.entry(as_(ada)), sharing.summary(as_(ada))
    given = {"kind": "excerpt", "entry_id": entry_id, "entry_revision": "1", "chosen": [number]}
    answer = as_(ada).post(f"/summaries/{summary_id}/pieces", data=given)
    assert (answer.status_code, "Nothing is chosen yet." in answer.text) == (422, True)


def test_page_and_api_refuse_an_excerpt_in_the_same_words(as_: As, ada: Somebody) -> None:
    entry_id, summary_id = sharing.entry(as_(ada)), sharing.summary(as_(ada))
    over_api = put(as_(ada), f"/summaries/{uuid4()}", {"title": "x", "pieces": [excerpt(entry_id, "Never there.")]})
    given = {"kind": "excerpt", "entry_id": entry_id, "text": "Never there."}
    on_page = as_(ada).post(f"/summaries/{summary_id}/pieces", data=given)
    assert over_api.json["fields"]["pieces.0.text"][0] in unescape(on_page.text)


def test_a_piece_is_changed_and_taken_out_but_not_behind_somebodys_back(as_: As, ada: Somebody) -> None:
    entry_id = sharing.entry(as_(ada))
    summary_id = sharing.summary(as_(ada), TOPIC, excerpt(entry_id))
    path = f"/summaries/{summary_id}/pieces"
    assert 'value="1" checked' in text(as_(ada), f"{path}/1/edit")
    changed = {"kind": "excerpt", "entry_id": entry_id, "entry_revision": "1", "chosen": "0", "revision": "1"}
    assert as_(ada).post(f"{path}/1", data=changed).status_code == 303
    assert pieces(as_(ada), summary_id) == [TOPIC, excerpt(entry_id, "The water was dark.")]
    assert as_(ada).post(f"{path}/0/removal", data={"revision": "1"}).location == f"/summaries/{summary_id}"
    assert "This was changed somewhere else." in text(as_(ada), f"/summaries/{summary_id}")
    assert len(pieces(as_(ada), summary_id)) == 2
    as_(ada).post(f"{path}/0/removal", data={"revision": "2"})
    assert pieces(as_(ada), summary_id) == [excerpt(entry_id, "The water was dark.")]


@pytest.mark.parametrize("gone", ["revised", "deleted"])
def test_what_does_not_stand_any_more_is_shown_where_it_was_and_can_be_taken_out(
    as_: As, ada: Somebody, gone: str
) -> None:
    entry_id = sharing.entry(as_(ada))
    summary_id = sharing.summary(as_(ada), excerpt(entry_id))
    if gone == "revised":
        put(as_(ada), f"/entries/{entry_id}", {"body": "Other words.", "written_at": sharing.WRITTEN}, 1)
    else:
        as_(ada).delete(f"/api/v1/entries/{entry_id}")
    preview = as_(ada).get(f"/summaries/{summary_id}/preview", follow_redirects=True)
    assert (preview.request.path, CHOSEN in preview.text) == (f"/summaries/{summary_id}", True)
    assert 'class="error"' in preview.text
    assert as_(ada).post(f"/summaries/{summary_id}/pieces", data=TOPIC).status_code == 303
    as_(ada).post(f"/summaries/{summary_id}/pieces/0/removal", data={"revision": "2"})
    assert as_(ada).get(f"/summaries/{summary_id}/preview").status_code == 200


def test_title_and_day_are_changed_and_a_summary_is_deleted(as_: As, ada: Somebody) -> None:
    summary_id = sharing.summary(as_(ada), TOPIC)
    assert "For Thursday" in text(as_(ada), f"/summaries/{summary_id}/edit")
    form = {"revision": "1", "title": "For Friday", "for_date": "2031-05-16"}
    refused = as_(ada).post(f"/summaries/{summary_id}", data=form | {"title": " ", "id": str(uuid4())})
    assert (refused.status_code, f'action="/summaries/{summary_id}"' in refused.text) == (422, True)
    assert as_(ada).post(f"/summaries/{summary_id}", data=form).status_code == 303
    kept = as_(ada).get(f"/api/v1/summaries/{summary_id}").json
    assert (kept["title"], kept["for_date"], kept["pieces"]) == ("For Friday", "2031-05-16", [TOPIC])
    assert "For Friday" in text(as_(ada), "/summaries")
    assert "Delete this summary?" in text(as_(ada), f"/summaries/{summary_id}/deletion")
    assert as_(ada).post(f"/summaries/{summary_id}/deletion").status_code == 303
    assert as_(ada).get(f"/summaries/{summary_id}").status_code == 404


def test_only_its_owner_finds_a_summarys_pages(as_: As, ada: Somebody, eve: Somebody, tom: Somebody) -> None:
    path = f"/summaries/{sharing.summary(as_(ada), TOPIC)}"
    for end in ("", "/edit", "/deletion", "/preview", "/pieces/new?kind=topic", "/pieces/0/edit"):
        assert [as_(who).get(path + end).status_code for who in (ada, eve, tom)] == [200, 404, 403], end
    assert as_(ada).get(f"{path}/pieces/9/edit").status_code == 404
    assert as_(ada).get(f"{path}/pieces/new?kind=commitment").status_code == 404
    assert as_(ada).get(f"{path}/pieces/new?kind=excerpt&entry={sharing.entry(as_(eve))}").status_code == 404
