"""Whether what was found answers at all."""
