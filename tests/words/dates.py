"""Dates and times as pages have them."""


def unbroken(written: str) -> str:
    """Return "May 12" or "8:14 PM" with no-break spaces."""
    return written.replace(" ", "\N{NO-BREAK SPACE}")
