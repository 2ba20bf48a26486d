"""HTTP that no feature owns."""
