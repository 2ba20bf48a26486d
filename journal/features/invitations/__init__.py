"""Inviting people, by a link that works once."""
