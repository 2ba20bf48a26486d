"""Setting a new password by a link."""
