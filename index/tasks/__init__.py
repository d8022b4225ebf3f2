"""The register of tasks: who must do what, until when, read from a document's sections."""
