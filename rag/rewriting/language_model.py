"""A language model behind an OpenAI-compatible endpoint: one prompt in, one text out, clear errors."""

import base64
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import SecretStr

from index.errors import LanguageModelError
from index.settings import Settings

if TYPE_CHECKING:
    import httpx
    from llama_index.llms.openai_like import OpenAILike

# A model on a CPU reads some thousand characters of evidence before its first word.
TIMEOUT_SECONDS = 60.0
# Models that think aloud spend most of it before the answer.
MOST_TOKENS = 2048
# Asked for by the adapter, which limits nothing by it where it has no tokenizer.
_CONTEXT_WINDOW = 8192
_CHECK_ADDRESS = "kiểm tra CHIDAO_LLM_BASE_URL (thường kết thúc bằng /v1)"


class LanguageModel:
    """The configured model. Raises ``LanguageModelError`` when the settings name none or cannot be right."""

    def __init__(self, settings: Settings, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        if not settings.llm_base_url or not settings.llm_model:
            raise LanguageModelError(
                "Chưa cấu hình mô hình ngôn ngữ; đặt CHIDAO_LLM_BASE_URL và CHIDAO_LLM_MODEL, "
                "hoặc hỏi ở chế độ trích nguyên văn."
            )
        address = _read_address(settings.llm_base_url)
        self._name = settings.llm_model
        self._timeout_seconds = timeout_seconds
        self._url = str(address.copy_with(userinfo=b"")).rstrip("/")
        self._authorization = _authorization(address, settings.llm_api_key)

    @property
    def url(self) -> str:
        """The endpoint's address without credentials."""
        return self._url

    def complete(self, prompt: str) -> str:
        """What the model answers to ``prompt``; not empty.

        Raises ``LanguageModelError`` when the endpoint is down, slow, refuses, or answers something else.
        """
        from llama_index.core.base.llms.types import ChatMessage
        from openai import APIError

        model = self._model
        text: object = None
        problem = ""
        try:
            text = model.chat([ChatMessage(content=prompt)]).message.content
        except APIError as error:
            problem = self._problem(error)
        # What the adapter stumbles over when a reply is not what the protocol says.
        except (AttributeError, LookupError, TypeError, ValueError, RecursionError):
            text = None
        # Raised here and not above, where the error would carry the endpoint's own words: some repeat the key.
        if problem or not isinstance(text, str) or not text.strip():
            raise self._failure(problem)
        return text

    def stream(self, prompt: str) -> Iterator[str]:
        """What the model answers, in pieces as it writes them; raises as ``complete``, perhaps halfway."""
        from llama_index.core.base.llms.types import ChatMessage
        from openai import APIError

        model = self._model
        problem, told = "", False
        try:
            for reply in model.stream_chat([ChatMessage(content=prompt)]):
                piece = reply.delta or ""
                told = told or bool(piece.strip())
                yield piece
        except APIError as error:
            problem = self._problem(error)
        except (AttributeError, LookupError, TypeError, ValueError, RecursionError):
            told = False
        if problem or not told:
            raise self._failure(problem)

    def _failure(self, problem: str) -> LanguageModelError:
        garbage = (
            f"trả lời không đúng giao thức chat completions hoặc trả lời rỗng; {_CHECK_ADDRESS} và CHIDAO_LLM_MODEL"
        )
        return LanguageModelError(f"Mô hình ngôn ngữ tại {self._url} {problem or garbage}.")

    @cached_property
    def _model(self) -> "OpenAILike":
        from llama_index.llms.openai_like import OpenAILike

        from rag.rewriting.endpoint_client import endpoint_client

        try:
            return OpenAILike(
                model=self._name,
                api_base=self._url,
                # Without one the adapter would take the key that the environment holds for another service.
                api_key="unused",
                http_client=endpoint_client(self._authorization, timeout_seconds=self._timeout_seconds),
                is_chat_model=True,
                context_window=_CONTEXT_WINDOW,
                max_tokens=MOST_TOKENS,
                temperature=0.0,
                timeout=self._timeout_seconds,
                # Whoever asks has waited long enough; a retry would also wait as long as the endpoint tells it to.
                max_retries=0,
            )
        except ValueError:
            problem = f"Mô hình “{self._name}” không dùng được qua chat completions; đặt CHIDAO_LLM_MODEL khác."
        raise LanguageModelError(problem)

    def _problem(self, error: Exception) -> str:
        from openai import APIConnectionError, APIStatusError, APITimeoutError

        from rag.rewriting.endpoint_client import TooLongError

        if isinstance(error, APITimeoutError):
            seconds = f"{self._timeout_seconds:g} giây"
            return f"không trả lời xong trong {seconds}; kiểm tra tải của máy chủ hoặc chọn mô hình nhỏ hơn"
        if isinstance(error.__cause__, TooLongError):
            return f"trả lời dài quá mức; {_CHECK_ADDRESS}"
        if isinstance(error, APIConnectionError):
            return f"không kết nối được hoặc ngắt giữa chừng; kiểm tra máy chủ có đang chạy không và {_CHECK_ADDRESS}"
        if isinstance(error, APIStatusError):
            return _refusal(error.status_code, self._name)
        return f"trả lời không đọc được; {_CHECK_ADDRESS}"


def _refusal(status: int, model: str) -> str:
    if status in (401, 403):
        return f"từ chối khóa truy cập (mã {status}); kiểm tra CHIDAO_LLM_API_KEY"
    if status == 404:
        return f"không có đường dẫn này hoặc không có mô hình “{model}” (mã 404); {_CHECK_ADDRESS} và CHIDAO_LLM_MODEL"
    if status == 429:
        return "đang quá tải hoặc đã hết hạn mức (mã 429); thử lại sau"
    if status < 400:
        return f"chuyển hướng sang địa chỉ khác (mã {status}), không đi theo; {_CHECK_ADDRESS}"
    if status < 500:
        return f"không nhận yêu cầu (mã {status}); kiểm tra CHIDAO_LLM_MODEL và độ dài ngữ cảnh của mô hình"
    return f"gặp lỗi (mã {status}); xem nhật ký của máy chủ đó"


def _read_address(text: str) -> "httpx.URL":
    import httpx

    try:
        address = httpx.URL(text.strip())
        usable = address.scheme in ("http", "https") and bool(address.host)
    except httpx.InvalidURL:
        usable = False
    # The address itself may hold a password and is not repeated.
    if not usable or address.query or address.fragment:
        raise LanguageModelError(
            "CHIDAO_LLM_BASE_URL không hợp lệ; cần dạng http(s)://máy-chủ[:cổng]/v1, không có ? và #."
        )
    return address


def _authorization(address: "httpx.URL", key: SecretStr | None) -> SecretStr | None:
    """The Authorization header: name and password where the address holds them, else the key, else none."""
    if address.userinfo:
        pair = f"{address.username}:{address.password}"
        return SecretStr("Basic " + base64.b64encode(pair.encode()).decode())
    bare = key.get_secret_value().strip() if key else ""
    if not (bare.isascii() and bare.isprintable()) or " " in bare:
        raise LanguageModelError("CHIDAO_LLM_API_KEY có ký tự không dùng được trong khóa; chép lại khóa.")
    return SecretStr(f"Bearer {bare}") if bare else None
