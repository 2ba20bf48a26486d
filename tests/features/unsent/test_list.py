"""The page of what waits on this phone: the same for everybody, and filled by the browser alone."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.plugins.drafts import BODY, bodies
from tests.plugins.live import SignIn
from tests.plugins.outbox import CUT, flush, hurry, let_through, on_put, put_in, rows, waits
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]

SPOIL = """async () => {
  const open = indexedDB.open("journal");
  const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const outbox = base.transaction("outbox", "readwrite").objectStore("outbox");
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const [row] = await done(outbox.getAll());
  await done(outbox.put({ ...row, iv: new Uint8Array(12) }));
  base.close();
}"""


def openings(client: FlaskClient) -> list[str]:
    return [entry["opening"] for entry in client.get("/api/v1/entries").json["items"]]


def test_it_opens_for_everybody_and_names_nobody(as_: As, visitor: FlaskClient, ada: Somebody) -> None:
    for client in (visitor, as_(ada)):
        page = client.get("/unsent")
        assert (page.status_code, ada.name in page.text, ada.email in page.text) == (200, False, False)


@pytest.mark.browser(refusals={422})
def test_what_was_refused_while_no_page_was_open_is_listed_and_can_be_deleted(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.goto(f"{live}/unsent")
    put_in(phone, ada, BODY, written_at="never")
    flush(phone, ada)
    phone.goto(f"{live}/today")
    phone.get_by_role("link", name="There are words on this phone").click()
    (field,) = [phone.locator("[data-module=waiting_list] .field")]
    expect(field).to_contain_text("Could not send.")
    expect(field.get_by_role("textbox")).to_have_value(BODY)
    field.get_by_role("button", name="Delete").click()
    assert bodies(phone, ada) == [BODY]
    field.get_by_role("button", name="Tap again").click()
    expect(phone.locator("main")).to_contain_text("Nothing is waiting on this phone.")
    assert bodies(phone, ada) == []


@pytest.mark.browser(offline=True)
def test_what_waits_is_listed_until_the_server_has_it(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.goto(f"{live}/unsent")
    on_put(phone, lambda route: route.abort(CUT))
    put_in(phone, ada, BODY)
    field = waits(phone, live)
    expect(field).to_contain_text("We send it as soon as we can.")
    expect(field.get_by_role("textbox")).to_have_value(BODY)
    let_through(phone)
    hurry(phone)
    expect(field).to_contain_text("On the server.")
    assert (openings(as_(ada)), rows(phone)) == ([BODY], [])


@pytest.mark.browser
def test_what_nobody_can_open_is_said_and_holds_nothing_up(
    phone: Page, live: str, sign_in: SignIn, as_: As, ada: Somebody
) -> None:
    sign_in(phone, ada)
    phone.goto(f"{live}/unsent")
    put_in(phone, ada, "Spoilt", BODY)
    phone.evaluate(SPOIL)
    flush(phone, ada)
    assert openings(as_(ada)) == [BODY]
    field = waits(phone, live)
    expect(field).to_contain_text("This can't be opened any more.")
    for name in ("Delete", "Tap again"):
        field.get_by_role("button", name=name).click()
    expect(phone.locator("main")).to_contain_text("Nothing is waiting on this phone.")
    assert rows(phone) == []
