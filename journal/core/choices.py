"""Closed lists of values: the tables and the schemas take the same."""

PATIENT, THERAPIST, ADMIN = ROLES = ("patient", "therapist", "admin")
ROUTES = ("iv", "im", "intranasal", "lozenge", "other")  # of a treatment
KEY_KINDS = NAME, DIARY, REST = ("name", "diary", "rest")  # of data keys: what each opens
STATUSES = PLANNED, DONE, CANCELLED = ("planned", "done", "cancelled")  # of a treatment
