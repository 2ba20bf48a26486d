"""The reader's language, and their region, whose dates and clock they are used to."""

from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError, parse_locale
from babel.localedata import locale_identifiers
from flask import Flask, current_app, has_request_context, request, session
from flask_babel import get_babel

from journal.web.current_user import COUNTRY, remembered

LANGUAGE = "en"  # what the sentences are written in
HOME = f"{LANGUAGE}_US"  # where nothing tells the region: the sentences are American
KNOWN = frozenset(locale_identifiers())
DAY_FIRST_24_HOURS, DAY_FIRST_12_HOURS = f"{LANGUAGE}_150", f"{LANGUAGE}_001"  # English in Europe, in the world


def install(app: Flask) -> None:
    """Offer the language of the sentences, and every other one that has a catalog."""
    with app.app_context():
        catalogs = get_babel().instance.list_translations()
    app.config["LANGUAGES"] = frozenset({LANGUAGE, *map(str, catalogs)})


def reader_language() -> str:
    """Return the first language that the browser asks for and there is: of pt_BR, that itself or else pt."""
    tags = [tag.replace("-", "_") for tag, _quality in request.accept_languages] if has_request_context() else []
    asked = (name for tag in tags for name in (tag, tag.partition("_")[0]))
    return next((name for name in asked if name in current_app.config["LANGUAGES"]), LANGUAGE)


def reader_locale() -> str:
    """Return the locale: the reader's language, with the dates and the clock of their region."""
    language, own = reader_language(), _reader_region()
    if language != LANGUAGE:
        regional = f"{language}_{own.territory}"
        return regional if regional in KNOWN else language
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
        return Locale.parse(english if english in KNOWN else f"und_{territory}")
    except UnknownLocaleError:
        return None


def _clinic_country() -> str | None:
    person = remembered()
    return person.country if person else session.get(COUNTRY)
