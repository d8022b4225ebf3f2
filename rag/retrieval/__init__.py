"""The passages that may answer a question, best first."""
