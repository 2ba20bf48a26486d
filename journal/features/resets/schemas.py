"""What a link takes to set a new password."""

from journal.core.fields import Email, Password, StrictSchema


class ResetSchema(StrictSchema):
    """One's own sign-in address, and the new password."""

    email = Email(required=True)
    password = Password(required=True)
