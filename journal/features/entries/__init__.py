"""Private reflections."""
