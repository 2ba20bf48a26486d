"""Writing and reading on pages: forms come back filled, nothing is lost on the way, and nothing is kept twice."""

import re
from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.forms import forms
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
WHEN = "2026-05-12T20:14:00+02:00"
BODY = "The water was dark and I was not afraid of it."


def form(**words: object) -> dict[str, object]:
    return {"id": str(uuid4()), "revision": "", "written_at": WHEN, "body": BODY} | words


def items(client: FlaskClient) -> list[dict]:
    return client.get("/api/v1/entries").json["items"]


def test_what_is_written_is_kept_and_said_to_be(as_: As, ada: Somebody) -> None:
    sent = form(mood="6", feelings=["calm", "open"])
    answer = as_(ada).post("/entries", data=sent)
    assert (answer.status_code, answer.location) == (303, f"/entries/{sent['id']}/kept")
    assert "Saved." in as_(ada).get(answer.location).text
    read = as_(ada).get(f"/api/v1/entries/{sent['id']}").json
    assert (read["body"], read["mood"], read["feelings"]) == (BODY, 6, ["calm", "open"])


def test_a_form_that_is_sent_twice_keeps_one(as_: As, ada: Somebody) -> None:
    sent = form()
    assert [as_(ada).post("/entries", data=sent).status_code for _ in range(2)] == [303, 303]
    assert [item["revision"] for item in items(as_(ada))] == [1]


def test_an_empty_page_opens_with_an_id_and_a_time(as_: As, ada: Somebody) -> None:
    page = as_(ada).get("/entries/new").text
    assert re.search(r'name="id" value="[0-9a-f-]{36}"', page)
    assert re.search(r'name="written_at" value="20\d\d-', page)
    assert "Only you can see this." in page


@pytest.mark.parametrize(
    "words",
    [
        {"body": "  \n "},
        {"body": "a\0b"},
        {"mood": "11"},
        {"mood": "x"},
        {"body": "x" * 20_001},
        {"written_at": "last Tuesday"},
    ],
)
def test_a_refused_form_comes_back_filled_and_says_what_the_api_says(as_: As, ada: Somebody, words: dict) -> None:
    sent = form(feelings=["calm"]) | words
    answer = as_(ada).post("/entries", data=sent)
    assert answer.status_code == 422
    as_json = {"body": sent["body"], "feelings": ["calm"], "written_at": sent["written_at"]}
    if "mood" in sent:
        as_json["mood"] = int(sent["mood"]) if sent["mood"].isdigit() else sent["mood"]
    refused = as_(ada).put(f"/api/v1/entries/{sent['id']}", json=as_json).json["fields"]
    for messages in refused.values():
        assert messages[0] in unescape(answer.text)
    assert 'value="calm" checked' in answer.text
    if "mood" in words:
        assert BODY in answer.text
    assert items(as_(ada)) == []


def test_words_about_an_entry_that_was_erased_are_saved_from_the_form_that_comes_back(as_: As, ada: Somebody) -> None:
    refused = as_(ada).post("/entries", data=form(about_id=str(uuid4())))
    (back,) = forms(refused.text)
    assert (refused.status_code, back.sent["body"]) == (422, BODY)
    assert as_(ada).post(back.action, data=back.sent).status_code == 303
    assert [item["about_id"] for item in items(as_(ada))] == [None]


def test_a_feeling_alone_is_enough_and_nothing_at_all_is_not(as_: As, ada: Somebody) -> None:
    assert as_(ada).post("/entries", data=form(body="", feelings=["calm"])).status_code == 303
    answer = as_(ada).post("/entries", data=form(body=""))
    assert answer.status_code == 422
    assert "There is nothing to save yet." in answer.text


def test_an_empty_save_is_said_in_a_plain_sentence_and_not_as_a_fault(as_: As, ada: Somebody) -> None:
    blank = as_(ada).post("/entries", data=form(body="")).text
    assert blank.count("There is nothing to save yet.") == 1
    assert 'aria-describedby="body-hint"' in blank
    assert not re.search(r'class="error|role="alert"|aria-invalid', blank)
    assert re.search(r'class="error|role="alert"|aria-invalid', as_(ada).post("/entries", data=form(mood="11")).text)


def test_questions_come_one_at_a_time_and_none_is_needed(as_: As, ada: Somebody) -> None:
    first = as_(ada).post("/entries", data=form(question="next")).text
    questions = re.findall(r'name="prompts.([^"]+)"', first)
    assert len(questions) == 1
    assert BODY in first
    second = as_(ada).post("/entries", data=form(question="next", **{f"prompts.{questions[0]}": "Still the sea."})).text
    questions = re.findall(r'name="prompts.([^"]+)"', second)
    assert len(questions) == 2
    assert "Still the sea." in second
    assert items(as_(ada)) == []
    sent = form(**{f"prompts.{questions[0]}": "Still the sea.", f"prompts.{questions[1]}": "  "})
    as_(ada).post("/entries", data=sent)
    kept = as_(ada).get(f"/api/v1/entries/{sent['id']}").json["prompts"]
    assert kept == [{"prompt": questions[0], "answer": "Still the sea."}]


def test_changed_words_leave_the_earlier_ones_readable(as_: As, ada: Somebody, eve: Somebody) -> None:
    sent = form()
    as_(ada).post("/entries", data=sent)
    path = f"/entries/{sent['id']}"
    assert as_(ada).post(path, data=sent | {"revision": "1", "body": "Other words"}).status_code == 303
    versions = as_(ada).get(f"{path}/revisions").text
    assert versions.index("Other words") < versions.index(BODY)
    for page in (path, f"{path}/edit", f"{path}/revisions", f"{path}/kept", f"{path}/deletion"):
        assert as_(ada).get(page).status_code == 200
        assert as_(eve).get(page).status_code == 404


def test_two_pages_at_once_lose_no_word(as_: As, ada: Somebody) -> None:
    sent = form()
    as_(ada).post("/entries", data=sent)
    path = f"/entries/{sent['id']}"
    as_(ada).post(path, data=sent | {"revision": "1", "body": "From the phone", "mood": "6"})
    late = as_(ada).post(path, data=sent | {"revision": "1", "body": "From the laptop"})
    assert "6 of 10" in late.text
    assert late.status_code == 412
    assert "From the phone" in late.text
    assert "From the laptop" in late.text
    assert 'name="revision" value="2"' in late.text
    assert as_(ada).post(path, data=sent | {"revision": "2", "body": "From the laptop"}).status_code == 303
    bodies = [version["body"] for version in as_(ada).get(f"/api/v1{path}/revisions").json["items"]]
    assert bodies == ["From the laptop", "From the phone", BODY]


@pytest.mark.parametrize(("here", "there", "said"), [("", "4", "Before treatment 4"), ("4", "", "No treatment")])
def test_the_treatment_that_was_chosen_elsewhere_is_said(
    as_: As, ada: Somebody, here: str, there: str, said: str
) -> None:
    ids = {"": "", "4": sharing.treatment(as_(ada), number=4)}
    sent = form(treatment_id=ids[here])
    as_(ada).post("/entries", data=sent)
    path = f"/entries/{sent['id']}"
    as_(ada).post(path, data=sent | {"revision": "1", "treatment_id": ids[there]})
    late = as_(ada).post(path, data=sent | {"revision": "1", "body": "From the laptop"})
    assert said in late.text.split('role="alert"')[1].split("</section>")[0]


@pytest.mark.parametrize(("by", "status"), [("page", 303), ("api", 204)])
def test_a_deleted_entry_is_gone_and_can_be_brought_back(
    as_: As, ada: Somebody, eve: Somebody, by: str, status: int
) -> None:
    sent = form()
    as_(ada).post("/entries", data=sent)
    page, api = f"/entries/{sent['id']}", f"/api/v1/entries/{sent['id']}"
    gone = as_(ada).post(f"{page}/deletion") if by == "page" else as_(ada).delete(api)
    assert gone.status_code == status
    assert (as_(ada).get(page).status_code, as_(ada).get(api).status_code, items(as_(ada))) == (404, 404, [])
    assert as_(ada).get(f"{api}/revisions").status_code == 404
    assert BODY in as_(ada).get("/entries/deleted").text
    assert as_(eve).post(f"{page}/restoration").status_code == 404
    back = as_(ada).post(f"{page}/restoration") if by == "page" else as_(ada).put(f"{api}/restoration")
    assert back.status_code == status
    assert as_(ada).get(api).json["body"] == BODY


def test_writing_a_deleted_entry_again_brings_it_back(as_: As, ada: Somebody) -> None:
    sent = form()
    as_(ada).post("/entries", data=sent)
    as_(ada).delete(f"/api/v1/entries/{sent['id']}")
    as_(ada).post("/entries", data=sent)
    assert [item["revision"] for item in items(as_(ada))] == [1]
    as_(ada).delete(f"/api/v1/entries/{sent['id']}")
    as_(ada).post(f"/entries/{sent['id']}", data=sent | {"revision": "1", "body": "Written on the other phone"})
    assert [item["opening"] for item in items(as_(ada))] == ["Written on the other phone"]


def test_a_clock_that_is_years_ahead_is_kept_and_marked(as_: As, ada: Somebody) -> None:
    sent = form(written_at="2031-05-12T20:14:00+02:00")
    as_(ada).post("/entries", data=sent)
    read = as_(ada).get(f"/api/v1/entries/{sent['id']}").json
    assert (read["written_at"], read["clock_differs"]) == ("2031-05-12T18:14:00Z", True)
    assert "the phone's clock" in as_(ada).get(f"/entries/{sent['id']}").text


def test_lists_go_on_where_the_last_page_ended(as_: As, ada: Somebody) -> None:
    for number in range(5):
        as_(ada).post("/entries", data=form(body=f"Entry {number}"))
    seen, path = [], "/api/v1/entries?limit=2"
    while path:
        page = as_(ada).get(path).json
        seen += [item["opening"] for item in page["items"]]
        path = page["next"] and f"/api/v1/entries?limit=2&cursor={page['next']}"
    assert seen == [f"Entry {number}" for number in (4, 3, 2, 1, 0)]


def test_no_mood_is_ticked_before_it_is_asked(as_: As, ada: Somebody) -> None:
    none = r'name="mood" value="" checked'
    assert not re.search(none, as_(ada).get("/entries/new").text)
    assert re.search(none, as_(ada).post("/entries", data={"question": "next"}).text)
