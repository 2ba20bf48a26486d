"""Words that wait on the phone."""
