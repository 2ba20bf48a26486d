"""marshmallow's nested messages, flattened to the `fields` of a refusal."""

from collections.abc import Mapping

from journal.core.errors import Messages

NAME_LIMIT = 80  # characters of a field's name, which comes from outside too


def flatten(messages: Mapping[str, object], prefix: str = "") -> Messages:
    """Return the messages by dotted name, such as pieces.0.text."""
    found: Messages = {}
    for name, message in messages.items():
        path = prefix + ("body" if name == "_schema" else _writable(name))
        if isinstance(message, Mapping):
            found |= flatten(message, f"{path}.")
        else:
            found[path] = [str(one) for one in message] if isinstance(message, list) else [str(message)]
    return found


def _writable(name: object) -> str:
    """Return a field's name without what could not be sent back."""
    return str(name)[:NAME_LIMIT].encode(errors="replace").decode()
