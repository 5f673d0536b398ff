"""Decides which packets of a source are missing and still worth asking for (RFC 4585 generic NACK)."""

WIDEST_GAP = 128
MOST_ASKED = 8


class Gaps:
    """Knows the missing numbers of one source; a hole wider than 128 is a restart, not a loss."""

    def __init__(self) -> None:
        self._highest = -1
        self._missing: dict[int, int] = {}

    def add(self, number: int) -> int:
        """Note a packet; give the width of the hole it opened, 0 for none."""
        if number <= self._highest:
            self._missing.pop(number, None)
            return 0
        width = number - self._highest - 1 if self._highest >= 0 else 0
        if width > WIDEST_GAP:
            self._missing.clear()
        else:
            self._missing.update(dict.fromkeys(range(number - width, number), 0))
        self._highest = number
        return width

    def ask(self) -> list[int]:
        """The numbers to ask for now, ascending; each is given up after eight times or 128 packets."""
        oldest = self._highest - WIDEST_GAP
        self._missing = {
            number: asked + 1
            for number, asked in sorted(self._missing.items())
            if asked < MOST_ASKED and number >= oldest
        }
        return list(self._missing)

    def forget(self) -> None:
        """Begin anew with the next packet."""
        self._highest = -1
        self._missing.clear()
