"""What every floor uses: the clock, errors, ids, closed lists, text, the fields of schemas, the database."""
