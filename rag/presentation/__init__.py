"""What surrounds an answer."""
