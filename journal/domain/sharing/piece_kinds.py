"""Load the kinds of piece, one from each module of pieces/; an incomplete one stops the start."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from journal.domain.sharing import pieces
from journal.domain.sharing.piece_kind import AnyPieceKind, PieceKind


class UnknownKind(LookupError):
    """No kind has this name. Raised instead of leaving a piece out."""


def get(name: str) -> AnyPieceKind:
    """Return a kind. Raises UnknownKind."""
    try:
        return KINDS[name]
    except KeyError:
        raise UnknownKind(name) from None


def load(package: ModuleType) -> Mapping[str, AnyPieceKind]:
    """Return the kinds that the modules of a package define. Raises TypeError for a module without its KIND."""
    return {kind.name: kind for kind in sorted(_defined(package), key=lambda kind: kind.place)}


def _defined(package: ModuleType) -> Iterator[AnyPieceKind]:
    for module in iter_modules(package.__path__):
        kind = getattr(import_module(f"{package.__name__}.{module.name}"), "KIND", None)
        if not isinstance(kind, PieceKind) or kind.name != module.name:
            raise TypeError(f"{package.__name__}.{module.name} has no KIND of that name")
        yield kind


KINDS = load(pieces)
