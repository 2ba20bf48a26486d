"""The reader's region, whose dates and clock they are used to, and its locale in the language of the pages."""

from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError, parse_locale
from babel.localedata import locale_identifiers
from flask import has_request_context, request, session

from journal.web.current_user import COUNTRY, remembered

LANGUAGE = "en"  # what the sentences are written in
HOME = f"{LANGUAGE}_US"  # where nothing tells the region: the sentences are American
ENGLISH = frozenset(name for name in locale_identifiers() if name.startswith(f"{LANGUAGE}_"))
DAY_FIRST_24_HOURS, DAY_FIRST_12_HOURS = f"{LANGUAGE}_150", f"{LANGUAGE}_001"  # English in Europe, in the world


def reader_locale() -> str:
    """Return the locale: English, with the dates and the clock of the reader's region."""
    own = _reader_region()
    if own.language == LANGUAGE:
        return str(own)
    return DAY_FIRST_24_HOURS if "H" in own.time_formats["short"].pattern else DAY_FIRST_12_HOURS


def first_weekday() -> int:
    """Return the day on which the reader's week begins, 0 for Monday."""
    return int(_reader_region().first_week_day)


def _reader_region() -> Locale:
    """Return the locale of the browser's region where it names one, else of the clinic's country.

    The browser comes first: it is set by the reader, who may live elsewhere than their clinic.
    The database is not asked for it. A command has neither.
    """
    if has_request_context():
        for territory in (*_browser_territories(), _clinic_country()):
            if territory and (own := _habits(territory)):
                return own
    return Locale.parse(HOME)


def _browser_territories() -> Iterator[str]:
    """Yield the territories of the browser's first language: German browsers ask for "de,en-US", too."""
    tags = [_parted(tag) for tag, _quality in request.accept_languages]
    return (territory for language, territory in tags if territory and language == tags[0][0])


def _parted(tag: str) -> tuple[str, str | None]:
    """Return the language and the territory of a browser's language: "de" and "AT" of "de-AT"."""
    try:
        language, territory, *_rest = parse_locale(tag, sep="-")
    except ValueError:
        return tag, None
    return language, territory


@lru_cache(maxsize=512)
def _habits(territory: str) -> Locale | None:
    """Return the locale that knows how days are written there: an English one, else that of the main language.

    None for a territory that Babel does not know.
    """
    english = f"{LANGUAGE}_{territory}"
    try:
        return Locale.parse(english if english in ENGLISH else f"und_{territory}")
    except UnknownLocaleError:
        return None


def _clinic_country() -> str | None:
    person = remembered()
    return person.country if person else session.get(COUNTRY)
