"""One's own account: name, time zone, password, signed-in devices."""
