"""Keeps whether a source is sending and how loud it was, for the parent to hear about."""

SILENT_AFTER = 2.0


class Presence:
    """Pure: told what was heard, asked ten times a second what changed."""

    def __init__(self) -> None:
        self.packets = 0
        self.sending = False
        self._heard_at = float("-inf")
        self._loudest = 127
        self._reported = 127

    def heard(self, now: float) -> None:
        self.packets += 1
        self._heard_at = now

    def level(self, level: int) -> None:
        if level < self._loudest:
            self._loudest = level

    def turned(self, now: float) -> bool | None:
        """True when it began to send, False when it fell silent, None when nothing changed."""
        sending = now - self._heard_at < SILENT_AFTER
        if sending == self.sending:
            return None
        self.sending = sending
        return sending

    def take_level(self) -> int | None:
        """The loudest level (-dBov) since the last call; None while it stays silent."""
        level, self._loudest = self._loudest, 127
        if level == self._reported == 127:
            return None
        self._reported = level
        return level
