"""The least that a Flask route can cost: an empty application that answers with JSON."""

from flask import Flask

app = Flask("bare")


@app.get("/")
def bare() -> dict[str, str]:
    """Answer."""
    return {"status": "ok"}
