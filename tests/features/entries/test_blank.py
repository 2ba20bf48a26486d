"""What nobody can see is blank, on pages and in the API; what is made of such characters and can be seen is not."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
UNSEEN = "\u200b\u200d\ufeff \u2060\u00ad\ufe0f"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\ufe0f"
NO_WORDS = "This is empty."


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ({"body": UNSEEN}, "body"),
        ({"prompts": [{"prompt": "What helped?", "answer": UNSEEN}]}, "prompts.0.answer"),
        ({"feelings": [UNSEEN]}, "feelings.0"),
    ],
)
def test_an_entry_of_which_nothing_can_be_seen_is_refused(as_: As, ada: Somebody, text: dict, field: str) -> None:
    refused = sharing.put(as_(ada), f"/entries/{uuid4()}", text | {"written_at": sharing.WRITTEN})
    assert (refused.status_code, list(refused.json["fields"])) == (422, [field])
    assert NO_WORDS in refused.json["fields"][field][0]


def test_a_form_of_which_nothing_can_be_seen_is_refused(as_: As, ada: Somebody) -> None:
    form = {"id": str(uuid4()), "body": UNSEEN, "written_at": sharing.WRITTEN}
    refused = as_(ada).post("/entries", data=form)
    assert (refused.status_code, NO_WORDS in refused.text) == (422, True)
    assert as_(ada).get("/api/v1/entries").json["items"] == []


def test_an_answer_on_a_form_of_which_nothing_can_be_seen_keeps_no_other_words_back(as_: As, ada: Somebody) -> None:
    form = {"id": str(uuid4()), "body": "Rain.", "prompts.What helped?": UNSEEN, "written_at": sharing.WRITTEN}
    assert as_(ada).post("/entries", data=form).status_code == 303
    entry = as_(ada).get(f"/api/v1/entries/{form['id']}").json
    assert (entry["body"], entry["prompts"]) == ("Rain.", [])
    refused = as_(ada).post("/entries", data=form | {"id": str(uuid4()), "prompts.What hurt?": "x" * 5001})
    assert refused.text.index("What helped?</label>") < refused.text.index('id="prompts.0.answer"')


def test_a_topic_and_a_search_of_which_nothing_can_be_seen_are_refused(as_: As, ada: Somebody) -> None:
    topic = {"title": "For Thursday", "pieces": [{"kind": "topic", "text": UNSEEN}]}
    assert sharing.put(as_(ada), f"/summaries/{uuid4()}", topic).status_code == 422
    assert as_(ada).post("/api/v1/entries/search", json={"q": UNSEEN}).status_code == 422
    assert as_(ada).post("/entries/search", data={"q": UNSEEN}).status_code == 422


def test_an_emoji_that_is_joined_of_others_is_kept_as_it_was_written(as_: As, ada: Somebody) -> None:
    entry = sharing.entry(as_(ada), FAMILY)
    assert as_(ada).get(f"/api/v1/entries/{entry}").json["body"] == FAMILY
