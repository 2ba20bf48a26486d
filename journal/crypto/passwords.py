"""Passwords: argon2id. Source: RFC 9106; OWASP Password Storage (m=19 MiB, t=2, p=1)."""

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask_babel import lazy_gettext as _

from journal.core.errors import Invalid

LEAST = 12  # characters

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODYS = _hasher.hash("the password of nobody")


def hashed(password: str) -> str:
    """Return what is stored of a password."""
    return _hasher.hash(password)


def fresh(password: str) -> str:
    """Return what is stored of a newly chosen password. Raises Invalid where it is short.

    No other rule: length is what counts. Source: NIST SP 800-63B-4, section 3.1.1.
    """
    if not len(password) >= LEAST:
        said = _("Use %(least)s characters or more. A few words in a row are easy to keep in mind.", least=LEAST)
        raise Invalid(password=said)
    return hashed(password)


def fits(password: str, stored: str | None) -> bool:
    """Tell whether the password is the stored one. stored: None where there is no account; it takes as long."""
    try:
        return _hasher.verify(stored or _NOBODYS, password) and stored is not None
    except VerificationError:
        return False


def outdated(stored: str) -> bool:
    """Tell whether a stored password should be hashed anew, by today's costs."""
    return _hasher.check_needs_rehash(stored)
