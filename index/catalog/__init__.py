"""The SQL catalog: documents, their text, passages, ingestion runs, conversations."""
