"""The catalog's database: SQLite in the data folder, or PostgreSQL by URL, brought to the present schema."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from index.errors import CatalogError

CATALOG_FILE = "catalog.sqlite3"
_BUSY_TIMEOUT_MS = 30_000
# Read through memory that all connections share, rather than copied into each one's small cache.
_MAPPED_BYTES = 256 * 2**20
_MIGRATION_WAIT_S = 120
# Any number of our own: advisory locks of PostgreSQL are named by one.
_MIGRATION_KEY = 0x43_48_49_44


def open_engine(data_dir: Path, database_url: str | None) -> Engine:
    """Open the database and run the migrations it has not had; raises ``CatalogError``."""
    url = database_url or f"sqlite:///{data_dir / CATALOG_FILE}"
    try:
        is_sqlite = make_url(url).get_backend_name() == "sqlite"
        options: dict[str, Any] = {"json_deserializer": _decoded} if is_sqlite else {}
        engine = create_engine(url, pool_pre_ping=database_url is not None, **options)
        if is_sqlite:
            event.listen(engine, "connect", _set_up_sqlite)
        with _one_at_a_time(engine):
            _migrate(engine)
    except (SQLAlchemyError, ImportError, OSError) as error:
        shown = _without_password(url)
        raise CatalogError(
            f"Không mở được danh mục văn bản tại {shown}: {_first_line(error)}. "
            "Kiểm tra CHIDAO_DATABASE_URL, quyền ghi vào thư mục dữ liệu và dung lượng đĩa."
        ) from error
    return engine


def _decoded(value: str) -> Any:  # noqa: ANN401
    """What a column of JSON holds: written without blanks around it, so that looking for some can be saved."""
    return [] if value == "[]" else _decoder().raw_decode(value)[0]


@cache
def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder()


def _set_up_sqlite(connection: Any, _record: Any) -> None:  # noqa: ANN401
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.execute(f"PRAGMA mmap_size={_MAPPED_BYTES}")
    cursor.close()


@contextmanager
def _one_at_a_time(engine: Engine) -> Iterator[None]:
    """Hold off every other process that would migrate the same SQLite file.

    The first two that open a new one would both make its tables: SQLite's driver begins no transaction before a table
    is made, so the second finds half of the first's.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        yield
        return
    from filelock import FileLock

    with FileLock(f"{engine.url.database}.lock", timeout=_MIGRATION_WAIT_S):
        yield


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Its tables are made within the transaction; the lock ends with it.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_KEY})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "địa chỉ trong CHIDAO_DATABASE_URL"


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
