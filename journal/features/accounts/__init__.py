"""One's own account: who one is, signed-in devices, the password."""
