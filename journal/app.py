"""The application: which extensions and features it is made of. Imported by nothing inside."""

from pathlib import Path

from flask import Flask
from flask_babel import Babel

from journal import config
from journal.cli import Commands
from journal.config import Settings
from journal.core import connection
from journal.core.db import db
from journal.core.engine import engine_options
from journal.core.ledger import ledger
from journal.crypto.vault import LocalMasterKeys, vault
from journal.features.accounts import api as accounts_api
from journal.features.accounts import pages as accounts_pages
from journal.features.care import api as care_api
from journal.features.care import pages as care_pages
from journal.features.caseload import api as caseload_api
from journal.features.caseload import pages as caseload_pages
from journal.features.checkins import api as checkins_api
from journal.features.checkins import pages as checkins_pages
from journal.features.entries import api as entries_api
from journal.features.entries import month_pages, search_pages
from journal.features.entries import pages as entries_pages
from journal.features.instruments import api as instruments_api
from journal.features.invitations import acceptance_api, acceptance_pages
from journal.features.invitations import api as invitations_api
from journal.features.invitations import pages as invitations_pages
from journal.features.people import api as people_api
from journal.features.people import pages as people_pages
from journal.features.phone_keys import api as phone_keys_api
from journal.features.resets import api as resets_api
from journal.features.resets import pages as resets_pages
from journal.features.safety import api as safety_api
from journal.features.safety import pages as safety_pages
from journal.features.shares import api as shares_api
from journal.features.shares import pages as shares_pages
from journal.features.signin import api as signin_api
from journal.features.signin import pages as signin_pages
from journal.features.summaries import api as summaries_api
from journal.features.summaries import pages as summaries_pages
from journal.features.today import pages as today_pages
from journal.features.treatments import api as treatments_api
from journal.features.treatments import pages as treatments_pages
from journal.features.unsent import pages as unsent_pages
from journal.features.welcome import pages as welcome_pages
from journal.web import (
    assets,
    body_limit,
    carried_form,
    compression,
    current_user,
    drafts,
    failsafe,
    filters,
    forms,
    guard,
    headers,
    health,
    hosts,
    log,
    offline,
    piece_templates,
    placement_labels,
    problems,
    pwa,
    region,
    responses,
    throttle,
    translations,
    weeks,
)
from journal.web.application import Application
from journal.web.openapi import pages as docs
from journal.web.openapi.blueprint import Api

ROOT = Path(__file__).parents[1]
BODY_LIMIT = 1_000_000  # bytes; an entry at its longest is well below
COOKIE_DAYS = 400  # as long as browsers keep one: it outlives its device, and still names whose form comes too late

PAGES = (
    pwa,
    health,
    docs,
    unsent_pages,
    welcome_pages,
    signin_pages,
    accounts_pages,
    care_pages,
    invitations_pages,
    acceptance_pages,
    people_pages,
    resets_pages,
    entries_pages,
    month_pages,
    search_pages,
    safety_pages,
    today_pages,
    treatments_pages,
    checkins_pages,
    caseload_pages,
    shares_pages,
    summaries_pages,
)
APIS = (
    signin_api,
    accounts_api,
    care_api,
    invitations_api,
    acceptance_api,
    people_api,
    resets_api,
    entries_api,
    phone_keys_api,
    treatments_api,
    checkins_api,
    instruments_api,
    safety_api,
    caseload_api,
    shares_api,
    summaries_api,
)
# In the order in which each looks at a request.
WEB = (
    region,
    responses,
    log,
    hosts,
    current_user,
    body_limit,
    guard,
    forms,
    carried_form,
    drafts,
    compression,
    headers,
    problems,
    translations,
    filters,
    weeks,
    placement_labels,
    piece_templates,
    assets,
    offline,
    throttle,
    failsafe,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application. settings: None reads the environment. Raises BadSettings."""
    settings = settings or config.from_environment()
    app = Application("journal", template_folder=str(ROOT / "templates"), static_folder=None)
    app.cli = Commands(app.name)
    app.config.from_mapping(_flask_settings(settings))
    vault.load(LocalMasterKeys(settings.master_keys), settings.address_key, settings.secret_key)
    ledger.load(settings.ledger)
    db.init_app(app)
    connection.install(app)
    Babel(app, locale_selector=region.reader_locale, timezone_selector=filters.zone)
    for part in WEB:
        part.install(app)
    _register(app)
    guard.check_doors(app)
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "DEMO": settings.demo,
        "PUBLIC_URL": settings.public_url,
        "PROXIES": settings.proxies,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url),
        "MAX_CONTENT_LENGTH": BODY_LIMIT,
        "MAX_FORM_MEMORY_SIZE": BODY_LIMIT,
        "SESSION_COOKIE_NAME": "__Host-journal" if settings.secure else "journal",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": COOKIE_DAYS * 24 * 3600,
        "BABEL_TRANSLATION_DIRECTORIES": settings.translations,
        "API_TITLE": "Journal",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
    }


def _register(app: Flask) -> None:
    """Register every feature's pages and API."""
    api = Api(app)
    for pages in PAGES:
        app.register_blueprint(pages.bp)
    for part in APIS:
        api.register_blueprint(part.bp)
