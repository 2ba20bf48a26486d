"""What a link takes to set a new password."""

from journal.core.fields import Address, Shape, Words

PASSWORD_LIMIT = 200  # characters


class ResetSchema(Shape):
    """One's own sign-in address, and the new password."""

    email = Address(limit=200, required=True)
    password = Words(PASSWORD_LIMIT, required=True)
