"""Where a therapist's patients are found."""

from sqlalchemy.orm import Mapped

from journal.core.db import Base
from journal.models.columns import Owned, Reference, of_person


class Caseload(Owned, Base):
    """A pointer, owned by the therapist, to the bond that the patient owns; its id is the bond's. It grants nothing:
    whether care goes on is asked of the bond each time.
    """

    __tablename__ = "caseloads"
    __table_args__ = (of_person(),)

    patient_id: Mapped[Reference]
