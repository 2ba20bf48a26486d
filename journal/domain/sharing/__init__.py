"""What a summary is made of, the snapshot that is shared, and the brief that shows it."""
