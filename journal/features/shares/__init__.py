"""What a patient shares: with whom, until when, who opened it."""
