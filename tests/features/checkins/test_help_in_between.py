"""An answer about harm shows help although it was not kept: in a conflict, and on the page of an expired sign-in."""

import pytest

from tests.features.checkins.forms import As, begin, new, put, say
from tests.features.signin.late import filled, sign_in
from tests.plugins.people import Somebody

HELP = "Because of one answer, here are people you can talk to now."


@pytest.mark.parametrize(
    ("kept", "chosen", "shown"), [(0, 1, True), (2, 0, True), (1, 3, True), ("", 1, True), (0, "", False)]
)
def test_either_of_two_conflicting_answers_shows_help(
    as_: As, ada: Somebody, kept: object, chosen: object, shown: bool
) -> None:
    path = begin(as_(ada))
    say(as_(ada), path, 9, 3)
    say(as_(ada), path, 9, kept, 3, leave="true")
    page = say(as_(ada), path, 9, chosen, 3, leave="true")
    assert page.status_code == 412
    assert (HELP in page.text, 'href="tel:988"' in page.text) == (shown, shown)


@pytest.mark.parametrize(
    ("kept", "sent", "shown"), [(0, 1, True), (2, 0, True), (1, 3, True), (None, 1, True), (0, None, False)]
)
def test_the_api_says_help_for_either_of_two_conflicting_check_ins(
    as_: As, ada: Somebody, kept: int | None, sent: int | None, shown: bool
) -> None:
    path, one, other = new(), {"phq9-9": kept}, {"phq9-9": sent}
    assert put(as_(ada), path, one).status_code == 201
    for revision in (None, 7):
        refused = put(as_(ada), path, other, revision)
        assert (refused.status_code, refused.json["help"]) == (412, shown)
        assert refused.json["current"]["help"] == bool(kept)
    assert put(as_(ada), path, other, 1).json["help"] == bool(sent)


@pytest.mark.parametrize("number", [8, 10])
def test_a_conflict_about_another_question_shows_none(as_: As, ada: Somebody, number: int) -> None:
    path = begin(as_(ada))
    say(as_(ada), path, number, 3)
    page = say(as_(ada), path, number, 2)
    assert (page.status_code, HELP in page.text) == (412, False)


@pytest.mark.parametrize(
    ("instrument", "number", "value", "shown"),
    [("phq-9", 9, 1, True), ("phq-9", 9, 0, False), ("phq-9", 8, 3, False), ("gad-7", 7, 3, False)],
)
def test_the_page_of_an_expired_sign_in_shows_help(
    as_: As,
    signed_out: As,
    ada: Somebody,
    instrument: str,
    number: int,
    value: int,
    shown: bool,
) -> None:
    path = begin(as_(ada), instrument)
    form = filled(as_(ada), f"{path}/questions/{number}", {"answer": str(value)})
    page = signed_out(ada).post(form.action, data=form.sent)
    assert page.status_code == 401
    assert (HELP in page.text, 'href="tel:988"' in page.text) == (shown, shown)
    wrong = sign_in(as_(ada), page, ada, "not this one")
    assert (wrong.status_code, HELP in wrong.text) == (401, shown)
    again = sign_in(signed_out(ada), page, ada)
    assert "You are signed in again." in again.text
    assert (HELP in again.text, 'href="tel:988"' in again.text) == (shown, shown)


def test_whoever_else_signs_in_there_is_shown_no_help(as_: As, signed_out: As, ada: Somebody, eve: Somebody) -> None:
    form = filled(as_(ada), f"{begin(as_(ada))}/questions/9", {"answer": "3"})
    page = signed_out(ada).post(form.action, data=form.sent)
    other = sign_in(signed_out(ada), page, eve)
    assert "You are signed in." in other.text
    assert HELP not in other.text


def test_nobody_else_is_shown_that_an_answer_called_for_help(as_: As, ada: Somebody, eve: Somebody) -> None:
    path = begin(as_(ada))
    form = filled(as_(ada), f"{path}/questions/9", {"answer": "3"})
    page = as_(eve).post(form.action, data=form.sent)
    assert "Someone else is signed in here now." in page.text
    assert HELP not in page.text


@pytest.mark.parametrize("sent", [{"answer": "9" * 30}, {"answer": "two"}, {"answer": "-1"}, {"leave": "true"}])
def test_no_other_word_for_an_answer_shows_help_or_fails(
    as_: As, signed_out: As, ada: Somebody, sent: dict[str, str]
) -> None:
    path = begin(as_(ada))
    page = signed_out(ada).post(f"{path}/questions/9", data={"account": str(ada.id), **sent})
    assert page.status_code == 401
    assert HELP not in page.text
