"""The judge: a model behind an OpenAI-compatible endpoint, asked through ragas, patient within limits."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from eval.errors import EvaluationError
from index.settings import Settings

if TYPE_CHECKING:
    from ragas.llms.base import BaseRagasLLM

# A model that thinks aloud: what stands before the end of its thoughts is not its judgement.
_THOUGHTS = re.compile(r"\A.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_MOST_CHARACTERS = 200_000
_BUSY = (408, 409, 425, 429)
# So many calls that fail in a row, after their retries: the endpoint is gone, and waiting on each is no use.
_MOST_FAILURES = 12


class JudgeBusyError(Exception):
    """The endpoint is slow, overloaded or not there; another try may help."""


class JudgeRefusedError(Exception):
    """The endpoint will not or cannot judge; another try would not help."""


@dataclass(frozen=True, slots=True)
class JudgeLimits:
    """How patient a judgement is: seconds a call, tries, seconds between tries at most, calls at once."""

    seconds: float = 120.0
    tries: int = 3
    longest_wait: int = 20
    at_once: int = 4


class JudgeEndpoint:
    """One prompt in, one text out; speaks to the configured address only, and counts."""

    def __init__(self, url: str, model: str, key: str | None, limits: JudgeLimits) -> None:
        self.model = model
        self.asked = 0
        self._failures_in_row = 0
        self._limits = limits
        self._places = asyncio.Semaphore(limits.at_once)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        try:
            self._http = httpx.AsyncClient(
                base_url=url.rstrip("/") + "/", headers=headers, timeout=limits.seconds, trust_env=False
            )
        except (httpx.InvalidURL, ValueError) as error:
            raise EvaluationError(
                "CHIDAO_JUDGE_BASE_URL không hợp lệ; cần dạng http(s)://máy-chủ[:cổng]/v1."
            ) from error

    async def complete(self, prompt: str, temperature: float) -> str:
        """What the model says; raises ``JudgeBusyError`` or ``JudgeRefusedError``."""
        if self._failures_in_row >= _MOST_FAILURES * self._limits.tries:
            raise JudgeRefusedError("the endpoint failed too often in a row and is not asked any more")
        self.asked += 1
        self._failures_in_row += 1
        async with self._places:
            text = await self._call(prompt, temperature)
        self._failures_in_row = 0
        return text

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _call(self, prompt: str, temperature: float) -> str:
        messages = [{"role": "user", "content": prompt}]
        body = {"model": self.model, "messages": messages, "temperature": temperature}
        try:
            # httpx limits the pause between two bytes, this the whole.
            async with asyncio.timeout(self._limits.seconds):
                response = await self._http.post("chat/completions", json=body)
        except TimeoutError as error:
            raise JudgeBusyError(f"no answer within {self._limits.seconds:g} s") from error
        except httpx.HTTPError as error:
            raise JudgeBusyError(f"{type(error).__name__} while asking the endpoint") from error
        return _text(response)


def _text(response: httpx.Response) -> str:
    """The text of a reply. An endpoint's own words are not repeated: some echo the key."""
    if response.status_code in _BUSY or response.status_code >= 500:
        raise JudgeBusyError(f"HTTP {response.status_code}")
    if not response.is_success:
        raise JudgeRefusedError(f"HTTP {response.status_code}")
    try:
        choice = response.json()["choices"][0]
        text = choice["message"]["content"]
    except (ValueError, LookupError, TypeError) as error:
        raise JudgeRefusedError("not a chat completion") from error
    if choice.get("finish_reason") == "length":
        raise JudgeRefusedError("cut off at the endpoint's length limit")
    if choice["message"].get("refusal") or choice.get("finish_reason") == "content_filter":
        raise JudgeRefusedError("the model refused")
    if not isinstance(text, str) or not text.strip():
        raise JudgeRefusedError("an empty text")
    return _THOUGHTS.sub("", text[:_MOST_CHARACTERS])


def is_judge_configured(settings: Settings) -> bool:
    """Whether there is a judge; raises ``EvaluationError`` where only half of it is set."""
    if bool(settings.judge_base_url) is not bool(settings.judge_model):
        raise EvaluationError("Cần đặt cả CHIDAO_JUDGE_BASE_URL và CHIDAO_JUDGE_MODEL, hoặc không đặt cái nào.")
    return bool(settings.judge_base_url)


def open_judge(settings: Settings, limits: JudgeLimits) -> JudgeEndpoint:
    """The configured judge."""
    key = getattr(settings, "judge_api_key", None)
    return JudgeEndpoint(
        settings.judge_base_url or "", settings.judge_model or "", key.get_secret_value() if key else None, limits
    )


def as_ragas_model(endpoint: JudgeEndpoint, limits: JudgeLimits) -> "BaseRagasLLM":
    """The endpoint as the model that ragas' metrics ask; ragas retries what is busy."""
    from langchain_core.outputs import Generation, LLMResult
    from ragas.llms.base import BaseRagasLLM
    from ragas.run_config import RunConfig

    class Judge(BaseRagasLLM):  # type: ignore[misc]
        """Each generation is a call of its own: few local servers know the parameter ``n``."""

        def generate_text(self, *_: Any, **__: Any) -> LLMResult:  # noqa: ANN401
            """Nothing here asks without waiting asynchronously."""
            raise NotImplementedError

        async def agenerate_text(
            self,
            prompt: Any,  # noqa: ANN401
            n: int = 1,
            temperature: float | None = None,
            stop: Sequence[str] | None = None,  # noqa: ARG002
            callbacks: Any = None,  # noqa: ANN401, ARG002
        ) -> LLMResult:
            """``n`` texts for a prompt."""
            asked = (endpoint.complete(prompt.to_string(), temperature or 0.0) for _ in range(n))
            return LLMResult(generations=[[Generation(text=text) for text in await asyncio.gather(*asked)]])

        def is_finished(self, response: LLMResult) -> bool:  # noqa: ARG002
            """What was cut off has been refused already."""
            return True

    patience = RunConfig(
        max_retries=limits.tries, max_wait=limits.longest_wait, exception_types=JudgeBusyError, timeout=0
    )
    return Judge(run_config=patience)
