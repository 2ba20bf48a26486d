"""Remove the pieces of erased records from their owner's own summaries, whoever is signed in or nobody.

An excerpt holds words of its entry, sealed in the summary, so they must go when the entry goes. Until then deleting is
undone by bringing the entry back, and the summary has lost nothing. Of what people keep private, this alone is unsealed
without them, and only by the key that a brief is opened with too, never by the diary's.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select, update

from journal.core import clock
from journal.core.choices import REST
from journal.core.db import execute
from journal.crypto.data_keys import DataKeys
from journal.crypto.vault import Tampered, UnknownMasterKey
from journal.domain import sealing, stored_keys
from journal.domain.sharing.piece_kind import Piece
from journal.domain.sharing.piece_kinds import KINDS
from journal.domain.sharing.snapshots import SUMMARY_FIELDS
from journal.models import Summary
from journal.models.columns import Record

_OWNER, _ID = bindparam("of_owner", type_=Uuid()), bindparam("of_summary", type_=Uuid())
_SUMMARIES = (
    select(Summary.id, Summary.revision, Summary.sealed, *stored_keys.columns(REST))
    .join(*stored_keys.of(REST, Summary.owner_id))
    .where(Summary.owner_id == _OWNER)
    .with_for_update(of=Summary)
)
_REVISE = update(Summary).where(Summary.owner_id == _OWNER, Summary.id == _ID)


class _Owner(NamedTuple):
    id: UUID
    keys: DataKeys


def remove(model: type[Record], erased: Sequence[tuple[UUID, UUID]]) -> None:
    """Remove the pieces of these records, in the caller's transaction. erased: (owner, record).

    Raises UnknownMasterKey: what cannot be opened here would keep the words.
    """
    fields = {kind.name: kind.source.field for kind in KINDS.values() if kind.source and kind.source.model is model}
    if not fields:
        return
    by_owner: defaultdict[UUID, set[str]] = defaultdict(set)
    for owner_id, record_id in erased:
        by_owner[owner_id].add(str(record_id))
    for owner_id, ids in by_owner.items():
        _remove_of_owner(owner_id, ids, fields)


def _remove_of_owner(owner_id: UUID, erased: set[str], fields: Mapping[str, str]) -> None:
    for row in execute(_SUMMARIES, {"of_owner": owner_id}).all():
        owner = _Owner(owner_id, stored_keys.from_row(owner_id, row, REST))
        try:
            values = sealing.unseal(owner, Summary, row.id, row, SUMMARY_FIELDS)
        except UnknownMasterKey:
            raise  # another process can open it
        except Tampered:
            continue  # nobody can
        kept = [piece for piece in values["pieces"] if _source(piece, fields) not in erased]
        if len(kept) < len(values["pieces"]):
            revision = row.revision + 1
            sealed = sealing.seal(owner, Summary, row.id, revision, {**values, "pieces": kept})
            stamps = {"revision": revision, "revised_at": clock.now()}
            execute(_REVISE, {"of_owner": owner_id, "of_summary": row.id, "sealed": sealed, **stamps})


def _source(piece: Piece, fields: Mapping[str, str]) -> object:
    """Return the id of the record that a piece names, None if it names none of this kind. fields: by kind."""
    field = fields.get(piece["kind"])
    return piece.get(field) if field else None
