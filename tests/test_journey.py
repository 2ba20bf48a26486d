"""The main job in a real browser at phone size: what Ada writes, chooses, hands over, takes back; what Tom reads."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.plugins.browser import PHONE
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

SECRET = "Nobody is to read this sentence."
CHOSEN = "I was not afraid of the water."
TOPIC = "My father, and the lake"
PASSWORD = "paper boats on the pond"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def invite(tom: Page, live: str) -> str:
    tom.goto(f"{live}/invitations/new")
    tom.locator("[name=email]").fill("ada@example.org")
    press(tom, "Make the link")
    expect(tom.get_by_role("heading", name="Send this link.")).to_be_visible()
    return tom.locator("#link").input_value()


def accept(ada: Page, link: str) -> None:
    ada.goto(link)
    ada.locator("[name=email]").fill("ada@example.org")
    ada.locator("[name=name]").fill("Ada")
    ada.locator("[name=password]").fill(PASSWORD)
    press(ada, "Create my journal")
    expect(ada.get_by_role("heading", name="Ada")).to_be_visible()


def add_a_treatment(ada: Page, live: str) -> None:
    ada.goto(f"{live}/treatments/new")
    ada.locator("[name=starts_at]").fill("2026-05-12T09:00")
    ada.locator("[name=route]").select_option("iv")
    ada.locator("#status").get_by_text("Done", exact=True).click()
    ada.locator("[name=number]").fill("4")
    ada.locator("[name=of]").fill("6")
    press(ada, "Save")
    expect(ada.locator("main")).to_contain_text("4 of 6")


def write(ada: Page, live: str) -> str:
    ada.goto(f"{live}/entries/new")
    ada.locator("[name=body]").fill(f"{CHOSEN} {SECRET}")
    ada.locator("summary").click()
    ada.get_by_text("calm", exact=True).click()
    ada.locator("[name=treatment_id]").select_option(index=1)
    press(ada, "Save")
    expect(ada.get_by_role("heading", name="Saved.")).to_be_visible()
    follow(ada, "Read it again")
    expect(ada.locator("main")).to_contain_text("after treatment 4")
    follow(ada, "Change")
    ada.locator("[name=body]").fill(f"{CHOSEN} {SECRET} It was quiet.")
    press(ada, "Save")
    follow(ada, "Read it again")
    entry = ada.url
    follow(ada, "Earlier versions")
    expect(ada.locator("main")).to_contain_text("Version 1")
    ada.goto(f"{live}/entries")
    ada.locator("[name=q]").fill("QUIET")
    ada.locator("[name=q]").press("Enter")
    expect(ada.locator(".opening")).to_contain_text("It was quiet")
    return entry


def check_in(ada: Page, live: str) -> None:
    ada.goto(f"{live}/checkins")
    press(ada, "Begin")
    for number in range(1, 10):
        expect(ada.locator(".middle")).to_contain_text(f"{number} of 9")
        ada.get_by_text("Several days", exact=True).click()
        press(ada, "Next")
    expect(ada.locator("a[href='tel:988']").first).to_be_visible()
    assert "9 of 27" not in ada.locator("main").inner_text()
    ada.get_by_text("Go on", exact=True).click()
    press(ada, "Stop here and save my answers")
    expect(ada.locator("main")).to_contain_text("9 of 27")


def compose(ada: Page, live: str, entry: str) -> None:
    ada.goto(entry)
    follow(ada, "Share something of this")
    ada.locator("[name=topic]").first.fill(TOPIC)
    ada.locator(".choice").get_by_text(CHOSEN, exact=True).click()
    ada.get_by_text("My mood scores").click()
    press(ada, "See it before you share")


def words_of_the_brief(page: Page) -> set[str]:
    parts = page.locator(".brief-line, .brief-title h2, .brief-columns .card").all_text_contents()
    return {" ".join(part.split()) for part in parts}


def add_share(ada: Page) -> set[str]:
    expect(ada.get_by_role("heading", name="This is what Tom will see.")).to_be_visible()
    shown = words_of_the_brief(ada)
    assert len(shown) == 5  # the line about item 9, the title, a topic, words, scores
    assert CHOSEN in " ".join(shown)
    assert SECRET not in ada.content()
    expect(ada.locator("main")).to_contain_text("it can become part of your clinical record")
    press(ada, "Share with Tom")
    expect(ada.locator("main")).to_contain_text("Not opened yet")
    return shown


@pytest.mark.browser(refusals={404})
def test_a_patient_writes_on_the_phone_and_a_therapist_reads_what_was_chosen(
    open_page: Callable[..., Page], live: str, sign_in: SignIn, tom: Somebody
) -> None:
    toms, adas = open_page(PHONE), open_page(PHONE)
    sign_in(toms, tom)
    accept(adas, invite(toms, live))
    add_a_treatment(adas, live)
    entry = write(adas, live)
    check_in(adas, live)
    compose(adas, live, entry)
    shown = add_share(adas)

    toms.goto(f"{live}/caseload")
    follow(toms, "Ada")
    brief = toms.url
    assert words_of_the_brief(toms) == shown
    expect(toms.locator("main")).to_contain_text(CHOSEN)
    expect(toms.locator("main")).to_contain_text(TOPIC)
    assert SECRET not in toms.content()
    press(toms, "Read, thank you")
    expect(toms.get_by_role("status")).to_contain_text("You said thank you.")
    toms.goto(f"{live}/caseload")
    expect(toms.get_by_role("link", name="Ada Read")).to_be_visible()

    adas.goto(f"{live}/shares")
    expect(adas.locator("main")).to_contain_text("Tom opened it")
    expect(adas.locator("main")).to_contain_text("says thank you")
    follow(adas, "End it now")
    press(adas, "End it now")
    expect(adas.locator("main")).to_contain_text("Nothing is shared.")

    toms.goto(brief)
    expect(toms.locator("main")).to_contain_text("Nothing is shared with you right now.")
    assert CHOSEN not in toms.content()

    adas.goto(f"{live}/settings/devices")
    expect(adas.locator("main")).to_contain_text("This device")
