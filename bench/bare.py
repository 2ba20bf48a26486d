"""The least that a Flask route can cost: an empty application that responds with JSON."""

from flask import Flask

app = Flask("bare")


@app.get("/")
def bare() -> dict[str, str]:
    """Respond."""
    return {"status": "ok"}
