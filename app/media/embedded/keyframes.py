"""Decides when a publisher is asked for a keyframe (RFC 4585 PLI): at most every 300 ms, until one passes."""

SOON = 0.3
LATER = 1.0
PATIENT_AFTER = 10


class KeyframeWish:
    """A wish stays open until a keyframe passes, because one request or its answer may be lost."""

    def __init__(self) -> None:
        self._open = False
        self._asked_at = float("-inf")
        self._asked = 0

    def want(self, now: float) -> bool:
        """Open the wish; True when a request is to go out at once. `now` in seconds."""
        if not self._open:
            self._open, self._asked = True, 0
        return self.due(now)

    def due(self, now: float) -> bool:
        """Whether an open wish is to be repeated now; says so once."""
        pause = SOON if self._asked < PATIENT_AFTER else LATER
        if not self._open or now - self._asked_at < pause:
            return False
        self._asked_at = now
        self._asked += 1
        return True

    def passed(self) -> None:
        """A keyframe has begun to pass, or nobody is left who wants one."""
        self._open = False
