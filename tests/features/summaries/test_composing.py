"""One page to compose on: what is written, ticked and switched on makes the very pieces, and bad input is refused."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.plugins import sharing
from tests.plugins.concurrency import meanwhile
from tests.plugins.forms import forms
from tests.plugins.pages import text
from tests.plugins.people import Somebody
from tests.plugins.sharing import CHOSEN, PRIVATE, TOPIC, excerpt, put

NOWHERE = "00000000-0000-4000-8000-000000000007"  # the id of nothing

As = Callable[[Somebody], FlaskClient]

NEW = "/summaries/new"
GONE = "This entry is no longer here."


def compose(client: FlaskClient, page: str = NEW, **given: Any) -> TestResponse:
    """Fill in the form of a page as a browser without JavaScript does, and press its main button."""
    (form,) = [form for form in forms(client.get(page).text) if "topic" in form.names]
    form.sent.poplist("topic")
    for name, value in ({"then": "preview"} | given).items():
        form.sent.setlist(name, value if isinstance(value, list) else [value])
    return client.post(form.action, data=form.sent)


def pieces(client: FlaskClient) -> list[dict[str, Any]]:
    """Return the pieces of the one summary that there is."""
    (found,) = client.get("/api/v1/summaries").json["items"]
    kept: list[dict[str, Any]] = found["pieces"]
    return kept


def sentences(page: str) -> list[str]:
    return re.findall(r'name="sentence" value="([^"]+)"', page)


def test_topics_sentences_scores_and_treatments_are_chosen_on_one_page(as_: As, ada: Somebody) -> None:
    client, soon = as_(ada), (datetime.now(UTC) + timedelta(days=2)).isoformat()
    entry_id, treatment_id = sharing.entry(client), sharing.treatment(client, starts_at=soon, status="planned")
    sharing.checkin(client)
    ticked = sentences(client.get(NEW).text)[:2]
    answer = compose(client, topic=["My father", ""], sentence=ticked, series="phq-9", treatments="true")
    assert (answer.status_code, answer.location.endswith("/preview")) == (303, True)
    topic, words, series, treatment = pieces(client)
    assert (topic, words) == (
        {"kind": "topic", "text": "My father"},
        excerpt(entry_id, "The water was dark. I was not afraid of it."),
    )
    assert (series["kind"], series["instrument"], series["answers"]) == ("series", "phq-9", False)
    assert treatment == {"kind": "treatment", "treatment_id": treatment_id}
    page = text(client, answer.location)
    assert CHOSEN in page
    assert PRIVATE not in page


def test_any_stretch_of_an_entry_is_taken_letter_for_letter_and_no_other_words(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    entry_id = sharing.entry(client, "The water\nwas dark. I was not afraid.")
    assert compose(client, words=f"{entry_id} water\r\nwas dark").status_code == 303
    assert pieces(client) == [excerpt(entry_id, "water\nwas dark")]
    refused = compose(client, words=f"{entry_id} was never there")
    assert (refused.status_code, "no longer in the entry" in unescape(refused.text)) == (422, True)
    assert "was never there" in refused.text  # and it stays ticked


def test_the_same_topic_written_twice_is_added_once(as_: As, ada: Somebody) -> None:
    assert compose(as_(ada), topic=["My father", "My father"]).status_code == 303
    assert [piece["text"] for piece in pieces(as_(ada))] == ["My father"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"topic": " \u200b"},
        {"topic": "x" * 1001},
        {"topic": ["a", "b", "c", "d"]},
        {"words": "x words"},
        {"words": f"{NOWHERE} "},
        {"words": f"{NOWHERE} words of nobody"},
        {"series": "phq-10"},
        {"sentence": ["x"] * 201},
    ],
)
def test_what_cannot_be_shared_is_refused_and_nothing_is_stored(
    as_: As, ada: Somebody, given: dict[str, str | list[str]]
) -> None:
    answer = compose(as_(ada), **given)
    assert (answer.status_code, 'class="errors"' in answer.text) == (422, True)
    assert as_(ada).get("/api/v1/summaries").json["items"] == []


@pytest.mark.parametrize("value", ["{}.1.9", "{}.1.x", "{}.1.", "{}.9.1", "{}..1", "{}"])
def test_a_sentence_that_is_not_there_is_refused(as_: As, ada: Somebody, value: str) -> None:
    answer = compose(as_(ada), sentence=value.format(sharing.entry(as_(ada))))
    assert (answer.status_code, 'class="error"' in answer.text) == (422, True)


@pytest.mark.parametrize("value", ["x.1.1", f"{NOWHERE}.1.1", "{}.1.0"])
def test_a_sentence_of_no_entry_or_of_somebody_elses_is_refused_alike_and_every_word_stays(
    as_: As, ada: Somebody, eve: Somebody, value: str
) -> None:
    eves = sharing.entry(as_(eve))
    answer = compose(as_(ada), topic="Mine", sentence=value.format(eves))
    assert (answer.status_code, GONE in answer.text) == (422, True)
    assert forms(answer.text)[0].sent.getlist("topic") == ["Mine", "", ""]
    assert sharing.WORDS not in answer.text
    assert as_(ada).get("/api/v1/summaries").json["items"] == []


def test_no_page_opens_from_an_entry_of_somebody_elses(as_: As, ada: Somebody, eve: Somebody) -> None:
    assert as_(ada).get(f"{NEW}?entry={sharing.entry(as_(eve))}").status_code == 404


@pytest.mark.parametrize("ticked", [True, False])
def test_an_entry_that_is_deleted_meanwhile_costs_no_other_word(as_: As, ada: Somebody, ticked: bool) -> None:
    client = as_(ada)
    entry_id = sharing.entry(client)
    page = f"{NEW}?entry={entry_id}"
    (form,) = [form for form in forms(client.get(page).text) if "topic" in form.names]
    form.sent.setlist("topic", ["My father", "x" * 1001])
    form.sent.setlist("sentence", [f"{entry_id}.1.0"] * ticked)
    client.delete(f"/api/v1/entries/{entry_id}")
    answer = client.post(form.action, data=form.sent)
    assert (answer.status_code, forms(answer.text)[0].sent.getlist("topic")[0]) == (422, "My father")


def test_after_the_sign_in_expired_what_was_typed_is_given_back_and_no_words_of_an_entry(
    as_: As, signed_out: As, ada: Somebody
) -> None:
    entry_id = sharing.entry(as_(ada))
    (form,) = [form for form in forms(as_(ada).get(NEW).text) if "topic" in form.names]
    form.sent.setlist("topic", ["My brother"])
    form.sent.setlist("words", [f"{entry_id} {PRIVATE}"])
    late = signed_out(ada).post(form.action, data=form.sent)
    assert (late.status_code, "My brother" in late.text) == (401, True)
    assert (entry_id in late.text, PRIVATE in late.text) == (False, False)


def test_the_same_page_sent_twice_at_once_begins_one_summary(app: Flask, as_: As, ada: Somebody) -> None:
    client, again = as_(ada), as_(ada)
    (form,) = [form for form in forms(client.get(NEW).text) if "topic" in form.names]
    sent = form.sent.to_dict() | {"topic": "My father", "then": "preview"}
    answers: list[int] = []

    def send() -> None:
        answers.append(again.post(form.action, data=sent).status_code)

    with meanwhile(app, "INSERT INTO summaries", send):
        answers.append(client.post(form.action, data=sent).status_code)
    assert answers == [303, 303]
    assert [piece["text"] for piece in pieces(client)] == ["My father"]


def test_a_refused_page_keeps_every_word_and_every_tick(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    sharing.entry(client)
    sharing.checkin(client)
    ticked = sentences(client.get(NEW).text)[1]
    answer = compose(client, topic=["One", "Two", "Three", "Four"], sentence=ticked, series="phq-9")
    (form,) = forms(answer.text)
    assert (answer.status_code, form.sent.getlist("topic")) == (422, ["One", "Two", "Three"])
    assert (form.sent.getlist("sentence"), form.sent.getlist("series")) == ([ticked], ["phq-9"])


def test_sentences_of_an_entry_that_was_changed_meanwhile_are_ticked_again(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    entry_id = sharing.entry(client)
    ticked = sentences(client.get(NEW).text)[1]
    later = {"body": f"At first. {sharing.WORDS}", "written_at": sharing.WRITTEN}
    assert put(client, f"/entries/{entry_id}", later, 1).status_code == 200
    answer = compose(client, sentence=ticked)
    assert (answer.status_code, "This entry has changed." in answer.text) == (422, True)
    assert forms(answer.text)[0].sent.getlist("sentence") == []


def test_from_an_entry_its_sentences_stand_open_whatever_was_written_since(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    entry_id = sharing.entry(client)
    for _each in range(6):
        sharing.entry(client, "Something else.")
    assert CHOSEN not in text(client, NEW)
    (address,) = re.findall(r'href="(/summaries/new[^"]*)"', client.get(f"/entries/{entry_id}").text)
    page = client.get(address).text
    assert [CHOSEN in part for part in page.split("<details")[1:]].index(True) == 2  # after two for further topics
    assert re.search(r'<details class="unfolding" open', page)
    begun = compose(client, address, sentence=sentences(page)[1])
    assert (begun.status_code, pieces(client)) == (303, [excerpt(entry_id)])


def test_words_of_an_entry_can_go_into_a_draft_but_not_into_what_was_shared(
    as_: As, ada: Somebody, tom: Somebody, in_care: None
) -> None:
    client = as_(ada)
    entry_id, draft = sharing.entry(client), sharing.summary(client, title="For Friday")
    sharing.share(client, tom, TOPIC)
    page = text(client, f"{NEW}?entry={entry_id}")
    assert ("For Friday" in page, "For Thursday" in page) == (True, False)
    answer = compose(client, f"/summaries/{draft}?entry={entry_id}", topic="Mine")
    assert answer.location == f"/summaries/{draft}/preview"
    assert client.get(f"/api/v1/summaries/{draft}").json["pieces"] == [{"kind": "topic", "text": "Mine"}]


def test_what_is_kept_for_later_waits_as_a_draft(as_: As, ada: Somebody) -> None:
    answer = compose(as_(ada), topic="My father", then="later")
    assert answer.location == "/shares"
    assert "For my next appointment" in text(as_(ada), "/shares")
    more = compose(as_(ada), topic="The lake", then="more")
    assert "kind=checkin" in text(as_(ada), more.location)


def test_more_ways_opened_again_with_nothing_chosen_leads_to_the_one_empty_draft(
    as_: As, ada: Somebody, eve: Somebody
) -> None:
    client = as_(ada)
    sharing.summary(client, TOPIC, title="For my next appointment")
    sharing.summary(client, title="Mine")
    first = compose(client, then="more").location
    for _ in range(5):
        sharing.summary(client, TOPIC, title="For my next appointment")
    assert compose(client, then="more").location == first
    assert compose(as_(eve), then="more").location != first
    assert len(client.get("/api/v1/summaries").json["items"]) == 8
    assert compose(client, topic="My father", then="more").location != first
    as_(ada).delete(f"/api/v1{first.partition('#')[0]}")
    assert compose(client, then="more").location != first


def test_only_its_owner_adds_to_a_summary(as_: As, ada: Somebody, eve: Somebody, tom: Somebody) -> None:
    path = f"/summaries/{sharing.summary(as_(ada))}/additions"
    given = {"topic": "Not mine"}
    assert [as_(who).post(path, data=given).status_code for who in (eve, tom, ada)] == [404, 403, 303]
