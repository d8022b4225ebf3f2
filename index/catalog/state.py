"""Which documents are visible, as one string that is another whenever any of them came, changed or went."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from sqlalchemy import Engine, func, select

from index.catalog.tables import RevisionRow


class CatalogState:
    """The present state, cheap enough to be asked for several times a question. Safe with threads.

    With SQLite it is read anew only when something was written since, by whichever process: ``PRAGMA data_version``
    gives a connection another number then, within microseconds. Another database is asked every time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._watching: Any = None
        self._lock = threading.Lock()
        self._known: tuple[int, str] | None = None

    def current(self) -> str:
        """The state of this moment."""
        if self._engine.dialect.name != "sqlite":
            return self._read()
        with self._lock:
            # The number first: what is written while the state is being read makes it be read again.
            version = self._version()
            if self._known is None or self._known[0] != version:
                self._known = (version, self._read())
            return self._known[1]

    def close(self) -> None:
        """Give the connection back; asking again opens another."""
        with self._lock:
            if self._watching is not None:
                self._watching.close()
                self._watching, self._known = None, None

    def _version(self) -> int:
        if self._watching is None:
            # One of its own that writes nothing: its own writing does not change a connection's number.
            self._watching = self._engine.raw_connection()
            self._watching.detach()
        ((version,),) = self._watching.cursor().execute("PRAGMA data_version").fetchall()
        return int(version)

    def _read(self) -> str:
        with self._engine.connect() as connection:
            return "|".join(map(str, connection.execute(_live()).one()))


@cache
def _live() -> Any:  # noqa: ANN401
    # Of the revisions, not the documents: there the texts stand between the columns of a row.
    columns = (func.count(), func.max(RevisionRow.created_at), func.min(RevisionRow.id), func.max(RevisionRow.id))
    return select(*columns).where(RevisionRow.state == "live")
