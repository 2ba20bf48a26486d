"""Fixtures and functions that tests share: databases, people, browsers, calls of the API."""
