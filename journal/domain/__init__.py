"""Rules that several features share; no Flask."""
