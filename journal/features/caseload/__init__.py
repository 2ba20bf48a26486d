"""What a therapist sees: the patients in care, and what they shared. Made of shares only."""
