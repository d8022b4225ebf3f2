"""The sentences that answer, within the passages found."""
