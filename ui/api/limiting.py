"""How many requests a minute one caller may make."""

from typing import TYPE_CHECKING

from fastapi import HTTPException

if TYPE_CHECKING:
    from limits.strategies import MovingWindowRateLimiter


class RateLimit:
    """A moving window of one minute for each caller, in this process's memory; ``per_minute`` 0 lets all pass."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._limiter = _limiter() if per_minute else None

    def count(self, caller: str) -> None:
        """Count one request; raises 429 when it is one too many."""
        if self._limiter is None:
            return
        from limits import RateLimitItemPerMinute

        if not self._limiter.hit(RateLimitItemPerMinute(self._per_minute), caller):
            raise HTTPException(
                429, f"Quá {self._per_minute} yêu cầu mỗi phút; hãy chờ rồi gọi lại.", {"Retry-After": "60"}
            )


def _limiter() -> "MovingWindowRateLimiter":
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    return MovingWindowRateLimiter(MemoryStorage())
