"""``chidao doctor``: what works, what does not, and what to do about it."""

import shutil
from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from index.errors import ChiDaoError
from index.settings import Settings
from ui.client import connected

_ENOUGH_DISK = 2 << 30
_LABELS = {"catalog": "Danh mục văn bản", "model": "Mô hình nhúng", "store": "Kho đoạn văn"}


def doctor(settings: Settings) -> int:
    """Check everything and print a line for each; returns the exit code, 1 when something fails."""
    console = Console()
    results = [*_service(settings), ("Đĩa", _disk(settings)), ("Mô hình ngôn ngữ", _language_model(settings))]
    for label, trouble in results:
        mark, style = ("✓", "green") if trouble is None else ("✗", "red")
        console.print(Text(f"{mark} {label}" + (f": {trouble}" if trouble else ""), style=style), soft_wrap=True)
    return 1 if any(trouble for _, trouble in results) else 0


def _service(settings: Settings) -> list[tuple[str, str | None]]:
    try:
        with connected(settings) as client:
            checks = client.ready()
    except ChiDaoError as error:
        return [("Thư mục dữ liệu", str(error))]
    return [(_LABELS.get(name, name), None if said == "ok" else said) for name, said in checks.items()]


def _disk(settings: Settings) -> str | None:
    free = shutil.disk_usage(settings.data_dir).free
    if free >= _ENOUGH_DISK:
        return None
    return f"chỉ còn {free / 2**30:.1f} GB trống tại {settings.data_dir}; dọn bớt hoặc đặt CHIDAO_DATA_DIR nơi khác."


def _language_model(settings: Settings) -> str | None:
    """Only when one is configured: none is needed."""
    if not settings.llm_base_url:
        return None
    import httpx

    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else ""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    check: Callable[[], httpx.Response] = lambda: httpx.get(  # noqa: E731
        f"{settings.llm_base_url.rstrip('/')}/models" if settings.llm_base_url else "", headers=headers, timeout=10
    )
    try:
        response = check()
    except httpx.HTTPError as error:
        return f"{settings.llm_base_url} không trả lời ({type(error).__name__}); kiểm tra CHIDAO_LLM_BASE_URL."
    if response.is_success:
        return None
    return f"{settings.llm_base_url} trả lời mã {response.status_code}; kiểm tra CHIDAO_LLM_API_KEY và địa chỉ."
