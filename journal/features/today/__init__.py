"""The patient's first page."""
