"""What the operator's commands on the log do: keep a checkpoint, and check the log against one kept outside."""

import sys
from collections.abc import Callable
from pathlib import Path

from app.audit.kept import KeptCheckpoint, export_checkpoint
from app.audit.note import CheckpointRefused
from app.audit.report import Fault
from app.audit.verify import verify
from app.db.acting import as_system
from app.db.database import Database
from app.kernel.clock import Clock, SystemClock
from app.kernel.errors import NotFound
from app.settings import Settings
from app.wiring import UNLOGGED
from app.wiring.keyring import log_keys, open_keys


async def verify_log(settings: Settings, checkpoint: Path | None) -> int:
    """Print what stands and what is broken; 0 when the whole log holds, 1 when not, 2 when it cannot be told."""
    try:
        return await check_log(settings, SystemClock(), checkpoint.read_text() if checkpoint else None, print)
    except (CheckpointRefused, OSError) as reason:
        print(f"cannot use {checkpoint}: {getattr(reason, 'title', reason)}", file=sys.stderr)
        return 2


async def keep_checkpoint(settings: Settings, file: Path) -> int:
    """Write the newest signed checkpoint with the leaf hashes it covers."""
    database = Database(settings.database)
    try:
        async with database.read() as reader:
            text = "".join([piece async for piece in export_checkpoint(reader)])
    except NotFound:
        print("no checkpoint has been signed yet; start the server first", file=sys.stderr)
        return 2
    finally:
        await database.close()
    file.write_text(text)
    print(f"kept {file}: {text.splitlines()[1]} entries. Store it where the court cannot change it.")
    return 0


@as_system
async def check_log(settings: Settings, clock: Clock, checkpoint: str | None, say: Callable[[str], None]) -> int:
    """Say what stands and what is broken; 0 when the whole log holds, 1 when not. Raises CheckpointRefused.

    `checkpoint` is the text of one that was kept.
    """
    keys = log_keys(settings, open_keys(settings))
    kept = KeptCheckpoint.open(checkpoint, keys) if checkpoint else None
    database = Database(settings.database)
    try:
        async with database.read() as reader:
            report = await verify(reader, kept, keys=keys, now=clock.now(), unlogged=UNLOGGED)
    finally:
        await database.close()
    if report.ok:
        against = f", and agree with the checkpoint of {kept.tree.size}" if kept else ""
        say(f"ok: {report.size} entries hold, {report.checkpoints} signed checkpoints{against}.")
        return 0
    if report.first_broken is not None:
        say(f"BROKEN: the first broken entry is {_place(report.first_broken)}.")
    for fault in report.faults:
        say(f"  {fault.code.value} ({_place(fault)}; {fault.count} found)")
    return 1


def _place(fault: Fault) -> str:
    if fault.first is None:
        return fault.subject
    return f"index {fault.first}" if fault.first == fault.last else f"between index {fault.first} and {fault.last}"
