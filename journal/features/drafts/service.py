"""The key under which a phone seals what is not sent yet."""

from base64 import b64encode

from journal.domain.identity import Actor

PURPOSE = "journal: words on the phone, 1"


def phone_key(person: Actor) -> str:
    """Return the person's own key for their phones, 32 bytes in base64; the same at each sign-in, and no other's."""
    return b64encode(person.key.derive(PURPOSE)).decode()
