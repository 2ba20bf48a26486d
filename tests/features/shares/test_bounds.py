"""What is open for one therapist at once is bounded, and so is the brief; nothing that was shared is left out of it."""

from collections.abc import Callable
from functools import partial
from html import unescape
from time import process_time
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.domain import entry_text
from journal.domain.sharing import snapshots
from journal.features.shares import service
from journal.features.shares.repository import OPEN_SHARES, OPEN_SIZE
from tests.plugins import sharing
from tests.plugins.concurrency import Send
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC, put_share, terms

As = Callable[[Somebody], FlaskClient]
pytestmark = pytest.mark.usefixtures("in_care")

ANSWER = {"prompt": "p" * 200, "answer": "a" * entry_text.ANSWER_LIMIT}
LONGEST = {"body": "b" * entry_text.BODY_LIMIT, "prompts": [ANSWER] * entry_text.PROMPTS_LIMIT}
ROUNDS = 8
MOST = OPEN_SIZE + snapshots.SIZE + 10_000  # bytes of a brief: the last share may pass the line; names and days besides


def whole(entry_id: str) -> dict[str, str]:
    """Return a piece that is a whole entry."""
    return {"kind": "entry", "entry_id": entry_id}


def shares_until_refused(client: FlaskClient, therapist: Somebody, *pieces: dict[str, str]) -> tuple[int, list[str]]:
    """Share summaries until that is refused; return how many were shared, and why no more."""
    for number in range(OPEN_SHARES + 2):
        summary_id = sharing.summary(client, *pieces, title=f"Number {number}")
        answer = put_share(client, terms(summary_id, therapist))
        if answer.status_code != 201:
            return number, answer.json["fields"]["therapist_id"]
    raise AssertionError("nothing was refused")


def test_the_brief_is_bounded_however_much_is_shared(as_: As, ada: Somebody, tom: Somebody) -> None:
    client = as_(ada)
    entries = [LONGEST | {"body": letter * entry_text.BODY_LIMIT} for letter in "abcde"]
    pieces = [whole(sharing.entry(client, **entry)) for entry in entries]
    shared, why = shares_until_refused(client, tom, *pieces)
    assert (1 < shared < OPEN_SHARES, why) == (True, [str(service.FULL)])
    started = process_time()
    found = sharing.brief(as_(tom), ada)
    page = as_(tom).get(f"/caseload/{ada.id}")
    assert process_time() - started < 5.0
    assert [len(share["pieces"]) for share in found.json["shares"]] == [len(pieces)] * shared
    assert OPEN_SIZE < len(found.data) < MOST
    assert all(page.text.count(letter * entry_text.BODY_LIMIT) == shared for letter in "abcde")


def test_many_small_shares_are_bounded_too_and_one_that_ends_makes_room(as_: As, ada: Somebody, tom: Somebody) -> None:
    client = as_(ada)
    shared, why = shares_until_refused(client, tom, TOPIC)
    assert (shared, why) == (OPEN_SHARES, [str(service.FULL)])
    found = client.get("/api/v1/shares?limit=100").json["items"]
    assert client.delete(f"/api/v1/shares/{found[0]['id']}").status_code == 204
    assert sharing.share(client, tom) in sharing.brief(as_(tom), ada).text


def test_a_share_that_is_sent_again_is_not_refused_for_itself(as_: As, ada: Somebody, tom: Somebody) -> None:
    client, share_id = as_(ada), uuid4()
    agreed = terms(sharing.summary(client, TOPIC, title="The last"), tom)
    for _ in range(OPEN_SHARES - 1):
        sharing.share(client, tom, TOPIC, purpose=str(uuid4()))
    assert [put_share(client, agreed, share_id).status_code for _ in range(2)] == [201, 200]


def test_the_page_says_so_too(as_: As, ada: Somebody, tom: Somebody) -> None:
    client = as_(ada)
    shares_until_refused(client, tom, TOPIC)
    summary_id = sharing.summary(client, TOPIC, title="Another")
    sent = terms(summary_id, tom) | {"id": str(uuid4()), "preview": sharing.seen(client, summary_id)}
    answer = client.post(f"/summaries/{summary_id}/share", data=sent | {"ends_at": sent["ends_at"][:10]})
    assert (answer.status_code, str(service.FULL) in unescape(answer.text)) == (422, True)


def test_what_is_open_for_one_therapist_leaves_room_for_another(
    as_: As, ada: Somebody, tom: Somebody, make_person: Callable[..., Somebody], take_care: Callable[..., object]
) -> None:
    ann = make_person("Ann", "therapist")
    take_care(ann, ada)
    shares_until_refused(as_(ada), tom, TOPIC)
    assert sharing.share(as_(ada), ann) in sharing.brief(as_(ann), ada).text


def test_two_at_the_same_moment_do_not_both_take_the_last_place(
    as_: As, ada: Somebody, tom: Somebody, both: Callable[[Send, Send], list[int]]
) -> None:
    client = as_(ada)
    shares = [sharing.share(client, tom) for _ in range(OPEN_SHARES - 1)]
    for ended in shares[:ROUNDS]:
        asked = [terms(sharing.summary(client, TOPIC), tom) for _ in range(2)]
        assert sorted(both(*(partial(put_share, agreed=agreed) for agreed in asked))) == [201, 422]
        assert client.delete(f"/api/v1/shares/{ended}").status_code == 204
