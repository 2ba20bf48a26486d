"""The parts that every floor uses: clock, errors, ids, fields, the database. Knows no rule of the journal's own."""
