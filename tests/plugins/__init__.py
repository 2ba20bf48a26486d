"""What the tests stand on: databases and browsers."""
