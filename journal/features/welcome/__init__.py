"""The front door, and what we promise."""
