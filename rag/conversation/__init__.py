"""A question within its conversation, made to stand alone."""
