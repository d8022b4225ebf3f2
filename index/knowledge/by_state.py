"""What is learnt from the documents, made anew when they have changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class ByState(Generic[T]):
    """A value that is made again whenever ``state`` is another than when it was made. Safe with threads."""

    def __init__(self, state: Callable[[], str], make: Callable[[], T]) -> None:
        self._state = state
        self._make = make
        self._making = threading.Lock()
        # In one tuple: whoever reads it without the lock sees state and value of one moment.
        self._made: tuple[str, T] | None = None

    def current(self) -> T:
        """The value for the present state; one thread makes it while the others wait."""
        made = self._made
        if made is not None and made[0] == self._state():
            return made[1]
        with self._making:
            state = self._state()
            if self._made is None or self._made[0] != state:
                self._made = (state, self._make())
            return self._made[1]
