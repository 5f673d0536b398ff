"""Tries each part the service needs and says how it is, in a word."""

from collections.abc import Awaitable, Callable, Mapping

Probe = Callable[[], Awaitable[str]]


class Health:
    """Named probes; one that raises makes its part "failing" and no other."""

    def __init__(self, probes: Mapping[str, Probe]) -> None:
        self._probes = probes

    async def parts(self) -> dict[str, str]:
        """Each part's state: "ok" or a word for what is wrong."""
        return {name: await _state(probe) for name, probe in self._probes.items()}


async def _state(probe: Probe) -> str:
    try:
        return await probe()
    except Exception:
        return "failing"
