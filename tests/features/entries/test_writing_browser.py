"""Questions are added in place, and Save and what is kept stay in sight above a keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.plugins.drafts import open_form, save, wait_until_kept
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

pytestmark = pytest.mark.browser


def test_questions_are_added_in_place_until_all_were_asked(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody
) -> None:
    sign_in(phone, ada)
    open_form(phone, f"{live}/entries/new")
    shown = phone.locator("[data-time-shown]").inner_text().rpartition(":")[0]
    phone.locator("[name=body]").fill("A bird")
    expect(phone.locator("[data-time-shown]")).to_contain_text(shown)
    button = phone.get_by_role("button", name="Give me a question")
    asked = phone.locator('[name^="prompts."]')
    for count in range(1, 8):
        button.click()
        expect(asked).to_have_count(count)
        expect(asked.last).to_be_focused()
    expect(button).to_be_hidden()
    assert phone.url == f"{live}/entries/new"
    asked.last.fill("Still the sea.")
    wait_until_kept(phone)
    phone.reload()
    expect(asked.last).to_have_value("Still the sea.")
    expect(phone.locator("[name=body]")).to_have_value("A bird")
    save(phone)
    phone.get_by_role("link", name="Read it again").click()
    expect(phone.locator("main")).to_contain_text("Still the sea.")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (360, 340)], ids=["whole", "with a keyboard"])
def test_save_and_what_is_kept_stay_in_sight(
    phone: Page, live: str, sign_in: SignIn, ada: Somebody, width: int, height: int
) -> None:
    sign_in(phone, ada)
    phone.set_viewport_size({"width": width, "height": height})
    open_form(phone, f"{live}/entries/new")
    phone.locator("[name=body]").fill("A bird\n" * 60)
    wait_until_kept(phone)
    phone.locator("summary").scroll_into_view_if_needed()
    for part in (phone.get_by_role("button", name="Save"), phone.locator("[data-status]")):
        box = part.bounding_box()
        assert box
        assert 0 <= box["y"] < box["y"] + box["height"] <= height
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("heading", name="Saved.")).to_be_visible()
