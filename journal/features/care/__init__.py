"""Care between patients and therapists: who is in whose care, and ending it."""
