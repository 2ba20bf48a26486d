"""The text that a patient agrees to, pinned with its version: a share keeps the version of what was agreed to."""

import hashlib

from flask import Flask

from journal.features.shares.repository import CONSENT

# The SHA-256 of the text beside the form of a share, by version. Another text is a new line, never a new digest.
TEXTS = {"1": "6e7650ece547f78f402778d0a621b6158b545e1e36f83578a623c70ee6c39d13"}


def test_another_text_is_another_version(app: Flask) -> None:
    with app.test_request_context():
        text = app.jinja_env.get_template("shares/_consent.html").module.consent()
    assert hashlib.sha256(" ".join(text.split()).encode()).hexdigest() == TEXTS[CONSENT]


def test_the_current_version_is_the_latest() -> None:
    assert list(TEXTS)[-1] == CONSENT
