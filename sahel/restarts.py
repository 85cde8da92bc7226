"""How often a child that ended is started again: with growing pauses, and not for ever."""

from __future__ import annotations

from collections import deque

MOST = 5
WITHIN_SECONDS = 60.0
FIRST_PAUSE = 0.5


class Restarts:
    """Of one child; moments are seconds of the monotonic clock."""

    def __init__(self) -> None:
        self._ends: deque[float] = deque()

    def pause_after_end(self, now: float) -> float | None:
        """Seconds to wait before the child is started again: 0.5, 1, 2, 4, 8.

        None when it has been started again five times within the last minute: then something is wrong that
        another start does not mend.
        """
        while self._ends and now - self._ends[0] > WITHIN_SECONDS:
            self._ends.popleft()
        if len(self._ends) >= MOST:
            return None
        self._ends.append(now)
        return FIRST_PAUSE * 2 ** (len(self._ends) - 1)
