"""The catalog's database: SQLite in the data folder, or PostgreSQL by URL, brought to the present schema."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from index.errors import CatalogError

CATALOG_FILE = "catalog.sqlite3"
_BUSY_TIMEOUT_MS = 30_000


def open_engine(data_dir: Path, database_url: str | None) -> Engine:
    """Open the database and run the migrations it has not had; raises ``CatalogError``."""
    url = database_url or f"sqlite:///{data_dir / CATALOG_FILE}"
    try:
        engine = create_engine(url, pool_pre_ping=database_url is not None)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _set_up_sqlite)
        _migrate(engine)
    except (SQLAlchemyError, ImportError) as error:
        shown = _without_password(url)
        raise CatalogError(
            f"Không mở được danh mục văn bản tại {shown}: {_first_line(error)}. "
            "Kiểm tra CHIDAO_DATABASE_URL, quyền ghi vào thư mục dữ liệu và dung lượng đĩa."
        ) from error
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:  # noqa: ANN401
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.close()


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "địa chỉ trong CHIDAO_DATABASE_URL"


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
