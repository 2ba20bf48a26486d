"""What everything stands on: clock, errors, ids, fields, the database. Knows nothing of the journal's own rules."""
