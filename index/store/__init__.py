"""The passage store: one protocol, an embedded home and a server home."""
