"""The operator's commands about people: the first administrator of an installation."""

import json
import socket
import sys
from pathlib import Path
from typing import Any

from app import wiring
from app.edge import operated
from app.settings import Settings

_PATIENCE = 30.0  # seconds a running server has to answer


async def first_administrator(settings: Settings, name: str, email: str, language: str) -> int:
    """Print the link by which the first administrator sets up their account; 1 with a sentence otherwise."""
    fields = {"name": name, "email": email, "language": language, "desk": "administrator"}
    said = await _have_done(settings, "first-administrator", fields)
    if "refused" in said:
        print(said["refused"], file=sys.stderr)
        return 1
    print("Give this link to the administrator, on a way that nobody else reads. It works once, within 24 hours:\n")
    print(f"  {said['done']['link']}\n")
    return 0


async def _have_done(settings: Settings, command: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The answer of the running server; when none runs, the command is run here."""
    said = ask_running(settings.data_dir, command, fields)
    if said is not None:
        return said
    async with wiring.build(settings, at_work=False) as services:
        return await operated.run(operated.commands(services), command, fields)


def ask_running(folder: Path, command: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """What the server that runs on this data said, or None when none does."""
    try:
        with operated.address(folder) as here, socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(_PATIENCE)
            asking.connect(here)
            asking.sendall(json.dumps({"command": command, "with": fields}).encode() + b"\n")
            with asking.makefile("rb") as answer:
                said: dict[str, Any] = json.loads(answer.readline())
    except (FileNotFoundError, ConnectionRefusedError):
        return None
    return said
