"""Saying yes or no to an invitation."""
