"""The first page: an introduction for visitors, one's own first page for everybody else."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient

from journal.cli.parts import KEYS_LIVE
from journal.domain import audit, unsealed
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]


def test_a_visitor_reads_what_this_is_and_finds_the_way_in(visitor: FlaskClient) -> None:
    page = visitor.get("/")
    assert page.status_code == 200
    assert "A quiet place for what stays with you." in page.text
    assert 'href="/sign-in"' in page.text
    assert 'href="/privacy"' in page.text


@pytest.mark.parametrize(("who", "path"), [("ada", "/today"), ("tom", "/caseload"), ("clara", "/people")])
def test_everybody_else_is_redirected_to_a_page_that_opens(
    as_: As, request: pytest.FixtureRequest, who: str, path: str
) -> None:
    client = as_(request.getfixturevalue(who))
    assert (client.get("/").status_code, client.get("/").location) == (303, path)
    assert client.get(path).status_code == 200


def test_who_was_signed_out_is_a_visitor_again(as_: As, ada: Somebody) -> None:
    as_(ada).post("/sign-out")
    assert as_(ada).get("/").status_code == 200


@pytest.mark.parametrize("who", [None, "ada", "tom", "clara"])
def test_who_can_read_what_is_explained_to_everybody(
    visitor: FlaskClient, as_: As, request: pytest.FixtureRequest, who: str | None
) -> None:
    client = as_(request.getfixturevalue(who)) if who else visitor
    page = client.get("/privacy")
    assert page.status_code == 200
    assert "Who can read what" in page.text
    assert f'href="{"/settings" if who else "/"}"' in page.text


def test_the_page_names_the_days_that_backups_of_keys_are_kept(visitor: FlaskClient) -> None:
    assert f"Backups of keys are kept for {KEYS_LIVE.days} days" in visitor.get("/privacy").text


def test_the_page_tells_of_the_list_of_what_ended(visitor: FlaskClient) -> None:
    page = " ".join(visitor.get("/privacy").text.split())
    (told,) = re.findall("a list of what ended on a second disk: (.*?)no names", page)
    named = {"guest": "account", "care": "which therapist", "invitation": "link", "reset": "link"}
    kinds = {act.partition(".")[0] for act in audit.LEDGER_ACTS}
    assert {kind for kind in kinds if named.get(kind, kind) not in told} == set()


def test_the_page_says_what_browsers_keep_of_a_form_that_was_refused(visitor: FlaskClient) -> None:
    """Chromium writes the body of a POST that a page answers into its session files, and keeps those when it ends."""
    page = " ".join(unescape(visitor.get("/privacy").text).split())
    assert "some browsers, such as Chrome, keep a copy in their files, even after you close them" in page


def test_the_page_lists_what_is_not_sealed_as_the_list_of_columns_says_it(visitor: FlaskClient) -> None:
    page = visitor.get("/privacy").text
    (shown,) = re.findall("<h2>What is not sealed</h2>.*?<ul>(.*?)</ul>", page, re.DOTALL)
    items = [unescape(item.strip()) for item in re.findall("<li>(.*?)</li>", shown, re.DOTALL)]
    assert items == [str(fact.sentence) for fact in unsealed.FACTS]
    assert len(items) == len(set(items)) >= 10


def test_the_page_says_what_backups_hold_of_what_was_erased(visitor: FlaskClient) -> None:
    page = visitor.get("/privacy").text
    assert "Older backups still hold what was erased, sealed." in page
    assert "nobody can read your words again, not even from an old backup" in page
    assert "the master key" in page


def test_nothing_changes_by_a_post(visitor: FlaskClient) -> None:
    assert [visitor.post(path).status_code for path in ("/", "/privacy")] == [405, 405]
