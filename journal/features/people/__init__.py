"""The accounts of a clinic, for its admins; never what is in them."""
