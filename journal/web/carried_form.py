"""A form that came when its writer was signed out: carried through the sign-in, and handed back to nobody else.

It travels sealed, in one hidden field of the sign-in form. Nothing of it is stored here; Chromium writes the refused
POST itself into its session files, which /privacy tells.
"""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask, current_app, request
from werkzeug.datastructures import MultiDict

from journal.crypto.form_seal import FormSeal
from journal.crypto.vault import Tampered
from journal.web import form_texts, forms, guard
from journal.web.form_values import Pair

FIELD = "carried"  # of the sign-in form


@dataclass(frozen=True)
class CarriedForm:
    """account: whose form it is. action: the path and query it was sent to. pairs: its fields, without passwords."""

    account: UUID
    action: str
    pairs: list[Pair]

    @property
    def own_texts(self) -> list[str]:
        """The texts in it, none if it is another person's than the browser's."""
        return form_texts.own(MultiDict(self.pairs))


def install(app: Flask) -> None:
    """Derive the key."""
    app.extensions["form_seal"] = FormSeal(app.config["SECRET_KEY"])


def refused() -> CarriedForm | None:
    """Return the form that this request sends, None unless it is one that somebody filled in for their account."""
    if request.method != "POST" or guard.is_open_to_nobody():
        return None
    form = forms.readable()
    account = form.get("account", type=UUID)
    pairs = form_texts.without_passwords(form)
    if account is None or all(name == "account" for name, _value in pairs):
        return None
    return CarriedForm(account, request.full_path.rstrip("?"), pairs)


def received() -> CarriedForm | None:
    """Return the form that a sign-in carries, None if it carries none that was sealed here, or cannot be read."""
    try:
        account, action, pairs = _seal().unseal(forms.readable().get(FIELD, ""))
    except Tampered:
        return None
    return CarriedForm(UUID(account), action, [(name, value) for name, value in pairs])


def context(form: CarriedForm | None) -> dict[str, object]:
    """Return what the page with the sign-in form needs to carry a form, and to show its writer what they wrote."""
    if form is None:
        return {"carried": "", "sent": []}
    return {"carried": _seal().seal([form.account, form.action, form.pairs]), "sent": form.own_texts}


def _seal() -> FormSeal:
    seal: FormSeal = current_app.extensions["form_seal"]
    return seal
