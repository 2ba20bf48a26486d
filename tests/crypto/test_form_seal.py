"""A sealed form is read by the server that sealed it, and by no other."""

import re

import pytest

from journal.crypto.form_seal import FormSeal
from journal.crypto.vault import Tampered

SECRET = bytes(range(32))
FORM = ["ada", "/entries", [["body", 'The "water"\r\n\u0436\u4e16\U0001f30a\0'], ["body", ""], ["", "x"]]]


def test_a_form_comes_back_as_it_was() -> None:
    sealed = FormSeal(SECRET).seal(FORM)
    assert re.fullmatch(r"[\w=-]+", sealed)
    assert FormSeal(SECRET).unseal(sealed) == FORM


def test_the_same_form_is_sealed_differently_each_time() -> None:
    assert FormSeal(SECRET).seal(FORM) != FormSeal(SECRET).seal(FORM)


@pytest.mark.parametrize("sealed", ["", "x", "\u0436", "gAAAAA==", "=" * 200])
def test_what_is_no_sealed_form_is_refused(sealed: str) -> None:
    with pytest.raises(Tampered):
        FormSeal(SECRET).unseal(sealed)


def test_another_server_and_a_changed_letter_are_refused() -> None:
    sealed = FormSeal(SECRET).seal(FORM)
    changed = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]
    for seal, text in ((FormSeal(bytes(32)), sealed), (FormSeal(SECRET), changed), (FormSeal(SECRET), sealed[:-4])):
        with pytest.raises(Tampered):
            seal.unseal(text)
