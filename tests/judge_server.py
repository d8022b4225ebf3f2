"""A judge that can be reckoned with: its verdicts follow from the words it is shown, by rules a test can apply."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from language_model_server import LanguageModelServer, Received, Reply, running_language_model

_INPUT = re.compile(r"\ninput: (\{.*\})\nOutput: \Z", re.DOTALL)
_SENTENCE = re.compile(r"[^.]+\.")


def running_judge(say: Callable[[Received], Reply] | None = None) -> AbstractContextManager[LanguageModelServer]:
    """A server that judges sensibly, or as it is told."""
    return _Judge(say or sensible)


class _Judge(AbstractContextManager[LanguageModelServer]):
    def __init__(self, say: Callable[[Received], Reply]) -> None:
        self._say, self._running = say, running_language_model()

    def __enter__(self) -> LanguageModelServer:
        server = self._running.__enter__()
        server.say = self._say
        return server

    def __exit__(self, *error: Any) -> None:
        self._running.__exit__(*error)


def sensible(received: Received) -> Reply:
    """A sentence is a statement; it is true when it stands in the context letter by letter."""
    match = _INPUT.search(received.prompt)
    assert match, f"no input in the prompt: {received.prompt[-300:]}"
    return Reply(json.dumps(_judgement(received.prompt, json.loads(match[1])), ensure_ascii=False))


def _judgement(prompt: str, given: dict[str, Any]) -> dict[str, Any]:
    if '"noncommittal"' in prompt:
        return {"question": given["response"], "noncommittal": 0}
    if '"claims"' in prompt:
        return {"claims": _sentences(given["response"])}
    if '"classifications"' in prompt:
        found = [(s, s in given["context"]) for s in _sentences(given["answer"])]
        return {"classifications": [{"statement": s, "reason": "r", "attributed": int(is_in)} for s, is_in in found]}
    if '"TP"' in prompt:
        answer, truth = set(given["answer"]), set(given["ground_truth"])
        return {"TP": _reasons(answer & truth), "FP": _reasons(answer - truth), "FN": _reasons(truth - answer)}
    if "statements" in given:
        verdicts = [(s, int(s in given["context"])) for s in given["statements"]]
        return {"statements": [{"statement": s, "reason": "r", "verdict": verdict} for s, verdict in verdicts]}
    if "context" in given:
        return {"reason": "r", "verdict": int(given["answer"] in given["context"])}
    return {"statements": _sentences(given["answer"])}


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.findall(text)]


def _reasons(statements: set[str]) -> list[dict[str, str]]:
    return [{"statement": statement, "reason": "r"} for statement in sorted(statements)]
