"""Signing in, as it comes in."""

from journal.core.fields import Email, Password, StrictSchema


class SignInSchema(StrictSchema):
    """A sign-in address and a password."""

    email = Email(required=True)
    password = Password(required=True)
