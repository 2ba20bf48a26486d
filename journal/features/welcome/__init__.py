"""The first page for visitors, and who can read what."""
