"""What the documents of a library teach about their language: syllables, abbreviations."""
