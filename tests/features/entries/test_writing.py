"""The writing form keeps its context: what is added to, what a card asked and when; Save stands in the header."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.forms import forms
from tests.plugins.people import ORIGIN, Somebody

NOWHERE = "00000000-0000-4000-8000-000000000007"  # the id of nothing

As = Callable[[Somebody], FlaskClient]
EARLIER = "The water was dark."


def heading(page: str) -> str:
    """Return the heading of a page."""
    found = re.search(r"<h1>\s*(.*?)\s*</h1>", page, re.DOTALL)
    assert found
    return found[1]


def eyebrow(part: str) -> str:
    """Return the small line above the first heading of a part of a page."""
    found = re.search(r'class="eyebrow">(?:<bdi>)?(.*?)<', part)
    assert found
    return found[1]


def test_words_that_are_added_show_what_they_are_added_to(as_: As, ada: Somebody, eve: Somebody) -> None:
    entry_id = sharing.entry(as_(ada), EARLIER)
    path = f"/entries/new?about={entry_id}"
    page = as_(ada).get(path)
    assert EARLIER in page.text
    assert f'class="back" href="/entries/{entry_id}"' in page.text
    (form,) = forms(page.text)
    for sent in ({"question": "next"}, {"body": " "}):
        back = as_(ada).post(form.action, data=form.sent.to_dict() | sent).text
        assert EARLIER in back
        assert f'class="back" href="/entries/{entry_id}"' in back
    of_another = as_(eve).get(path).text
    assert EARLIER not in of_another
    assert entry_id not in of_another


@pytest.mark.parametrize("about", [NOWHERE, "nothing", ""])
def test_a_form_about_no_entry_is_a_plain_one(as_: As, ada: Somebody, about: str) -> None:
    page = as_(ada).get(f"/entries/new?about={about}").text
    assert 'name="about_id" value=""' in page
    assert "What you wrote on" not in page


@pytest.mark.parametrize("after", [timedelta(hours=1), timedelta(hours=20), timedelta(days=3), timedelta(days=8)])
def test_the_question_of_todays_card_goes_along_with_its_time_point(as_: As, ada: Somebody, after: timedelta) -> None:
    starts_at = datetime.now(UTC)
    sharing.treatment(as_(ada), starts_at=starts_at.isoformat())
    with time_machine.travel(starts_at + after, tick=False):
        today = as_(ada).get("/today").text
        card = re.search(r'<a class="card soft" href="([^"]+)">(.*?)</a>', today, re.DOTALL)
        assert card
        page = as_(ada).get(card[1]).text
        assert heading(page) in card[2]
        assert eyebrow(page) == eyebrow(card[2])
        (form,) = forms(page)
        kept = as_(ada).post(form.action, data=form.sent.to_dict() | {"body": "A bird"})
        read = as_(ada).get(f"/api/v1{kept.location.removesuffix('/kept')}").json
        again = as_(ada).post(form.action, data=form.sent.to_dict() | {"question": "next"}).text
    assert (heading(again), eyebrow(again)) == (heading(page), eyebrow(page))
    assert str(read["treatment_number"]) in eyebrow(page)


def test_the_time_of_an_entry_is_shown_where_it_is_written_and_changed(as_: As, ada: Somebody) -> None:
    entry_id = sharing.entry(as_(ada), written_at="2026-05-12T20:14:00-04:00")
    shown = re.search(r"<time [^>]*>(.*?)</time>", as_(ada).get(f"/entries/{entry_id}/edit").text)
    assert shown
    assert "12" in shown[1]
    assert "May" in shown[1]
    assert ":14" in shown[1]
    assert re.search(r"<time [^>]*>.*?:\d\d", as_(ada).get("/entries/new").text)
    assert re.search(r"\b8:14\b", as_(ada).get(f"/entries/{entry_id}").text)


@pytest.mark.parametrize(
    "written_at",
    ["last Tuesday", "", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59"],
)
def test_a_form_that_comes_back_without_a_time_shows_that_of_now(as_: As, ada: Somebody, written_at: str) -> None:
    sent = {"id": str(uuid4()), "written_at": written_at, "time_point": "sometime", "question": "next"}
    page = as_(ada).post("/entries", data=sent)
    assert page.status_code == 200
    assert re.search(r"<time [^>]*>.*?:\d\d", page.text)


@pytest.mark.parametrize("written_at", ["2026-05-12T20:14:00", "2026-05-12t20:14:00-04:00"])
def test_a_form_that_comes_back_shows_the_time_that_it_is_kept_with(as_: As, ada: Somebody, written_at: str) -> None:
    sent = {"id": str(uuid4()), "written_at": written_at, "body": EARLIER}
    shown = re.search(r"<time [^>]*>(.*?)</time>", as_(ada).post("/entries", data=sent | {"question": "next"}).text)
    kept = as_(ada).post("/entries", data=sent)
    assert shown
    assert "8:14" in shown[1]
    assert "8:14" in as_(ada).get(kept.location.removesuffix("/kept")).text


def test_mood_is_one_tap(as_: As, ada: Somebody) -> None:
    page = as_(ada).get("/entries/new").text
    before_the_fold = page.split("<details")[0]
    assert len(re.findall(r'name="mood" value="\d+"', before_the_fold)) == 11


def test_save_and_what_is_kept_stand_in_the_header(as_: As, ada: Somebody) -> None:
    page = as_(ada).get("/entries/new").text
    header = page.split("<header")[1].split("</header>")[0]
    assert re.search(r'<button[^>]* form="entry">Save</button>', header)
    assert "data-status" in header
    assert page.count("data-status") == 1
    assert "interactive-widget=resizes-content" in page
    assert "interactive-widget" not in as_(ada).get("/entries").text


def test_the_way_back_leads_to_where_one_came_from(as_: As, ada: Somebody) -> None:
    came = {"Referer": f"{ORIGIN}/today"}
    assert 'class="back" href="/today"' in as_(ada).get("/entries/new", headers=came).text
    assert 'class="back" href="/entries"' in as_(ada).get("/entries/new").text
