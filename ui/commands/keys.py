"""``chidao keys``: works on the catalog alone, beside a running service."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.catalog.database import open_engine
from index.catalog.keys import KeyCatalog
from index.settings import Settings


def create_key(settings: Settings, name: str, scopes: list[str], groups: list[str]) -> None:
    """Make a key and show it, once."""
    with _keys(settings) as keys:
        key = keys.create(name, scopes, groups)
    console = Console()
    console.print(Text(key), soft_wrap=True)
    console.print("Khóa chỉ hiện một lần này; hãy cất giữ ngay.", style="yellow")


def list_keys(settings: Settings) -> None:
    """Print the keys, never the keys themselves."""
    table = Table("Tên", "Quyền", "Nhóm", "Tạo lúc", "Tình trạng")
    with _keys(settings) as keys:
        for key in keys.all():
            state = "đã thu hồi" if key.revoked else "còn hiệu lực"
            cells = (key.name, ", ".join(key.scopes), ", ".join(key.groups), f"{key.created_at:%d/%m/%Y %H:%M}", state)
            table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)


def revoke_key(settings: Settings, name: str) -> None:
    """Revoke a key; whoever uses it is refused from now on."""
    with _keys(settings) as keys:
        keys.revoke(name)
    Console().print(Text(f"Đã thu hồi khóa {name!r}."))


@contextmanager
def _keys(settings: Settings) -> Iterator[KeyCatalog]:
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = open_engine(settings.data_dir, settings.database_url)
    try:
        yield KeyCatalog(engine)
    finally:
        engine.dispose()
