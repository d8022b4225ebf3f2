"""Questions proposed from a document's own tables, sentences and letterhead, for a person to correct."""
