"""What a page says."""

from html import unescape

from flask.testing import FlaskClient


def text(client: FlaskClient, path: str) -> str:
    """Return a page with its entities and its white space as a reader meets them."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(" ".join(answer.text.split()))
