"""``chidao serve``."""

from rich.console import Console

from index.errors import OwnerError
from index.owner import Ownership, find_owner
from index.settings import Settings
from ui.serving import serve as run


def serve(settings: Settings, *, host: str, port: int, with_chat: bool) -> None:
    """Serve until told to stop; a second service on the same data folder is told where the first one is."""
    ownership = Ownership.claim(settings.data_dir)
    if ownership is None:
        owner = find_owner(settings.data_dir)
        where = f" tại {owner.url} (tiến trình {owner.pid})" if owner else ""
        raise OwnerError(
            f"Thư mục dữ liệu {settings.data_dir} đang được dùng{where}. "
            "Dùng dịch vụ đó, dừng nó, hoặc đặt CHIDAO_DATA_DIR sang thư mục khác."
        )
    console = Console()
    doors = "API và trang hỏi đáp" if with_chat else "API"
    console.print(f"Đang mở {doors} tại http://{host}:{port} (tài liệu API: /docs). Nhấn Ctrl+C để dừng.")
    run(settings, host=host, port=port, with_chat=with_chat, ownership=ownership)
