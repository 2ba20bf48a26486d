"""What a patient hands over: to whom, until when, who opened it."""
