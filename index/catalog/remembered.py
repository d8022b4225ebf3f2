"""The last values that were read, so that what is asked for again and again is not read every time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Values by key, those that were read or asked for last. Safe with threads.

    ``weigh`` says how much a value counts, one by default; together they count ``most`` at the most. Keys name a
    version of what is kept: a value is never asked whether it still holds.
    """

    def __init__(self, most: int, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """The value of a key, if it is remembered."""
        return self.among([key]).get(key)

    def among(self, keys: Iterable[K]) -> dict[K, V]:
        """Those of the keys that are remembered, with their values."""
        with self._lock:
            known = {key: self._values[key] for key in keys if key in self._values}
            for key in known:
                self._values.move_to_end(key)
            return known

    def remember(self, values: Mapping[K, V]) -> None:
        """Keep these, and let go of what was asked for longest ago."""
        with self._lock:
            for key, value in values.items():
                self._weight += self._weigh(value) - (self._weigh(self._values[key]) if key in self._values else 0)
                self._values[key] = value
                self._values.move_to_end(key)
            while self._weight > self._most:
                self._weight -= self._weigh(self._values.popitem(last=False)[1])
