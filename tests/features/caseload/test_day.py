"""A therapist's day: who is in care, who has something open; never what was not shared or when somebody was here."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC

As = Callable[[Somebody], FlaskClient]
LIST = "/api/v1/caseload"


@pytest.fixture
def patients(make_person: Callable[..., Somebody], take_care: Callable[..., object], tom: Somebody) -> list[Somebody]:
    """Four patients in Tom's care."""
    people = [make_person(name, "patient") for name in ("Ben", "Carl", "Dora", "Finn")]
    for person in people:
        take_care(tom, person)
    return people


def hand_over(client: FlaskClient, tom: Somebody, day: str | None) -> None:
    summary_id = sharing.summary(client, TOPIC, for_date=day)
    sharing.put_share(client, sharing.terms(summary_id, tom))


def test_those_with_something_open_come_first_by_its_day(as_: As, tom: Somebody, patients: list[Somebody]) -> None:
    _ben, carl, dora, finn = patients
    for person, day in ((carl, "2031-05-20"), (dora, None), (finn, "2031-05-14")):
        hand_over(as_(person), tom, day)
    items = as_(tom).get(LIST).json["items"]
    assert [(item["name"], item["open"], item["for_date"]) for item in items] == [
        ("Finn", True, "2031-05-14"),
        ("Carl", True, "2031-05-20"),
        ("Dora", True, None),
        ("Ben", False, None),
    ]
    page = as_(tom).get("/caseload").text
    assert sorted(["Finn", "Carl", "Dora", "Ben"], key=page.index) == ["Finn", "Carl", "Dora", "Ben"]


def test_what_is_not_shared_leaves_no_trace(as_: As, tom: Somebody, patients: list[Somebody]) -> None:
    writer, silent = patients[:2]
    sharing.entry(as_(writer))
    sharing.checkin(as_(writer), item_9=3)
    sharing.summary(as_(writer), TOPIC, for_date="2031-05-14")
    told = {item["name"]: item for item in as_(tom).get(LIST).json["items"]}
    names = {"patient_id", "name"}
    assert {name: told["Ben"][name] for name in told["Ben"].keys() - names} == {
        name: told[silent.name][name] for name in told[silent.name].keys() - names
    }


def test_looking_at_the_day_opens_nothing(as_: As, tom: Somebody, patients: list[Somebody]) -> None:
    share_id = sharing.share(as_(patients[0]), tom)
    assert as_(tom).get("/caseload").status_code == as_(tom).get(LIST).status_code == 200
    assert as_(patients[0]).get(f"/api/v1/shares/{share_id}").json["opened"] == 0


def test_it_goes_page_by_page_and_takes_no_cursor_but_its_own(as_: As, tom: Somebody, patients: list[Somebody]) -> None:
    hand_over(as_(patients[2]), tom, "2031-05-14")
    whole = as_(tom).get(LIST).json["items"]
    found, cursor = [], ""
    while cursor is not None:
        page = as_(tom).get(f"{LIST}?limit=1{cursor and '&cursor=' + cursor}").json
        found, cursor = found + page["items"], page["next"]
    assert found == whole
    assert len(found) == 4
    assert list(as_(tom).get(f"{LIST}?cursor=made-up").json["fields"]) == ["cursor"]


def test_nobody_in_care_is_a_calm_page(as_: As, tom: Somebody) -> None:
    assert as_(tom).get(LIST).json == {"items": [], "next": None}
    assert "No patients yet" in as_(tom).get("/caseload").text
