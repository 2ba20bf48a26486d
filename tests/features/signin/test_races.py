"""An old password opens nothing once a new one is set, however the two meet."""

from collections.abc import Callable
from threading import Thread

import pytest
from flask import Flask

from journal.core.connection import close
from journal.core.errors import Unauthenticated
from journal.core.row_security import act_for
from journal.crypto import passwords
from journal.domain.identity import Actor
from journal.features.accounts import service as accounts
from journal.features.signin import service
from tests.plugins.people import PASSWORD, Somebody

NEW = "another four quiet words"


def test_a_sign_in_that_began_before_the_password_changed_is_refused(
    acting: Callable[[Somebody], Actor], ada: Somebody, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = acting(ada)
    verify = passwords.verify

    def change_meanwhile(password: str, stored_hash: str | None) -> bool:
        matches = verify(password, stored_hash)
        monkeypatch.setattr(passwords, "verify", verify)
        changing = Thread(target=change)
        changing.start()
        changing.join()
        return matches

    def change() -> None:
        with app.app_context():
            act_for(person.id)
            accounts.change_password(person, current=PASSWORD, password=NEW)
            close()

    monkeypatch.setattr(passwords, "verify", change_meanwhile)
    with pytest.raises(Unauthenticated):
        service.sign_in(ada.email, PASSWORD, "A thief's")
    assert [device["this"] for device in accounts.list_devices(person)] == [True]
