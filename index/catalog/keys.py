"""API keys: shown once when made, kept as a hash."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from index.catalog.tables import KeyRow, now
from index.errors import CatalogError, NotFoundError

SCOPES = ("read", "ingest", "admin")
_PREFIX = "cdk_"


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key without the key itself."""

    id: str
    name: str
    scopes: tuple[str, ...]
    groups: tuple[str, ...]
    created_at: datetime
    revoked: bool


class KeyCatalog:
    """API keys. Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(self, name: str, scopes: Sequence[str], groups: Sequence[str] = ()) -> str:
        """Make a key and return it, the only time it can be seen; raises ``CatalogError`` for a taken name."""
        wrong = [scope for scope in scopes if scope not in SCOPES]
        if wrong or not scopes or not name.strip():
            raise CatalogError(f"Khóa cần có tên và ít nhất một quyền trong: {', '.join(SCOPES)}.")
        key = _PREFIX + secrets.token_urlsafe(32)
        with Session(self._engine) as session, session.begin():
            if session.scalar(select(KeyRow.id).where(KeyRow.name == name)):
                raise CatalogError(f"Đã có khóa tên {name!r}; chọn tên khác.")
            session.add(
                KeyRow(id=uuid.uuid4().hex, name=name, sha256=_hash(key), scopes=list(scopes), groups=list(groups))
            )
        return key

    def find(self, key: str) -> KeyRecord | None:
        """The valid key that this is, if any."""
        statement = select(KeyRow).where(KeyRow.sha256 == _hash(key), KeyRow.revoked_at.is_(None))
        with Session(self._engine) as session:
            row = session.scalar(statement)
            return _record(row) if row else None

    def all(self) -> list[KeyRecord]:
        """All keys, the revoked too, in order of their making."""
        with Session(self._engine) as session:
            return [_record(row) for row in session.scalars(select(KeyRow).order_by(KeyRow.created_at))]

    def revoke(self, name: str) -> None:
        """A key of this name is no longer valid; raises ``NotFoundError``."""
        with Session(self._engine) as session, session.begin():
            row = session.scalar(select(KeyRow).where(KeyRow.name == name, KeyRow.revoked_at.is_(None)))
            if row is None:
                raise NotFoundError(f"Không có khóa còn hiệu lực tên {name!r}.")
            row.revoked_at = now()

    def any_valid(self) -> bool:
        """Whether there is a key at all that lets somebody in."""
        statement = select(func.count()).select_from(KeyRow).where(KeyRow.revoked_at.is_(None))
        with Session(self._engine) as session:
            return bool(session.scalar(statement))


def _hash(key: str) -> str:
    # A key has 256 random bits: a plain hash cannot be guessed back, and looking it up stays one index read.
    return hashlib.sha256(key.encode()).hexdigest()


def _record(row: KeyRow) -> KeyRecord:
    return KeyRecord(row.id, row.name, tuple(row.scopes), tuple(row.groups), row.created_at, row.revoked_at is not None)
