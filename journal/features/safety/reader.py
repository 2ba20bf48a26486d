"""Who reads the help page: what the database does not give is logged and left out, so that the page opens anyway."""

from flask import request
from sqlalchemy.exc import SQLAlchemyError

from journal.features.safety import service
from journal.features.safety.service import ClinicContact
from journal.web import guard, log
from journal.web.current_user import mark_database_away, me_or_none


def leave_out_unreadable() -> None:
    """Treat the reader as signed out if the database does not say who they are: it is away, or half deployed."""
    try:
        me_or_none()
    except SQLAlchemyError as fault:
        log.fault(fault)
        mark_database_away()


def clinic_contact() -> ClinicContact | None:
    """Return the signed-in person's clinic; None if nobody is signed in, it gave no number or that cannot be read.

    Only help itself logs the fault: a check-in shows whom to call after some answers, and a line would tell of them.
    """
    person = me_or_none()
    try:
        return service.clinic_contact(person) if person else None
    except SQLAlchemyError as fault:
        if request.blueprint and guard.feature(request.blueprint) == "safety":
            log.fault(fault)
        return None
