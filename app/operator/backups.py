"""What the operator's commands on backups do."""

from pathlib import Path

from app.operator.backup.make import make_backup
from app.operator.line import Given, Say
from app.wiring import BackOffice


async def backup(office: BackOffice, given: Given, say: Say) -> int:
    """Add a backup to a folder."""
    keep = int(given["keep"]) if "keep" in given else None
    place = await make_backup(office, Path(given["folder"]), say, keep=keep)
    say(f"ok: {place}")
    say("It cannot be read without the key file, which is not in it. Try it out with: ejustice drill")
    return 0
