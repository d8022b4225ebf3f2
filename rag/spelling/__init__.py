"""A question as it was meant: marks restored, slips of the keyboard mended."""
