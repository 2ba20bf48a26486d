"""The cards of the patient's first page: what each shows. Its template is the macro of the same name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from journal.clinical.time_points import Placement
from journal.domain.unfinished_checkins import UnfinishedCheckin


@dataclass(frozen=True, slots=True)
class Support:
    """Help is offered first."""

    macro: ClassVar = "support"


@dataclass(frozen=True, slots=True)
class Reflection:
    """Now is at a time point of the last treatment: a question to write about. id: the treatment's."""

    macro: ClassVar = "reflection"
    id: UUID
    placement: Placement


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A check-in to go on with."""

    macro: ClassVar = "unfinished"
    checkin: UnfinishedCheckin


@dataclass(frozen=True, slots=True)
class NextTreatment:
    """The next planned treatment. number, of: None if they were not given."""

    macro: ClassVar = "next_treatment"
    id: UUID
    starts_at: datetime
    number: int | None
    of: int | None


@dataclass(frozen=True, slots=True)
class NoTreatment:
    """No treatment was ever added."""

    macro: ClassVar = "no_treatment"


@dataclass(frozen=True, slots=True)
class SummaryDay:
    """The next day that a summary is for. id: the summary's.

    therapists: with whom it is shared. until: when the first of these shares ends, None without any.
    """

    macro: ClassVar = "summary_day"
    id: UUID
    title: str
    day: date
    therapists: Sequence[str]
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Shared:
    """The open shares of one therapist. until: when the last of them ends."""

    macro: ClassVar = "shared"
    therapist: str
    count: int
    until: datetime


@dataclass(frozen=True, slots=True)
class NothingShared:
    """The person has therapists here, and nothing was shared with them yet."""

    macro: ClassVar = "nothing_shared"
    therapists: Sequence[str]


@dataclass(frozen=True, slots=True)
class LastNote:
    """The entry that was written last. id: its own."""

    macro: ClassVar = "last_note"
    id: UUID
    written_at: datetime


Card = Support | Reflection | Unfinished | NextTreatment | NoTreatment | SummaryDay | Shared | NothingShared | LastNote
