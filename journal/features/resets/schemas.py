"""A new password by a link, as it comes in."""

from journal.core.account_fields import Email, NewPassword
from journal.domain.link_token import LinkSchema


class ResetSchema(LinkSchema):
    """The link, the person's sign-in address and the new password."""

    email = Email(required=True)
    password = NewPassword(required=True)
