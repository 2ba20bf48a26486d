"""What was chosen in a questionnaire and not sent is still chosen after Get help and Back, and no disk can tell it."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.features.checkins.forms import begin_on
from tests.plugins.drafts import open_form, ready, rows
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser


@pytest.fixture
def question(phone: Page, live: str, sign_in: SignIn, ada: Somebody) -> Page:
    """The ninth question of a PHQ-9."""
    sign_in(phone, ada)
    open_form(phone, f"{begin_on(phone, live)}/questions/9")
    return phone


def chosen(page: Page) -> list[str]:
    found: list[str] = page.locator("[name=answer]:checked").evaluate_all("(all) => all.map(({ value }) => value)")
    return found


@pytest.mark.parametrize("how", ["finger", "key"])
def test_a_choice_outlives_get_help_and_back(question: Page, how: str) -> None:
    if how == "finger":
        question.get_by_label("More than half the days").check()
    else:
        question.keyboard.press("3")
    question.get_by_role("link", name="Get help").click()
    question.wait_for_url("**/help")
    question.go_back()
    ready(question)
    assert chosen(question) == ["2"]
    expect(question.locator("[data-status]")).to_have_text("You chose this before. It is not saved yet.")
    (row,) = rows(question)["drafts"]
    assert set(row) == {"account", "id", "stamp", "at", "iv", "sealed", "sealed_by"}
    assert "answer" not in json.dumps(row)
    question.get_by_role("button", name="Next").click()
    question.wait_for_url(lambda url: "/questions/9" not in url)
    expect(question.locator("body")).to_have_attribute("data-ready", "")
    assert rows(question)["drafts"] == []


def test_another_choice_than_the_one_that_was_sent_is_shown_until_it_is_sent_too(question: Page) -> None:
    ninth = question.url
    question.get_by_label("Not at all").check()
    question.get_by_role("button", name="Next").click()
    question.wait_for_url(lambda url: "/questions/9" not in url)
    open_form(question, ninth)
    assert chosen(question) == ["0"]
    question.get_by_label("Several days").check()
    question.get_by_role("link", name="Get help").click()
    question.wait_for_url("**/help")
    open_form(question, ninth)
    assert chosen(question) == ["1"]


def test_a_choice_is_not_shown_on_another_question_nor_after_it_was_left_out(question: Page) -> None:
    ninth = question.url
    question.get_by_label("Several days").check()
    open_form(question, ninth.removesuffix("9") + "8")
    assert chosen(question) == []
    open_form(question, ninth)
    question.get_by_role("button", name="Skip this one").click()
    question.wait_for_url(lambda url: "/questions/9" not in url)
    open_form(question, ninth)
    assert chosen(question) == []
    assert rows(question)["drafts"] == []
