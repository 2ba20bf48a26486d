"""What is given to sign in."""

from journal.core.fields import Address, Shape, Words

PASSWORD_LIMIT = 200  # characters


class SignInSchema(Shape):
    """An address and a password."""

    email = Address(limit=200, required=True)
    password = Words(PASSWORD_LIMIT, required=True)
