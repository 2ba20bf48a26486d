"""What is given to sign in."""

from journal.core.fields import Email, Password, StrictSchema


class SignInSchema(StrictSchema):
    """An address and a password."""

    email = Email(required=True)
    password = Password(required=True)
