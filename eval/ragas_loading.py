"""ragas, imported late and kept from telling anybody about it; and its view of a record and of our encoder."""

import os
from typing import TYPE_CHECKING, Any

from eval.errors import EvaluationError
from eval.matching import plain
from eval.records import Record, answered

if TYPE_CHECKING:
    from ragas.dataset_schema import SingleTurnSample
    from ragas.embeddings.base import BaseRagasEmbeddings

    from index.encoder.encoder import Encoder


def prepare_ragas() -> None:
    """Import ragas without its telemetry; raises ``EvaluationError`` where it is not installed."""
    # ragas reads it once, at its first event.
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"
    try:
        import ragas  # noqa: F401
    except ImportError as error:
        raise EvaluationError(
            f"Chưa cài ragas ({error}); cài bằng `pip install '.[eval]'` trong .venv, hoặc thêm --no-ragas."
        ) from error


def sample_of(record: Record) -> "SingleTurnSample":
    """A record as ragas sees it; what it does not have is ``None``."""
    from ragas.dataset_schema import SingleTurnSample

    places = record["reference_passages"]
    return SingleTurnSample(
        user_input=record["standalone_question"],
        response=plain(record["answer"]) if answered(record) else None,
        reference=record["reference"] if record["answerable"] and record["reference"] else None,
        retrieved_contexts=[item["text"] for item in record["retrieved"]] or None,
        retrieved_context_ids=[item["passage_id"] for item in record["retrieved"]] or None,
        reference_contexts=[item["text"] for item in places] or None,
        reference_context_ids=[item["passage_id"] for item in places] or None,
    )


def has_all(sample: "SingleTurnSample", metric: Any) -> bool:  # noqa: ANN401
    """Whether a sample has everything that a metric needs."""
    from ragas.metrics.base import MetricType

    columns = metric.required_columns[MetricType.SINGLE_TURN.name]
    return all(getattr(sample, column.removesuffix(":optional")) for column in columns if ":optional" not in column)


def ragas_embeddings(encoder: "Encoder") -> "BaseRagasEmbeddings":
    """Our encoder as ragas' embeddings. All texts are encoded as questions: they are compared with one another."""
    from ragas.embeddings.base import BaseRagasEmbeddings
    from ragas.run_config import RunConfig

    class EncoderEmbeddings(BaseRagasEmbeddings):  # type: ignore[misc]
        """The encoder that also embeds the passages."""

        def __init__(self) -> None:
            super().__init__()
            self.set_run_config(RunConfig(max_retries=1))

        def embed_query(self, text: str) -> list[float]:
            """The unit vector of one text."""
            return [float(value) for value in encoder.encode_query(text)]

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            """The unit vectors of several texts."""
            return [self.embed_query(text) for text in texts]

        async def aembed_query(self, text: str) -> list[float]:
            """As ``embed_query``: a few milliseconds, not worth a thread."""
            return self.embed_query(text)

        async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
            """As ``embed_documents``."""
            return self.embed_documents(texts)

    return EncoderEmbeddings()
