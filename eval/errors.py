"""What an evaluation raises on purpose, with a Vietnamese message."""

from index.errors import ChiDaoError


class EvaluationError(ChiDaoError):
    """A question set, a run's folder or an option cannot be used."""
