"""ragas' judged metrics, asked in Vietnamese; every judgement that fails or is NaN is kept as such and counted."""

import asyncio
import math
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from eval.intervals import Summary, summarize
from eval.judge_model import JudgeBusyError, JudgeEndpoint, JudgeLimits, JudgeRefusedError, as_ragas_model
from eval.judge_prompts import in_vietnamese
from eval.ragas_loading import has_all, prepare_ragas, ragas_embeddings, sample_of
from eval.records import RETRIEVAL_MODE, Record, answered
from eval.run_folder import append_line, read_whole_lines

if TYPE_CHECKING:
    from index.encoder.encoder import Encoder

Judgement = dict[str, Any]
NAN = "nan"


class JudgedSummary(Summary):
    """A mean over the ``n`` judgements that were given; ``failed`` and ``nan`` more were asked for in vain."""

    failed: int
    nan: int


class JudgeRun(TypedDict):
    """What the judge was asked and how often it did not judge; ``reasons`` counts why."""

    model: str
    calls: int
    asked: int
    failed: int
    nan: int
    reasons: dict[str, int]
    metrics: dict[str, JudgedSummary]


async def judge_all(
    records: Sequence[Record],
    endpoint: JudgeEndpoint,
    encoder: "Encoder",
    kept: Path,
    *,
    limits: JudgeLimits,
    seed: int,
    progress: Callable[[int, int], None],
) -> JudgeRun:
    """Judge every answer and keep each judgement in the file ``kept``; those that are there are not asked again."""
    prepare_ragas()
    metrics = judged_metrics(endpoint, encoder, limits)
    earlier = {line["id"]: line["judge"] for line in read_whole_lines(kept) if line["model"] == endpoint.model}
    asked = [record for record in records if record["mode"] != RETRIEVAL_MODE]
    waiting = [record for record in asked if record["id"] not in earlier]
    places = asyncio.Semaphore(limits.at_once)
    done = 0

    async def judge(record: Record) -> None:
        nonlocal done
        async with places:
            earlier[record["id"]] = await _judge(record, metrics)
        append_line(kept, {"id": record["id"], "model": endpoint.model, "judge": earlier[record["id"]]})
        done += 1
        progress(done, len(waiting))

    try:
        await asyncio.gather(*map(judge, waiting))
    finally:
        await endpoint.close()
    for record in asked:
        record["judge"] = earlier[record["id"]]
    return _run(endpoint, [record["judge"] for record in asked], seed)


def judged_metrics(endpoint: JudgeEndpoint, encoder: "Encoder", limits: JudgeLimits) -> dict[str, Any]:
    """The metrics by the name of their score, with Vietnamese prompts."""
    from ragas.metrics._answer_correctness import AnswerCorrectness
    from ragas.metrics._answer_relevance import ResponseRelevancy
    from ragas.metrics._context_precision import LLMContextPrecisionWithReference
    from ragas.metrics._context_recall import LLMContextRecall
    from ragas.metrics._factual_correctness import FactualCorrectness
    from ragas.metrics._faithfulness import Faithfulness

    model, embeddings = as_ragas_model(endpoint, limits), ragas_embeddings(encoder)
    metrics = {
        "faithfulness": Faithfulness(llm=model),
        "response_relevancy": ResponseRelevancy(llm=model, embeddings=embeddings),
        "context_precision": LLMContextPrecisionWithReference(llm=model),
        "context_recall": LLMContextRecall(llm=model),
        "factual_correctness": FactualCorrectness(llm=model),
        "answer_correctness": AnswerCorrectness(llm=model, embeddings=embeddings),
    }
    for metric in metrics.values():
        metric.init(model.run_config)
        for attribute, prompt in metric.get_prompts().items():
            metric.set_prompts(**{attribute: in_vietnamese(prompt, prompt.name)})
    return metrics


async def _judge(record: Record, metrics: dict[str, Any]) -> Judgement:
    """The judgements of one answer. A record without an answer has none, and one without a reference fewer."""
    if not answered(record):
        return {"errors": {}}
    sample = sample_of(record)
    judgement: Judgement = {name: None for name, metric in metrics.items() if has_all(sample, metric)}
    errors: dict[str, str] = {}
    for name in list(judgement):
        value, error = await _value(metrics[name], sample)
        judgement[name] = value
        if error:
            errors[name] = error
    return {**judgement, "errors": errors}


async def _value(metric: Any, sample: Any) -> tuple[float | None, str | None]:  # noqa: ANN401
    """A metric's value, or why there is none."""
    try:
        value = float(await metric.single_turn_ascore(sample))
    except (JudgeBusyError, JudgeRefusedError) as error:
        return None, f"{'busy' if isinstance(error, JudgeBusyError) else 'refused'}: {error}"
    # What a model says in its own way makes ragas and its parsers raise almost anything; it is kept, not hidden.
    except Exception as error:  # noqa: BLE001
        return None, f"unreadable: {type(error).__name__}"
    return (value, None) if math.isfinite(value) else (None, NAN)


def _run(endpoint: JudgeEndpoint, judgements: Sequence[Judgement], seed: int) -> JudgeRun:
    names = dict.fromkeys(name for judgement in judgements for name in judgement if name != "errors")
    metrics = {name: _summary(name, judgements, seed) for name in names}
    return {
        "model": endpoint.model,
        "calls": endpoint.asked,
        "asked": sum(summary["n"] + summary["failed"] + summary["nan"] for summary in metrics.values()),
        "failed": sum(summary["failed"] for summary in metrics.values()),
        "nan": sum(summary["nan"] for summary in metrics.values()),
        "reasons": dict(Counter(why for judgement in judgements for why in judgement["errors"].values())),
        "metrics": metrics,
    }


def _summary(name: str, judgements: Sequence[Judgement], seed: int) -> JudgedSummary:
    errors = [judgement["errors"][name] for judgement in judgements if name in judgement["errors"]]
    nan = errors.count(NAN)
    values = [judgement.get(name) for judgement in judgements]
    return {**summarize(values, seed=seed), "failed": len(errors) - nan, "nan": nan}
