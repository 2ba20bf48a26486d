"""Handing over on pages: what the preview showed, and nothing else."""

from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.domain.sharing.shown import page as shown_page
from tests.plugins import sharing
from tests.plugins.forms import Form, forms
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


def seen(client: FlaskClient, summary_id: str) -> Form:
    """Look at the preview and return the form on it, as it stands."""
    answer = client.get(f"/summaries/{summary_id}/preview")
    assert answer.status_code == 200
    (form,) = forms(answer.text)
    return form


def press(client: FlaskClient, form: Form, **change: str) -> TestResponse:
    """Send a form for a week, with what is put in otherwise."""
    return client.post(form.action, data=form.sent.to_dict() | {"ends_at": sharing.soon(days=7)[:10]} | change)


def shares(client: FlaskClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/v1/shares").json["items"]
    return found


def test_before_the_very_first_share_its_meaning_is_said_on_the_preview_once(
    as_: As, ada: Somebody, tom: Somebody, summary_id: str
) -> None:
    first = text(as_(ada), f"/summaries/{summary_id}/preview")
    assert "Before your first share" in first
    assert RECORD in first
    assert press(as_(ada), seen(as_(ada), summary_id)).status_code == 303
    again = text(as_(ada), f"/summaries/{summary_id}/preview")
    assert ("Before your first share" in again, RECORD in again) == (False, True)


def test_the_preview_shares_what_it_shows_until_its_date_for_its_purpose(
    as_: As, ada: Somebody, tom: Somebody, summary_id: str
) -> None:
    form = seen(as_(ada), summary_id)
    assert {"ends_at", "purpose", "preview"} <= form.names
    assert TOPIC["text"] in text(as_(ada), f"/summaries/{summary_id}/preview")
    assert as_(ada).post(form.action, data=form.sent).status_code == 303
    (share,) = shares(as_(ada))
    until = datetime.fromisoformat(share["ends_at"]).astimezone(ZoneInfo("America/New_York"))
    assert (share["purpose"], until.date().isoformat()) == (form.sent["purpose"], form.sent["ends_at"])


def test_a_form_sent_twice_hands_over_once(as_: As, ada: Somebody, tom: Somebody, summary_id: str) -> None:
    form = seen(as_(ada), summary_id)
    answers = [press(as_(ada), form) for _ in range(2)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, "/shares")] * 2
    (share,) = shares(as_(ada))
    assert (share["purpose"], share["ends_at"][14:16]) == ("For our next appointment", "59")
    page = text(as_(ada), "/shares")
    assert "What Tom can see" in page
    assert "Not opened yet" in page
    assert [one["title"] for one in brief(as_(tom), ada).json["shares"]] == ["For Thursday"]
    assert "Tom opened it: Today" in text(as_(ada), "/shares")


def test_the_list_says_what_is_a_draft_what_is_shared_until_when_and_what_is_over(
    as_: As, ada: Somebody, tom: Somebody, summary_id: str
) -> None:
    assert "Drafts For Thursday Started on" in " ".join(shown_page(as_(ada), "/shares").split())
    assert "Draft, started on" in text(as_(ada), "/summaries")
    press(as_(ada), seen(as_(ada), summary_id))
    assert "Drafts" not in text(as_(ada), "/shares")
    for page in ("/shares", "/summaries"):
        assert "Shared until" in text(as_(ada), page)
    as_(ada).delete(f"/api/v1/shares/{shares(as_(ada))[0]['id']}")
    assert "Ended" in text(as_(ada), "/shares")
    assert "Shared once. It ended on" in text(as_(ada), "/summaries")


def test_sharing_the_same_again_from_a_fresh_form_leads_to_the_share_that_is_there(
    as_: As, ada: Somebody, tom: Somebody, summary_id: str
) -> None:
    fresh = [seen(as_(ada), summary_id) for _ in range(2)]
    assert fresh[0].sent["id"] != fresh[1].sent["id"]
    answer = [press(as_(ada), form) for form in fresh][-1]
    (share,) = shares(as_(ada))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/shares/{share['id']}")
    assert "You already share exactly this" in text(as_(ada), answer.headers["Location"])


def test_what_changed_since_the_preview_is_shown_again_and_not_handed_over(
    as_: As, ada: Somebody, tom: Somebody, summary_id: str
) -> None:
    form, until = seen(as_(ada), summary_id), sharing.soon(days=7)[:10]
    put(as_(ada), f"/summaries/{summary_id}", {"title": "Changed", "pieces": [TOPIC]}, 1)
    answer = press(as_(ada), form, purpose="About the lake")
    assert answer.status_code == 412
    for words in ("Something has changed", "Changed", TOPIC["text"], "About the lake", until):
        assert words in unescape(answer.text)
    assert shares(as_(ada)) == []
    (again,) = forms(answer.text)
    assert press(as_(ada), again).status_code == 303
    assert [share["title"] for share in shares(as_(ada))] == ["Changed"]


def test_a_refused_form_says_so_where_the_preview_changed_as_well(
    as_: As, ada: Somebody, tom: Somebody, summary_id: str
) -> None:
    form = seen(as_(ada), summary_id)
    put(as_(ada), f"/summaries/{summary_id}", {"title": "Changed", "pieces": [TOPIC]}, 1)
    answer = press(as_(ada), form, ends_at="soon")
    assert (answer.status_code, "Something has changed" in answer.text) == (422, True)
    assert "Changed" in answer.text
    assert forms(answer.text)[0].sent["preview"] != form.sent["preview"]


@pytest.mark.parametrize("looked_at", ["", "0" * 32, "x"])
def test_without_a_look_at_the_preview_nothing_is_handed_over(
    as_: As, ada: Somebody, summary_id: str, looked_at: str
) -> None:
    answer = press(as_(ada), seen(as_(ada), summary_id), preview=looked_at)
    assert (answer.status_code, "so nothing was shared yet" in answer.text) == (412, True)
    assert shares(as_(ada)) == []


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
    form = seen(as_(ada), summary_id)
    answer = press(as_(ada), form, **({"purpose": "Mine"} | change))
    assert (answer.status_code, said in unescape(answer.text)) == (422, True)
    assert "Give a date and a time" not in answer.text
    assert f'value="{form.sent["id"]}"' in answer.text
    assert "Mine" in answer.text or "purpose" in change
    assert TOPIC["text"] in answer.text  # what would be shared stays in sight
    assert shares(as_(ada)) == []


@pytest.mark.parametrize("day", ["2031-05-14", "9997-12-30"])
def test_the_end_that_is_proposed_is_taken_however_far_the_visit(
    as_: As, ada: Somebody, tom: Somebody, summary_id: str, day: str
) -> None:
    form = seen(as_(ada), sharing.summary(as_(ada), TOPIC, for_date=day))
    answer = as_(ada).post(form.action, data=form.sent)
    assert (answer.status_code, len(as_(ada).get("/api/v1/shares").json["items"])) == (303, 1)


def test_with_nobody_in_care_the_way_on_is_an_invitation(as_: As, eve: Somebody) -> None:
    page = text(as_(eve), f"/summaries/{sharing.summary(as_(eve), TOPIC)}/preview")
    assert TOPIC["text"] in page
    assert forms(page) == []
    assert "You have no one to share it with yet." in page
    assert "/invitations/new" in page


def test_an_empty_summary_has_no_way_to_be_shared(as_: As, ada: Somebody, tom: Somebody, summary_id: str) -> None:
    empty = sharing.summary(as_(ada))
    assert "There is nothing in it yet." in text(as_(ada), f"/summaries/{empty}/preview")
    assert forms(as_(ada).get(f"/summaries/{empty}/preview").text) == []


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
    for address in (path, f"{path}/withdrawal", f"/summaries/{summary_id}/preview"):
        assert [as_(who).get(address).status_code for who in (ada, eve, tom)] == [200, 404, 403], address
    assert as_(eve).post(f"{path}/withdrawal").status_code == 404
    assert as_(eve).post(f"/summaries/{summary_id}/share").status_code == 404
    assert as_(ada).get(f"/api/v1{path}").json["status"] == "open"
