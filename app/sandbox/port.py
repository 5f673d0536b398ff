"""Running one function on foreign bytes where it can do no harm: what is asked and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from app.kernel.errors import N_, Unavailable

Limit = Literal["memory", "cpu", "time", "crash", "error"]


class SandboxUnavailable(Unavailable):
    code = "checks-unavailable"
    title = N_("Documents cannot be opened at the moment.")
    hint = N_("What you sent is received and safe. It will be looked at as soon as this works again.")


@dataclass(frozen=True, slots=True)
class Ran:
    """The function returned: `value` is JSON, `data` raw bytes. Both come from a place not trusted."""

    value: Any
    data: bytes


@dataclass(frozen=True, slots=True)
class SandboxLimit:
    """The function did not return: `limit` says what it ran into; `error` is a Python exception."""

    limit: Limit


class Sandbox(Protocol):
    """Runs functions of the form `(data: bytes, args: dict) -> tuple[JSON value, bytes]`."""

    async def run(self, function: str, data: bytes, args: Mapping[str, Any] | None = None) -> Ran | SandboxLimit:
        """Run `module:name` on `data`; cancelling kills it. Raises SandboxUnavailable."""
        ...
