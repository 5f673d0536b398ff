"""Takes witnesses' signatures, and asks those witnesses for them who take checkpoints (C2SP `tlog-witness`)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from app.audit.models import Checkpoint, Cosignature
from app.audit.note import CheckpointRefused
from app.audit.queries import consistency, latest_checkpoint
from app.audit.tree import TreeBroken
from app.audit.witness import Cosigned, WitnessKey, cosigned, request_for
from app.db.database import Database, Reader
from app.kernel.clock import Clock
from app.kernel.errors import Refusal

logger = logging.getLogger(__name__)

ASK_EVERY = 60.0  # seconds
LARGEST_NOTE = 16 * 1024  # characters
Post = Callable[[str, str], Awaitable[tuple[int, str]]]
"""Sends a text to an address; the status number and the text of the answer. Raises OSError."""


class Witnessing:
    """Everything about witnesses of one log."""

    def __init__(self, database: Database, clock: Clock, witnesses: Sequence[WitnessKey], post: Post) -> None:
        self._database, self._clock, self.witnesses, self._post = database, clock, tuple(witnesses), post

    async def take(self, note: str) -> int:
        """Keep what witnesses signed of a checkpoint of ours; how many of them signed it by now.

        The note is the checkpoint with their lines. Raises CheckpointRefused for a checkpoint we never signed,
        and where no witness we know signed it.
        """
        text, gap, lines = note.partition("\n\n")
        size = text.split("\n")[1:2]
        if not gap or len(note) > LARGEST_NOTE or not size or not size[0].isdecimal() or len(size[0]) > 18:
            raise CheckpointRefused()
        async with self._database.read() as reader:
            row = await reader.first(select(Checkpoint).where(col(Checkpoint.size) == int(size[0])))
            found = cosigned(f"{text}\n", lines.split("\n"), self.witnesses)
            if row is None or not row.note.startswith(f"{text}\n\n") or not found:
                raise CheckpointRefused()
        return await self._keep(row.size, found)

    async def _keep(self, size: int, found: list[Cosigned]) -> int:
        async with self._database.begin() as uow:
            known = set(await uow.all(select(Cosignature.key).where(col(Cosignature.size) == size)))
            for one in found:
                if str(one.key) not in known:
                    await uow.insert_if_absent(
                        Cosignature, size=size, key=str(one.key), line=one.line, at=self._clock.now()
                    )
            return len(known | {str(one.key) for one in found})

    async def run(self) -> None:
        """Ask each witness with an address once a minute, until cancelled."""
        while True:
            for witness in self.witnesses:
                if witness.url:
                    await self._ask_calmly(witness)
            await asyncio.sleep(ASK_EVERY)

    async def ask(self, witness: WitnessKey) -> bool:
        """Have the newest checkpoint cosigned by one witness; whether there is a signature of it now.

        Raises OSError when it cannot be reached, CheckpointRefused for an answer that is none.
        """
        async with self._database.read() as reader:
            newest, known = await latest_checkpoint(reader), await _known_to(reader, witness)
        if newest is None or newest.size == known:
            return newest is not None
        status, answer = await self._send(witness, newest.note, known, newest.size)
        if status == 409 and answer.strip().isdecimal() and int(answer) <= newest.size:
            status, answer = await self._send(witness, newest.note, int(answer), newest.size)
        if status != 200:
            return False
        return await self.take(newest.note + answer) > 0

    async def _send(self, witness: WitnessKey, note: str, old: int, new: int) -> tuple[int, str]:
        async with self._database.read() as reader:
            path = (await consistency(reader, old, new)).path if 0 < old < new else []
        body = request_for(note, old, [bytes.fromhex(step) for step in path])
        return await self._post(f"{witness.url.rstrip('/')}/add-checkpoint", body)

    async def _ask_calmly(self, witness: WitnessKey) -> None:
        try:
            if not await self.ask(witness):
                logger.warning("the witness %s does not sign", witness.name)
        except (OSError, Refusal, SQLAlchemyError, TreeBroken) as reason:
            logger.warning("the witness %s cannot be asked: %s", witness.name, type(reason).__name__)


async def _known_to(reader: Reader, witness: WitnessKey) -> int:
    mine = select(Cosignature.size).where(col(Cosignature.key) == str(witness))
    return int(await reader.first(mine.order_by(col(Cosignature.size).desc())) or 0)
