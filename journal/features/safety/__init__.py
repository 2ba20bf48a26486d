"""Help: crisis lines, emergency numbers, and the clinic's own number."""
