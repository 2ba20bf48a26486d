"""A new password by a link, as it comes in."""

from journal.core.account_fields import Email, NewPassword
from journal.core.fields import StrictSchema


class ResetSchema(StrictSchema):
    """The person's sign-in address and the new password."""

    email = Email(required=True)
    password = NewPassword(required=True)
