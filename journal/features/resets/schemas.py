"""A new password by a link, as it comes in."""

from journal.core.fields import Email, Password, StrictSchema


class ResetSchema(StrictSchema):
    """The person's sign-in address and the new password."""

    email = Email(required=True)
    password = Password(required=True)
