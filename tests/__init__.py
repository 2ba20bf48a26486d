"""The tests: the names of journal/ again, and what holds for all of it."""
