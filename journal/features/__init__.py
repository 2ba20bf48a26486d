"""What people can do, one folder a feature."""
