"""One owner: the process that holds the data folder's lock, and where others find it."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import OwnerError

_LOCK_FILE = "owner.lock"
_ADDRESS_FILE = "owner.json"


@dataclass(frozen=True, slots=True)
class OwnerAddress:
    """Where the owner answers: a loopback URL and the secret that proves the caller may read the data folder."""

    url: str
    token: str
    pid: int


class Ownership:
    """The lock on a data folder, held until ``release`` or the end of the process, however it ends."""

    def __init__(self, data_dir: Path, lock: object) -> None:
        self._data_dir = data_dir
        self._lock = lock
        self.token = secrets.token_urlsafe(32)

    @classmethod
    def claim(cls, data_dir: Path) -> "Ownership | None":
        """Become the owner of a data folder, or return ``None`` when another process is."""
        from filelock import FileLock, Timeout

        try:
            data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(data_dir / _LOCK_FILE)
            lock.acquire(timeout=0)
        except Timeout:
            return None
        except OSError as error:
            raise OwnerError(
                f"Không dùng được thư mục dữ liệu {data_dir}: {error.strerror or error}. "
                "Kiểm tra quyền ghi hoặc đặt CHIDAO_DATA_DIR sang thư mục khác."
            ) from error
        (data_dir / _ADDRESS_FILE).unlink(missing_ok=True)
        return cls(data_dir, lock)

    def announce(self, url: str) -> None:
        """Tell other processes of this user where the owner answers."""
        address = OwnerAddress(url, self.token, os.getpid())
        temporary = self._data_dir / f"{_ADDRESS_FILE}.{os.getpid()}"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(asdict(address), file)
        temporary.replace(self._data_dir / _ADDRESS_FILE)

    def release(self) -> None:
        """Give the folder up; calling it twice is no error."""
        (self._data_dir / _ADDRESS_FILE).unlink(missing_ok=True)
        self._lock.release()  # type: ignore[attr-defined]


def find_owner(data_dir: Path) -> OwnerAddress | None:
    """Where the owner says it answers, ``None`` when none has said so (yet)."""
    try:
        return OwnerAddress(**json.loads((data_dir / _ADDRESS_FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
