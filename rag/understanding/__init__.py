"""What a question asks, in its own words."""
