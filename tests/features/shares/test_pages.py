"""Handing over on pages: what the preview showed, and nothing else."""

import re
from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC, brief, put

As = Callable[[Somebody], FlaskClient]

RECORD = "it can become part of your clinical record. Ending a share can't undo what was read."


@pytest.fixture
def summary_id(as_: As, ada: Somebody, tom: Somebody, take_care: Callable[..., object]) -> str:
    """A summary of Ada's, whom Tom is in care of."""
    take_care(tom, ada)
    return sharing.summary(as_(ada), TOPIC, for_date="2031-05-14")


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    return unescape(" ".join(answer.text.split()))


def seen(client: FlaskClient, summary_id: str) -> str:
    """Look at the preview and return where its button leads."""
    page = text(client, f"/summaries/{summary_id}/preview")
    return re.search(r'href="(/summaries/[^"]+/share\?preview=\w+)"', page)[1]


def form(client: FlaskClient, address: str) -> dict[str, str]:
    """Return the form at an address as it stands."""
    page = text(client, f"{address}&known=1")
    return dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page))


def test_before_the_very_first_share_its_meaning_is_said_once(
    as_: As, ada: Somebody, tom: Somebody, summary_id: str
) -> None:
    address = seen(as_(ada), summary_id)
    first = text(as_(ada), address)
    assert "Before your first share" in first
    assert RECORD in first
    as_(ada).post(address.split("?")[0], data=form(as_(ada), address) | {"ends_at": sharing.soon(days=7)[:10]})
    assert "Before your first share" not in text(as_(ada), seen(as_(ada), summary_id))


def test_a_form_sent_twice_hands_over_once(as_: As, ada: Somebody, tom: Somebody, summary_id: str) -> None:
    address = seen(as_(ada), summary_id)
    given = form(as_(ada), address) | {"ends_at": sharing.soon(days=7)[:10]}
    answers = [as_(ada).post(address.split("?")[0], data=given) for _ in range(2)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, "/shares")] * 2
    (share,) = as_(ada).get("/api/v1/shares").json["items"]
    assert (share["purpose"], share["ends_at"][14:16]) == ("To prepare for our next appointment", "59")
    page = text(as_(ada), "/shares")
    assert "What Tom can see" in page
    assert "Not opened yet" in page
    assert [one["title"] for one in brief(as_(tom), ada).json["shares"]] == ["For Thursday"]
    assert "Tom opened it: Today" in text(as_(ada), "/shares")


def test_sharing_the_same_again_from_a_fresh_form_leads_to_the_share_that_is_there(
    as_: As, ada: Somebody, tom: Somebody, summary_id: str
) -> None:
    address = seen(as_(ada), summary_id)
    ids = [form(as_(ada), address)["id"] for _ in range(2)]
    assert ids[0] != ids[1]
    for form_id in ids:
        given = form(as_(ada), address) | {"id": form_id, "ends_at": sharing.soon(days=7)[:10]}
        answer = as_(ada).post(address.split("?")[0], data=given)
    (share,) = as_(ada).get("/api/v1/shares").json["items"]
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/shares/{share['id']}")
    assert "You already share exactly this" in text(as_(ada), answer.headers["Location"])


def test_what_changed_since_the_preview_is_shown_again_and_not_handed_over(
    as_: As, ada: Somebody, tom: Somebody, summary_id: str
) -> None:
    address = seen(as_(ada), summary_id)
    until = sharing.soon(days=7)[:10]
    given = form(as_(ada), address) | {"ends_at": until, "purpose": "About the lake"}
    put(as_(ada), f"/summaries/{summary_id}", {"title": "Changed", "pieces": [TOPIC]}, 1)
    path = address.split("?")[0]
    answer = as_(ada).post(path, data=given)
    assert answer.status_code == 412
    for words in ("Something has changed", "Changed", TOPIC["text"], "About the lake", until):
        assert words in unescape(answer.text)
    assert "Something has changed" in text(as_(ada), f"{address}&known=1")
    assert as_(ada).get("/api/v1/shares").json["items"] == []
    looked_at = re.search(r'name="preview" value="(\w+)"', answer.text)[1]
    assert as_(ada).post(path, data=given | {"preview": looked_at}).status_code == 303
    assert [share["title"] for share in as_(ada).get("/api/v1/shares").json["items"]] == ["Changed"]


def test_without_a_look_at_the_preview_nothing_is_handed_over(as_: As, ada: Somebody, summary_id: str) -> None:
    path = f"/summaries/{summary_id}/share"
    assert as_(ada).get(path).headers["Location"] == f"/summaries/{summary_id}/preview"
    given = form(as_(ada), seen(as_(ada), summary_id)) | {"preview": "", "ends_at": sharing.soon(days=7)[:10]}
    answer = as_(ada).post(path, data=given)
    assert (answer.status_code, "so nothing was shared yet" in answer.text) == (412, True)
    assert as_(ada).get("/api/v1/shares").json["items"] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ends_at": "2026-01-01"}, "That day has passed."),
        ({"ends_at": "2099-01-01"}, "A share can last a year at most."),
        ({"ends_at": "0202-05-12"}, "That day has passed."),
        ({"ends_at": "soon"}, "Choose the last day"),
        ({"ends_at": ""}, "Choose the last day"),
        ({"ends_at": "0001-01-01"}, "Choose the last day"),
        ({"ends_at": "9999-12-31"}, "Choose the last day"),
        ({"purpose": ""}, "This is required."),
        ({"therapist_id": str(uuid4())}, "This person is not your therapist here"),
    ],
)
def test_a_refused_form_comes_back_filled(
    as_: As, ada: Somebody, summary_id: str, change: dict[str, str], said: str
) -> None:
    address = seen(as_(ada), summary_id)
    given = form(as_(ada), address) | {"ends_at": sharing.soon(days=7)[:10], "purpose": "Mine"} | change
    answer = as_(ada).post(address.split("?")[0], data=given)
    assert (answer.status_code, said in unescape(answer.text)) == (422, True)
    assert "Give a date and a time" not in answer.text
    assert f'value="{given["id"]}"' in answer.text
    assert "Mine" in answer.text or "purpose" in change
    assert as_(ada).get("/api/v1/shares").json["items"] == []


@pytest.mark.parametrize("day", ["2031-05-14", "9997-12-30"])
def test_the_end_that_is_proposed_is_taken_however_far_the_visit(
    as_: As, ada: Somebody, tom: Somebody, summary_id: str, day: str
) -> None:
    address = seen(as_(ada), sharing.summary(as_(ada), TOPIC, for_date=day))
    answer = as_(ada).post(address.split("?")[0], data=form(as_(ada), address))
    assert (answer.status_code, len(as_(ada).get("/api/v1/shares").json["items"])) == (303, 1)


def test_with_nobody_in_care_the_way_on_is_an_invitation(as_: As, eve: Somebody) -> None:
    page = text(as_(eve), seen(as_(eve), sharing.summary(as_(eve), TOPIC)))
    assert "You have no one to share it with yet." in page
    assert "/invitations/new" in page


def test_an_empty_summary_has_no_way_to_be_shared(as_: As, ada: Somebody, tom: Somebody, summary_id: str) -> None:
    empty = sharing.summary(as_(ada))
    assert "There is nothing in it yet." in text(as_(ada), f"/summaries/{empty}/preview")
    assert "/share?" not in text(as_(ada), f"/summaries/{empty}/preview")


def test_an_open_share_is_seen_ended_and_read_about(as_: As, ada: Somebody, tom: Somebody, summary_id: str) -> None:
    share_id = sharing.share(as_(ada), tom)
    path = f"/shares/{share_id}"
    assert TOPIC["text"] in text(as_(ada), path)
    brief(as_(tom), ada)
    assert "Tom opened it" in text(as_(ada), path)
    assert "End this share now?" in text(as_(ada), f"{path}/withdrawal")
    assert as_(ada).get(f"/api/v1{path}").json["status"] == "open"
    assert "This share has ended. Tom can no longer open it." in unescape(
        as_(ada).post(f"{path}/withdrawal", follow_redirects=True).text
    )
    after = text(as_(ada), path)
    assert "the copy is erased" in after
    assert "Tom opened it" in after
    assert TOPIC["text"] not in after
    assert as_(ada).get(f"{path}/withdrawal").headers["Location"] == path
    assert "Nobody can see anything of yours." in text(as_(ada), "/shares")


def test_only_its_owner_finds_a_shares_pages(
    as_: As, ada: Somebody, eve: Somebody, tom: Somebody, summary_id: str
) -> None:
    path = f"/shares/{sharing.share(as_(ada), tom)}"
    for address in (path, f"{path}/withdrawal", seen(as_(ada), summary_id)):
        assert [as_(who).get(address).status_code for who in (ada, eve, tom)] == [200, 404, 403], address
    assert as_(eve).post(f"{path}/withdrawal").status_code == 404
    assert as_(eve).post(f"/summaries/{summary_id}/share").status_code == 404
    assert as_(ada).get(f"/api/v1{path}").json["status"] == "open"
