"""A form that comes too late comes back with the words that were typed, beside what is kept by now."""

import re
from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.domain.sharing.excerpt_form import ENTRY_CHANGED
from journal.domain.sharing.pieces.excerpt import NOT_IN_ENTRY
from tests.plugins import sharing
from tests.plugins.forms import forms
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC, excerpt, put
from tests.words.dates import unbroken

As = Callable[[Somebody], FlaskClient]

ELSEWHERE = "This was changed somewhere else."


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_a_topic_that_was_changed_twice_keeps_both_words_on_the_page(as_: As, ada: Somebody) -> None:
    summary_id = sharing.summary(as_(ada), TOPIC)
    path = f"/summaries/{summary_id}/pieces/0"
    form = {"kind": "topic", "revision": "1", "text": "From the phone"}
    assert as_(ada).post(path, data=form).status_code == 303
    late = as_(ada).post(path, data=form | {"text": "From the desk"})
    assert late.status_code == 412
    for words in (ELSEWHERE, "From the phone", "From the desk"):
        assert words in late.text
    again = form | {"text": "From the desk", "revision": hidden(late.text, "revision")}
    assert as_(ada).post(path, data=again).status_code == 303
    assert "From the desk" in as_(ada).get(f"/summaries/{summary_id}").text


@pytest.mark.parametrize("instead", [[], "another"])
def test_a_piece_whose_place_is_anothers_by_now_is_offered_as_a_new_one(
    as_: As, ada: Somebody, instead: list[dict] | str
) -> None:
    pieces = [excerpt(sharing.entry(as_(ada)))] if instead == "another" else []
    summary_id = sharing.summary(as_(ada), TOPIC)
    put(as_(ada), f"/summaries/{summary_id}", {"title": "For Thursday", "pieces": pieces}, 1)
    form = {"kind": "topic", "revision": "1", "text": "From the desk"}
    late = as_(ada).post(f"/summaries/{summary_id}/pieces/0", data=form)
    assert late.status_code == 412
    assert "You can add it again" in late.text
    assert f'action="/summaries/{summary_id}/pieces"' in late.text
    assert "From the desk" in late.text


def test_a_title_that_was_changed_twice_stays_on_the_form(as_: As, ada: Somebody) -> None:
    summary_id = sharing.summary(as_(ada), TOPIC)
    form = {"revision": "1", "title": "For Friday", "for_date": "2031-05-16"}
    assert as_(ada).post(f"/summaries/{summary_id}", data=form).status_code == 303
    late = as_(ada).post(f"/summaries/{summary_id}", data=form | {"title": "For Saturday", "for_date": ""})
    assert late.status_code == 412
    for words in (ELSEWHERE, "For Friday", unbroken("May 16, 2031"), "For Saturday"):
        assert words in late.text
    again = {"title": "For Saturday", "revision": hidden(late.text, "revision")}
    assert as_(ada).post(f"/summaries/{summary_id}", data=again).status_code == 303


def test_beginning_twice_makes_one_summary_and_adds_nothing_twice(as_: As, ada: Somebody) -> None:
    form = {"id": str(uuid4()), "topic": ["My father", "The lake"], "then": "preview"}
    begun = [as_(ada).post("/summaries", data=form) for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in begun] == [
        (303, f"/summaries/{form['id']}/preview")
    ] * 2
    (found,) = as_(ada).get("/api/v1/summaries").json["items"]
    assert [piece["text"] for piece in found["pieces"]] == form["topic"]


@pytest.mark.parametrize("pieces", [[], [TOPIC]])
def test_one_that_was_deleted_elsewhere_begins_anew(as_: As, ada: Somebody, pieces: list[dict]) -> None:
    form = {"id": str(uuid4()), "topic": "My brother"}
    path, begun = f"/api/v1/summaries/{form['id']}", as_(ada).post("/summaries", data=form)
    put(as_(ada), f"/summaries/{form['id']}", {"title": "For Friday", "pieces": pieces}, 2)
    assert as_(ada).delete(path).status_code == 204
    late = as_(ada).post("/summaries", data=form)
    assert (late.status_code, late.location) == (303, begun.location)
    assert [piece["text"] for piece in as_(ada).get(path).json["pieces"]] == ["My brother"]


def test_wrong_words_leave_the_tapped_sentences_tapped(as_: As, ada: Somebody) -> None:
    entry_id, summary_id = sharing.entry(as_(ada)), sharing.summary(as_(ada))
    given = {"kind": "excerpt", "entry_id": entry_id, "entry_revision": "1", "chosen": ["0", "2"]}
    answer = as_(ada).post(f"/summaries/{summary_id}/pieces", data=given | {"text": "I was never there."})
    assert (answer.status_code, str(NOT_IN_ENTRY) in unescape(answer.text)) == (422, True)
    assert "I was never there." in answer.text
    assert re.findall(r'name="chosen" value="(\d)" checked', answer.text) == ["0", "2"]


def test_sentences_of_an_entry_that_was_changed_are_tapped_again(as_: As, ada: Somebody) -> None:
    entry_id, summary_id = sharing.entry(as_(ada)), sharing.summary(as_(ada))
    path = f"/summaries/{summary_id}/pieces"
    (form, _whole) = forms(as_(ada).get(f"{path}/new?kind=excerpt&entry={entry_id}").text)
    form.sent["chosen"] = "1"
    later = {"body": f"At first. {sharing.WORDS}", "written_at": sharing.WRITTEN}
    assert put(as_(ada), f"/entries/{entry_id}", later, 1).status_code == 200
    late = as_(ada).post(path, data=form.sent)
    assert (late.status_code, str(ENTRY_CHANGED) in unescape(late.text), "At first." in late.text) == (422, True, True)
    assert "checked" not in late.text
    (again, _whole) = forms(late.text)
    again.sent["chosen"] = "2"
    assert as_(ada).post(path, data=again.sent).status_code == 303
    assert as_(ada).get(f"/api/v1/summaries/{summary_id}").json["pieces"] == [excerpt(entry_id)]


@pytest.mark.parametrize("where", ["edit", "pieces/0/edit"])
def test_the_same_form_twice_changes_nothing_the_second_time(as_: As, ada: Somebody, where: str) -> None:
    entry_id = sharing.entry(as_(ada))
    summary_id = sharing.summary(as_(ada), excerpt(entry_id, "The water was dark."), title="For Thursday")
    (form, *_rest) = forms(as_(ada).get(f"/summaries/{summary_id}/{where}").text)
    form.sent["title"] = "For Friday"
    form.sent.setlist("chosen", ["0", "2"])
    assert [as_(ada).post(form.action, data=form.sent).status_code for _press in range(2)] == [303, 303]
    found = as_(ada).get(f"/api/v1/summaries/{summary_id}").json
    assert (found["revision"], len(found["pieces"])) == (2, 1 if where == "edit" else 2)
