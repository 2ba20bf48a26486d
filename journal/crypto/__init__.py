"""Encryption at rest, passwords and tokens."""
