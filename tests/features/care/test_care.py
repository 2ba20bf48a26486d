"""Care: listed for both sides, ended by either at once, and with it every share made under it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from journal.models import AuditLine, Care, Share
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
LIST = "/api/v1/care"


def end(client: FlaskClient, way: str, care_id: object) -> int:
    if way == "page":
        return int(client.post(f"/settings/care/{care_id}/ending").status_code)
    return int(client.delete(f"{LIST}/{care_id}").status_code)


def test_each_side_sees_the_other_and_nobody_else_does(
    as_: As, ada: Somebody, eve: Somebody, tom: Somebody, clara: Somebody, take_care: Callable
) -> None:
    care_id = str(take_care(tom, ada))
    (mine,), (theirs,) = as_(ada).get(LIST).json["items"], as_(tom).get(LIST).json["items"]
    assert (mine["id"], mine["name"], mine["person_id"]) == (care_id, "Tom", str(tom.id))
    assert (theirs["id"], theirs["name"], theirs["person_id"]) == (care_id, "Ada", str(ada.id))
    assert as_(eve).get(LIST).json["items"] == []
    assert as_(clara).get(LIST).status_code == 403


def test_the_page_asks_before_it_ends_and_asking_changes_nothing(
    as_: As, ada: Somebody, tom: Somebody, eve: Somebody, take_care: Callable
) -> None:
    care_id = take_care(tom, ada)
    page = as_(ada).get(f"/settings/care/{care_id}/ending")
    assert page.status_code == 200
    assert "Stop sharing with Tom?" in page.text
    assert len(as_(ada).get(LIST).json["items"]) == 1
    assert as_(eve).get(f"/settings/care/{care_id}/ending").status_code == 404


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize("who", ["ada", "tom"])
def test_either_side_ends_it_and_its_shares_end_with_it(
    as_: As,
    request: pytest.FixtureRequest,
    ada: Somebody,
    tom: Somebody,
    take_care: Callable,
    add_share: Callable,
    stored: Callable,
    who: str,
    way: str,
) -> None:
    person = request.getfixturevalue(who)
    care_id = take_care(tom, ada)
    share_id = add_share(ada, tom, care_id)
    assert end(as_(person), way, care_id) == (303 if way == "page" else 204)
    assert as_(ada).get(LIST).json["items"] == as_(tom).get(LIST).json["items"] == []
    (care,), (share,) = stored(Care), stored(Share)
    assert (care.ended_by, share.ended_by) == (person.id, person.id)
    assert (share.ended, share.snapshot, share.ended_at) == ("care_ended", None, care.ended_at)
    acts = {(line.act, line.actor_id, line.subject_id) for line in stored(AuditLine, owner_id=ada.id)}
    assert {("care.ended", person.id, care_id), ("share.ended", person.id, share_id)} <= acts
    assert end(as_(person), way, care_id) == 404


@pytest.mark.parametrize("way", ["page", "api"])
def test_nobody_else_ends_it(
    as_: As,
    ada: Somebody,
    eve: Somebody,
    tom: Somebody,
    clara: Somebody,
    make_person: Callable,
    take_care: Callable,
    stored: Callable,
    way: str,
) -> None:
    care_id = take_care(tom, ada)
    other = make_person("Theo", "therapist")
    assert [end(as_(person), way, care_id) for person in (eve, other, clara)] == [404, 404, 403]
    assert stored(Care)[0].ended_at is None


def test_shares_made_under_other_care_stay_open(
    as_: As, ada: Somebody, tom: Somebody, make_person: Callable, take_care: Callable, add_share: Callable, stored
) -> None:
    theo = make_person("Theo", "therapist")
    with_tom, with_theo = take_care(tom, ada), take_care(theo, ada)
    ended, open_ = add_share(ada, tom, with_tom), add_share(ada, theo, with_theo)
    assert end(as_(ada), "api", with_tom) == 204
    assert {share.id: share.ended for share in stored(Share)} == {ended: "care_ended", open_: None}
    assert [care["name"] for care in as_(ada).get(LIST).json["items"]] == ["Theo"]
