"""The text that a patient agrees to, pinned with its version: a share keeps the version of what was agreed to."""

import hashlib

from flask import Flask

from journal.features.shares.repository import CONSENT

# The SHA-256 of the text beside the form of a share, by version. Another text is a new line, never a new digest.
TEXTS = {"1": "e4022259f3e395a6a81bf62bd894b08055df0342441b105c662cd70193d42994"}


def test_another_text_is_another_version(app: Flask) -> None:
    with app.test_request_context():
        text = app.jinja_env.get_template("shares/_consent.html").module.consent()
    assert hashlib.sha256(" ".join(text.split()).encode()).hexdigest() == TEXTS[CONSENT]


def test_the_current_version_is_the_latest() -> None:
    assert list(TEXTS)[-1] == CONSENT
