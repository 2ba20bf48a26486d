"""The pages of treatments: the next one half filled in, nothing lost, nothing advised."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from journal.core import clock
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
FORM = {"starts_at": "2026-05-12T15:00", "route": "iv", "status": "planned"}


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found
    return found[1]


def keep(client: FlaskClient, **facts: object) -> str:
    """Keep a treatment by the page; return its address."""
    answer = client.post("/treatments", data={"id": str(uuid4()), **FORM, **facts})
    assert (answer.status_code, answer.location.endswith("#saved")) == (303, True), answer.text
    return answer.location.removesuffix("#saved")


def test_a_treatment_is_put_in_read_and_changed(as_: As, ada: Somebody) -> None:
    path = keep(as_(ada), number=4, of=6, setting="at the clinic", intention="Rest.")
    page = " ".join(as_(ada).get(path).text.split())
    for words in ("Treatment 4 of 6", "Tuesday, May 12, 3:00 PM", "IV, into a vein", "at the clinic", "Rest."):
        assert words in page
    form = as_(ada).get(f"{path}/edit").text
    assert 'value="2026-05-12T15:00"' in form
    changed = FORM | {"status": "done", "number": "4", "of": "6", "revision": hidden(form, "revision")}
    assert as_(ada).post(path, data=changed).status_code == 303
    assert "Done" in as_(ada).get(path).text


def test_the_same_form_twice_keeps_one_treatment(as_: As, ada: Somebody) -> None:
    page = as_(ada).get("/treatments/new").text
    form = FORM | {"id": hidden(page, "id"), "course_id": hidden(page, "course_id")}
    assert [as_(ada).post("/treatments", data=form).status_code for _ in range(2)] == [303, 303]
    assert len(as_(ada).get("/api/v1/treatments").json["items"]) == 1


def test_the_next_one_is_of_the_same_course(as_: As, ada: Somebody) -> None:
    course = str(uuid4())
    keep(as_(ada), number=4, of=6, course_id=course, route="im", setting="at home")
    page = as_(ada).get("/treatments/new").text
    assert (hidden(page, "course_id"), hidden(page, "number"), hidden(page, "of")) == (course, "5", "6")
    assert '<option value="im" selected>' in page
    assert 'value="at home"' in page


def test_after_the_last_one_a_new_course_begins(as_: As, ada: Somebody) -> None:
    course = str(uuid4())
    keep(as_(ada), number=6, of=6, course_id=course)
    page = as_(ada).get("/treatments/new").text
    assert hidden(page, "course_id") != course
    assert hidden(page, "number") == ""


def test_what_is_coming_stands_before_what_has_been(as_: As, ada: Somebody) -> None:
    for number, days in enumerate((-14, -7, 7, 14), start=1):
        at = (clock.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
        keep(as_(ada), starts_at=at, number=number, of=4)
    page = as_(ada).get("/treatments").text
    assert re.findall(r"Treatment (\d) of 4", page) == ["3", "4", "2", "1"]
    assert page.index("Coming up") < page.index("Treatment 3") < page.index("Past") < page.index("Treatment 2")


def test_two_who_change_it_at_once_lose_no_words(as_: As, ada: Somebody) -> None:
    path = keep(as_(ada), intention="At first")
    first = FORM | {"revision": "1", "intention": "From the phone", "status": "cancelled"}
    second = FORM | {"revision": "1", "intention": "From the desk"}
    assert as_(ada).post(path, data=first).status_code == 303
    refused = as_(ada).post(path, data=second)
    assert refused.status_code == 412
    elsewhere = re.search(r'role="alert">(.*?)</section>', refused.text, re.DOTALL)
    assert elsewhere
    assert "From the phone" in elsewhere[1]
    assert "Canceled" in elsewhere[1]
    assert "From the desk" in refused.text
    assert as_(ada).post(path, data=second | {"revision": hidden(refused.text, "revision")}).status_code == 303
    assert "From the desk" in as_(ada).get(path).text


def test_a_time_that_nobody_touched_stays_the_instant_that_it_was(as_: As, ada: Somebody) -> None:
    path, second = f"/treatments/{uuid4()}", "2026-11-01T06:30:15Z"  # half past one in New York, the second time
    as_(ada).put(f"/api/v1{path}", json=FORM | {"starts_at": second})
    page = as_(ada).get(f"{path}/edit").text
    sent = FORM | {name: hidden(page, name) for name in ("starts_at", "instant", "revision")}
    assert sent["starts_at"] == "2026-11-01T01:30"
    assert as_(ada).post(path, data=sent | {"noticed": "Quiet"}).status_code == 303
    kept = as_(ada).get(f"/api/v1{path}").json
    assert (kept["noticed"], kept["starts_at"]) == ("Quiet", second)
    for starts_at, instant in (("2026-11-01T02:30", sent["instant"]), ("2026-11-01T02:30", "soon")):
        moved = sent | {"revision": str(kept["revision"]), "starts_at": starts_at, "instant": instant}
        assert as_(ada).post(path, data=moved).status_code in (303, 412)
    assert as_(ada).get(f"/api/v1{path}").json["starts_at"] == "2026-11-01T07:30:00Z"


def test_deleting_asks_once_more(as_: As, ada: Somebody) -> None:
    path = keep(as_(ada))
    assert "Delete this treatment?" in as_(ada).get(f"{path}/deletion").text
    assert as_(ada).get(path).status_code == 200
    assert as_(ada).post(f"{path}/deletion").status_code == 303
    assert as_(ada).get(path).status_code == 404


def test_what_was_kept_about_it_stands_with_its_time_point(as_: As, ada: Somebody) -> None:
    path = keep(as_(ada), number=4)
    treatment, entry = path.rsplit("/", 1)[1], uuid4()
    words = {"body": "The sea", "treatment_id": treatment, "written_at": "2026-05-13T10:00:00-04:00"}
    as_(ada).put(f"/api/v1/entries/{entry}", json=words)
    page = as_(ada).get(path).text
    assert "Day 1 after treatment 4" in page
    assert f"/entries/{entry}" in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"number": "7", "of": "6"}, "The course has only 6 treatments."),
        ({"number": "many"}, "Give a whole number from 1 to 999."),
        ({"route": "dream"}, "Choose one of these"),
        ({"starts_at": ""}, "This is required."),
    ],
)
def test_page_and_api_refuse_the_same_with_the_same_words(as_: As, ada: Somebody, facts: dict, said: str) -> None:
    words = "Words that must not be lost"
    page = as_(ada).post("/treatments", data={**FORM, "noticed": words, **facts})
    assert page.status_code == 422
    assert said in page.text
    assert words in page.text
    body = {name: int(value) if value.isdigit() else value for name, value in (FORM | facts).items() if value}
    body |= {"starts_at": "2026-05-12T15:00:00Z"} if body.get("starts_at") else {}
    answer = as_(ada).put(f"/api/v1/treatments/{uuid4()}", json=body)
    assert answer.status_code == 422
    assert said in str(answer.json["fields"])
    assert as_(ada).get("/api/v1/treatments").json["items"] == []


@pytest.mark.parametrize("path", ["", "/edit", "/deletion"])
def test_only_its_owner_finds_it(as_: As, ada: Somebody, eve: Somebody, tom: Somebody, path: str) -> None:
    address = keep(as_(ada)) + path
    assert [as_(person).get(address).status_code for person in (ada, eve, tom)] == [200, 404, 403]
