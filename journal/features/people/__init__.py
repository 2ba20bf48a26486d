"""The accounts of a clinic, for its admins. Never what is in them."""
