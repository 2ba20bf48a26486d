"""The bond between a patient and a therapist."""
