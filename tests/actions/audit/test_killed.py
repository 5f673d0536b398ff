"""`kill -9` while acts are written and the log is folded: what was acknowledged is there, and in order."""

import signal
import subprocess
import sys
from uuid import UUID

from sqlmodel import select

from app.audit.models import LogLeaf
from app.audit.report import FaultCode
from tests.actions.audit.conftest import Log

CHILD = """
import asyncio, sys
from app.audit.sequencer import Sequencer
from app.db.database import Database
from app.kernel.clock import SystemClock
from tests.actions.audit.conftest import KEY, PRIVATE, Log

async def main():
    database, clock = Database(sys.argv[1]), SystemClock()
    log = Log(database, clock, Sequencer(database, clock, KEY, PRIVATE.sign))

    async def act(lane):
        while True:
            print((await log.act(lane)).id, flush=True)

    async def fold():
        while True:
            await log.sequencer.step()

    await asyncio.gather(act(1), act(2), fold())

asyncio.run(main())
"""


async def test_nothing_acknowledged_is_lost_and_the_log_goes_on_after_a_kill(log: Log) -> None:
    acknowledged: set[UUID] = set()
    for many in (3, 40):
        command = [sys.executable, "-c", CHILD, log.database.url]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for _ in range(many):
                acknowledged.add(UUID(child.stdout.readline().strip()))
            child.send_signal(signal.SIGKILL)
        async with log.database.read() as reader:
            stored = set(await reader.all(select(LogLeaf.id)))
        assert acknowledged <= stored
        await log.sequencer.step()
        report = await log.verify()
        # PostgreSQL may still finish a commit the child sent; such a leaf waits for the next fold.
        assert [fault for fault in report.faults if fault.code is not FaultCode.WAITING] == []
        assert report.size >= len(stored)
