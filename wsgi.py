"""The WSGI application that a server loads."""

from journal.app import create_app

app = create_app()
