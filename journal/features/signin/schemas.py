"""Signing in, as it comes in."""

from journal.core.account_fields import Email, Password
from journal.core.fields import StrictSchema


class SignInSchema(StrictSchema):
    """A sign-in address and a password."""

    email = Email(required=True)
    password = Password(required=True)
