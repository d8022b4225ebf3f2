"""ragas' metrics that ask no judge: contexts by text and by id, likeness of answer and reference."""

import math
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypedDict

from eval.answer_scores import Scores
from eval.intervals import Summary, summarize
from eval.ragas_loading import has_all, prepare_ragas, ragas_embeddings, sample_of
from eval.records import RETRIEVAL_MODE, Record

if TYPE_CHECKING:
    from index.encoder.encoder import Encoder

# ragas calls these as we call scores of our own.
_RENAMED = {
    "exact_match": "ragas_exact_match",
    "non_llm_context_precision_with_reference": "non_llm_context_precision",
}


class RagasSummary(Summary):
    """A mean over ``n`` questions; ``nan`` more had no value although everything needed was there."""

    nan: int


class RagasRun(TypedDict):
    """All of ragas' figures without a judge."""

    version: str
    metrics: dict[str, RagasSummary]


def add_ragas_scores(records: Sequence[Record], encoder: "Encoder", *, seed: int) -> RagasRun:
    """Put ragas' scores among each record's, and sum them up; a NaN is counted and no part of a mean."""
    import asyncio

    prepare_ragas()
    from ragas import __version__

    metrics = ragas_metrics(encoder)
    asked = [record for record in records if record["mode"] != RETRIEVAL_MODE]
    scored = asyncio.run(_score_all(asked, metrics))
    for record, scores in zip(asked, scored, strict=True):
        record["scores"] |= {name: _finite(value) for name, value in scores.items()}
    names = dict.fromkeys(name for scores in scored for name in scores)
    return {"version": __version__, "metrics": {name: _summary(name, scored, seed) for name in names}}


def ragas_metrics(encoder: "Encoder") -> dict[str, Any]:
    """The metrics by the name of their score."""
    from ragas.metrics._answer_similarity import SemanticSimilarity
    from ragas.metrics._context_precision import IDBasedContextPrecision, NonLLMContextPrecisionWithReference
    from ragas.metrics._context_recall import IDBasedContextRecall, NonLLMContextRecall
    from ragas.metrics._string import ExactMatch, NonLLMStringSimilarity

    metrics = [
        NonLLMContextPrecisionWithReference(),
        NonLLMContextRecall(),
        IDBasedContextPrecision(),
        IDBasedContextRecall(),
        SemanticSimilarity(embeddings=ragas_embeddings(encoder)),
        NonLLMStringSimilarity(),
        ExactMatch(),
        *_with_sacrebleu(),
    ]
    return {_RENAMED.get(metric.name, metric.name): metric for metric in metrics}


def _with_sacrebleu() -> list[Any]:
    # ROUGE is left out: the package that ragas uses knows the letters a to z only, and so no Vietnamese word.
    if find_spec("sacrebleu") is None:
        return []
    from ragas.metrics._bleu_score import BleuScore
    from ragas.metrics._chrf_score import ChrfScore

    return [BleuScore(), ChrfScore()]


async def _score_all(records: Sequence[Record], metrics: dict[str, Any]) -> list[Scores]:
    return [await _score(record, metrics) for record in records]


async def _score(record: Record, metrics: dict[str, Any]) -> Scores:
    """The values of all metrics that apply to a record, NaN among them."""
    sample = sample_of(record)
    applicable = {name: metric for name, metric in metrics.items() if has_all(sample, metric)}
    return {name: float(await metric.single_turn_ascore(sample)) for name, metric in applicable.items()}


def _summary(name: str, scored: Sequence[Scores], seed: int) -> RagasSummary:
    values = [scores[name] for scores in scored if name in scores]
    finite = [_finite(value) for value in values]
    return {**summarize(finite, seed=seed), "nan": finite.count(None)}


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
