"""The server at its worst, beside people who only want to write."""
