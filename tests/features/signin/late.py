"""Forms that are sent after their writer was signed out, and the sign-in form that answers them."""

from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from werkzeug.test import TestResponse

from tests.plugins import sharing
from tests.plugins.forms import Form, forms
from tests.plugins.people import PASSWORD, Somebody, end_other_devices

WORDS = 'The water was "dark" & <deep>.\r\n\r\n  I was 100% not afraid; + a=b?\r\n\u0436\u4e16\U0001f30a '


def filled(client: FlaskClient, page: str, typed: dict[str, str]) -> Form:
    """Return the form of a page as somebody filled it in."""
    form = forms(client.get(page).text)[0]
    form.action = form.action or page
    for name, value in typed.items():
        form.sent[name] = value.format(soon=sharing.soon()[:10]) if value == "{soon}" else value
    return form


def written(client: FlaskClient, body: str = WORDS) -> Form:
    """Return the form of a new entry as somebody filled it in."""
    return filled(client, "/entries/new", {"body": body})


def sign_in(client: FlaskClient, page: TestResponse, person: Somebody, password: str = PASSWORD) -> TestResponse:
    """Fill in the sign-in form that stands on a page."""
    (form,) = forms(page.text)
    assert form.action == "/sign-in"
    form.sent["email"], form.sent["password"] = person.email, password
    return client.post(form.action, data=form.sent)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def come_back(page: Page, person: Somebody) -> None:
    """Sign in on the page that says that somebody is signed out."""
    page.locator("[name=email]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "Sign in")


def through_the_sign_in(client: FlaskClient, page: Page, person: Somebody, button: str) -> None:
    """Press a form's button after the device was ended elsewhere; sign in, and send it again."""
    end_other_devices(client)
    press(page, button)
    expect(page.get_by_role("heading", name="You have been signed out.")).to_be_visible()
    come_back(page, person)
    expect(page.get_by_role("heading", name="You are signed in again.")).to_be_visible()
    press(page, "Send it again")
    expect(page.get_by_role("heading", name="You are signed in again.")).to_be_hidden()
