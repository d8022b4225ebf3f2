"""What a document is and how it is built: its identity and its tree of sections."""
