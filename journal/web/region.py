"""The reader's locale: the language of the pages, and the region whose dates and clock they are used to."""

from babel.localedata import locale_identifiers
from flask import has_request_context, request, session

from journal.web.current_user import COUNTRY, remembered

LANGUAGE = "en"  # what the sentences are written in
HOME = f"{LANGUAGE}_US"  # where nothing tells the region: the sentences are American
KNOWN = frozenset(name for name in locale_identifiers() if name.startswith(f"{LANGUAGE}_"))


def reader_locale() -> str:
    """Return the locale: the browser's where it names a region, else that of the clinic's country.

    The browser comes first: it is set by the reader, who may live elsewhere than their clinic.
    The database is not asked for it. A command has neither.
    """
    if not has_request_context():
        return HOME
    tags = [tag.replace("-", "_") for tag, _quality in request.accept_languages]
    return next((name for name in (*tags, f"{LANGUAGE}_{_clinic_country()}") if name in KNOWN), HOME)


def _clinic_country() -> str | None:
    person = remembered()
    return person.country if person else session.get(COUNTRY)
