"""Two changes of a summary at the same moment: what was acknowledged is there, and what is not there was refused."""

from collections.abc import Callable
from functools import partial

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC, put

As = Callable[[Somebody], FlaskClient]
Send = Callable[[str, FlaskClient], TestResponse]

ROUNDS = 20
FIRST, SECOND, TITLE = "The first topic", "The second topic", "For Friday"


def add(summary_id: str, client: FlaskClient) -> TestResponse:
    return client.post(f"/summaries/{summary_id}/pieces", data={"kind": "topic", "text": FIRST})


def add_another(summary_id: str, client: FlaskClient) -> TestResponse:
    return client.post(f"/summaries/{summary_id}/pieces", data={"kind": "topic", "text": SECOND})


def change(summary_id: str, client: FlaskClient) -> TestResponse:
    data = {"kind": "topic", "revision": "1", "text": FIRST}
    return client.post(f"/summaries/{summary_id}/pieces/0", data=data)


def remove(summary_id: str, client: FlaskClient) -> TestResponse:
    return client.post(f"/summaries/{summary_id}/pieces/0/removal", data={"revision": "1"})


def rename(summary_id: str, client: FlaskClient) -> TestResponse:
    return client.post(f"/summaries/{summary_id}", data={"revision": "1", "title": TITLE})


def write(summary_id: str, client: FlaskClient) -> TestResponse:
    body = {"title": "For Thursday", "pieces": [{"kind": "topic", "text": FIRST}]}
    return put(client, f"/summaries/{summary_id}", body, 1)


def kept(client: FlaskClient, summary_id: str) -> tuple[str, list[str]]:
    found = client.get(f"/api/v1/summaries/{summary_id}").json
    return found["title"], [piece["text"] for piece in found["pieces"]]


def test_two_pieces_added_at_the_same_moment_are_both_kept(
    as_: As, ada: Somebody, both: Callable[..., list[int]]
) -> None:
    for _round in range(ROUNDS):
        summary_id = sharing.summary(as_(ada))
        assert both(partial(add, summary_id), partial(add_another, summary_id)) == [303, 303]
        assert sorted(kept(as_(ada), summary_id)[1]) == sorted([FIRST, SECOND])


def test_of_two_removals_at_the_same_moment_one_is_done(as_: As, ada: Somebody, both: Callable[..., list[int]]) -> None:
    for _round in range(ROUNDS):
        summary_id = sharing.summary(as_(ada), TOPIC, {"kind": "topic", "text": SECOND})
        assert both(partial(remove, summary_id), partial(remove, summary_id)) == [303, 303]
        assert kept(as_(ada), summary_id)[1] == [SECOND]


@pytest.mark.parametrize("other", [change, remove, rename, write])
def test_a_piece_added_beside_another_change_is_kept_and_the_change_is_kept_or_refused(
    as_: As, ada: Somebody, both: Callable[..., list[int]], other: Send
) -> None:
    for _round in range(ROUNDS):
        summary_id = sharing.summary(as_(ada), TOPIC)
        added, changed = both(partial(add_another, summary_id), partial(other, summary_id))
        title, texts = kept(as_(ada), summary_id)
        assert (added, texts[-1]) == (303, SECOND)
        assert changed in (200, 303, 412)
        if other is remove:
            assert texts[:-1] in ([], [TOPIC["text"]])
        else:
            assert (FIRST in texts or title == TITLE) == (changed != 412)
