"""A therapist's index of patients."""

from sqlalchemy.orm import Mapped

from journal.core.db import Base
from journal.models.columns import Owned, Reference, of_person


class Caseload(Owned, Base):
    """A pointer, owned by the therapist, to the care row that the patient owns, under the same id. It grants nothing:
    every query asks the care row whether care goes on.
    """

    __tablename__ = "caseloads"
    __table_args__ = (of_person(),)

    patient_id: Mapped[Reference]
