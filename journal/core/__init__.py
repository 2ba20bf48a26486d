"""What the floors above build on: the clock, errors, ids, closed lists, text, the fields of schemas, the database."""
