"""Checking in on pages: one question a screen, each answer kept at once, help before any score."""

import re
from collections.abc import Callable

import pytest

from journal.clinical import instruments
from journal.clinical.instruments import Instrument
from journal.models import Checkin
from tests.features.checkins.forms import GAD, PHQ, As, begin, filled, put, say
from tests.plugins.people import Somebody


def kept(client, path: str) -> dict:
    return client.get(f"/api/v1{path}").json


def test_nine_answers_lead_to_a_total(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    for number in range(1, 10):
        page = as_(ada).get(f"{path}/questions/{number}").text
        assert PHQ.instructions in page
        assert PHQ.scored[number - 1].text in page
        assert f"{number} of 9" in page
        answer = say(as_(ada), path, number, 1 if number < 9 else 0)
        assert answer.location == f"{path}/questions/{number + 1}"
        assert kept(as_(ada), path)["answers"][f"phq9-{number}"] is not None
    answer = say(as_(ada), path, 10, "", leave="true")
    assert answer.location == path
    page = as_(ada).get(path).text
    assert "8 of 27" in page
    assert "Mild" in page
    assert "not a diagnosis" in page


def test_the_last_question_is_asked_whatever_was_answered(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    answers = [say(as_(ada), path, number, 0) for number in range(1, 10)]
    assert answers[-1].location == f"{path}/questions/10"
    assert PHQ.unscored[0].text in as_(ada).get(answers[-1].location).text
    assert say(as_(ada), path, 10, "", leave="true").location == path
    assert "0 of 27" in as_(ada).get(path).text


def test_an_unfinished_form_is_kept_without_a_number_and_goes_on_where_it_stopped(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    say(as_(ada), path, 1, 3)
    say(as_(ada), path, 2, "", leave="true")
    answer = say(as_(ada), path, 3, 2, stop="true")
    assert answer.location == path
    page = as_(ada).get(path).text
    assert "Saved, not finished" in page
    assert "of 27" not in page
    assert f"{path}/questions/2" in page
    assert list(kept(as_(ada), path)["answers"].values())[:4] == [3, None, 2, None]


@pytest.mark.parametrize(("more", "lead"), [({}, "/questions/10"), ({"stop": "true"}, "")])
@pytest.mark.parametrize("others", [True, False])
def test_item_9_above_zero_opens_help_before_anything_else(
    as_: As, ada: Somebody, more: dict, lead: str, others: bool
) -> None:
    path = begin(as_(ada))
    for number in range(1, 9 if others else 1):
        say(as_(ada), path, number, 0)
    answer = say(as_(ada), path, 9, 1, **more)
    assert answer.location == path + lead
    assert kept(as_(ada), path)["safety"] == "above"
    page = as_(ada).get(answer.location).text
    first, rest = page.partition("<main")[2].split("<details", 1)
    for words in ("Because of one answer", 'href="tel:988"', 'href="tel:911"', 'href="tel:+12125550100"'):
        assert words in first
    assert "of 27" not in first
    assert PHQ.unscored[0].text not in first
    assert (PHQ.unscored[0].text if lead else "Saved." if others else "Saved, not finished.") in rest
    assert "Need support?" in as_(ada).get(path).text
    assert "Need support?" in as_(ada).get("/today").text


@pytest.mark.parametrize("value", [0, ""])
def test_no_other_answer_to_item_9_opens_help(as_: As, ada: Somebody, value: object) -> None:
    path = begin(as_(ada))
    for number in range(1, 9):
        say(as_(ada), path, number, 3)
    say(as_(ada), path, 9, value, leave="true")
    for page in (f"{path}/questions/10", path):
        assert "Because of one answer, here are people you can talk to now." not in as_(ada).get(page).text


def test_help_opens_what_follows_item_9_and_no_other_question(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    say(as_(ada), path, 9, 3)
    opens = [
        number for number in range(1, 11) if "Because of one answer" in as_(ada).get(f"{path}/questions/{number}").text
    ]
    assert opens == [10]


def test_a_refused_answer_after_help_stands_in_sight(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    say(as_(ada), path, 9, 3)
    for refused in (say(as_(ada), path, 10, ""), say(as_(ada), path, 10, 7), say(as_(ada), path, 10, 1, before=2)):
        assert refused.status_code in {412, 422}
        assert "<details" not in refused.text


def test_help_that_came_first_need_not_come_again(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    say(as_(ada), path, 9, 3)
    assert f'action="{path}/questions/10#rest"' in as_(ada).get(f"{path}/questions/10").text
    assert f'action="{path}/questions/9"' in as_(ada).get(f"{path}/questions/9").text
    assert f'href="{path}#rest"' in as_(ada).get("/checkins/scores").text


def test_item_9_at_zero_is_never_called_no_risk(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    for number in range(1, 10):
        say(as_(ada), path, number, 0)
    page = as_(ada).get(path).text.lower()
    assert "need support?" not in page
    assert "risk" not in page


def test_next_without_a_choice_says_what_to_do(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    answer = as_(ada).post(f"{path}/questions/1", data={"before": ""})
    assert answer.status_code == 422
    assert "Choose one of these, or skip this one." in answer.text


@pytest.mark.parametrize("value", ["4", "-1", "two", "1.0", "true", "9" * 30])
def test_page_and_api_refuse_an_answer_with_the_same_words(as_: As, ada: Somebody, value: str) -> None:
    path = begin(as_(ada))
    page = say(as_(ada), path, 3, value)
    said = "Question 3 takes 0, 1, 2 or 3."
    assert page.status_code == 422
    assert said in page.text
    assert put(as_(ada), f"/api/v1{path}", filled(1, 1, value)).json["fields"] == {"answers.phq9-3": [said]}
    assert set(kept(as_(ada), path)["answers"].values()) == {None}


@pytest.mark.parametrize("instrument", [PHQ, GAD])
def test_neither_revisions_nor_lengths_tell_what_was_answered(
    as_: As, ada: Somebody, stored: Callable, instrument: Instrument
) -> None:
    for value in (0, 3, ""):
        path = begin(as_(ada), instrument.id)
        for question in instrument.questions:
            say(as_(ada), path, question.number, value, **({} if value != "" else {"leave": "true"}))
    rows = stored(Checkin, instrument=instrument.id)
    assert [row.revision for row in rows] == [1 + len(instrument.questions)] * 3
    assert len({len(row.sealed) for row in rows}) == 1


def test_the_same_answer_twice_changes_nothing(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    assert [say(as_(ada), path, 1, 2).location for _ in range(2)] == [f"{path}/questions/2"] * 2
    assert kept(as_(ada), path)["revision"] == 2


def test_two_windows_lose_nothing(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    say(as_(ada), path, 1, 2)
    say(as_(ada), path, 2, 3)
    other = say(as_(ada), path, 1, 1)  # this window still shows question 1 as blank
    assert other.status_code == 412
    assert "Several days" in other.text
    assert 'There you chose: <span translate="no">More than half the days</span>.' in other.text
    assert list(kept(as_(ada), path)["answers"].values())[:2] == [2, 3]
    before = re.search(r'name="before" value="(\d)"', other.text)
    assert say(as_(ada), path, 1, 1, before=before[1]).status_code == 303
    assert list(kept(as_(ada), path)["answers"].values())[:2] == [1, 3]


def test_an_answer_is_ticked_when_one_comes_back(as_: As, ada: Somebody) -> None:
    path = begin(as_(ada))
    say(as_(ada), path, 1, 2)
    assert 'value="2" checked' in as_(ada).get(f"{path}/questions/1").text


def test_beginning_twice_begins_once(as_: As, ada: Somebody) -> None:
    form = {"id": "01990000-0000-7000-8000-000000000001", "instrument": "gad-7"}
    assert {as_(ada).post("/checkins", data=form).location for _ in range(2)} == {f"/checkins/{form['id']}/questions/1"}
    assert as_(ada).get(f"/checkins/{form['id']}/questions/7").status_code == 200
    assert as_(ada).get(f"/checkins/{form['id']}/questions/8").status_code == 404
    assert as_(ada).get(f"/checkins/{form['id']}/questions/0").status_code == 404
    assert GAD.instructions in as_(ada).get(f"/checkins/{form['id']}/questions/1").text


def test_an_unknown_questionnaire_is_refused_on_the_form(as_: As, ada: Somebody) -> None:
    answer = as_(ada).post("/checkins", data={"instrument": "phq-8"})
    assert answer.status_code == 422
    assert f"Choose one of these: {', '.join(one.id for one in instruments.ALL)}." in answer.text


@pytest.mark.parametrize("path", ["", "/questions/1"])
def test_only_its_owner_finds_it(as_: As, ada: Somebody, eve: Somebody, tom: Somebody, path: str) -> None:
    address = begin(as_(ada)) + path
    assert [as_(person).get(address).status_code for person in (ada, eve, tom)] == [200, 404, 403]


def test_nobody_else_answers_it(as_: As, ada: Somebody, eve: Somebody) -> None:
    path = begin(as_(ada))
    assert say(as_(eve), path, 1, 3).status_code == 404
    assert kept(as_(ada), path)["revision"] == 1
