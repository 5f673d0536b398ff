"""Whether the time of a refusal tells what was wrong with a code: unknown, wrong, used, recalled or expired.

    python -m bench.wrong_codes [--quick]

The tries alternate in one run. The figure: the slowest kind's median over the fastest kind's.
"""

import argparse
import asyncio
import json
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median
from uuid import UUID, uuid4

from app import wiring
from app.auth.commands import EnterWithCode, Seat
from app.auth.errors import WrongCode
from app.auth.steps import NewPerson, invite, recall_invitations, register_person
from app.auth.views import Invited
from app.edge.services import Services
from app.kernel.ids import secret_token
from app.kernel.protected import Protected
from app.settings import Settings

TARGET = 1.1
_HEARING = uuid4()
Try = tuple[str, str]


async def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with wiring.build(Settings(data_dir=Path(folder)), at_work=False) as services:
            kinds = await _kinds(services)
            taken: dict[str, list[float]] = {name: [] for name in kinds}
            for number in range(rounds):
                for name in Random(number).sample(sorted(kinds), len(kinds)):  # none has a place of its own
                    taken[name].append(await _refused(services, kinds[name]))
    middles = {name: median(times) for name, times in taken.items()}
    figure = {"figure": "wrong_codes.time", "ratio": round(max(middles.values()) / min(middles.values()), 3)}
    shown = {name: round(1000 * middle, 3) for name, middle in middles.items()}
    print(json.dumps({**figure, "target": TARGET, "better": "lower", "n": rounds, "milliseconds": shown}))


async def _kinds(services: Services) -> dict[str, Try]:
    """One invitation of each kind, and a link nobody was given."""
    at = services.clock.now()
    async with services.database.begin() as uow:
        people = [await register_person(uow, NewPerson(Protected("Somebody")), by=None, at=at) for _ in range(4)]
    open_, used, recalled = [await _invited(services, person.id) for person in people[:3]]
    expired = await _invited(services, people[3].id, life=timedelta(microseconds=1))
    await services.invitations.enter(EnterWithCode(code=used.code, link=used.link), Seat("another device", "there"))
    async with services.database.begin() as uow:
        await recall_invitations(uow, people[2].id, _HEARING, by=None, at=at)

    tries = {"wrong": ("0000-0000", open_.link), "unknown": (open_.code, secret_token())}
    ended = {"used": used, "recalled": recalled, "expired": expired}
    return tries | {name: (one.code, one.link) for name, one in ended.items()}


async def _invited(services: Services, person_id: UUID, life: timedelta = timedelta(days=1)) -> Invited:
    at = services.clock.now()
    async with services.database.begin() as uow:
        return await invite(
            uow,
            services.identity,
            person_id,
            _HEARING,
            court_id=uuid4(),
            expires_at=at + life,
            by=None,
            at=at,
        )


async def _refused(services: Services, tried: Try) -> float:
    """Seconds until a try from a place of its own was refused."""
    code, link = tried
    seat = Seat(device=secret_token(), source=secret_token())
    began = time.perf_counter()
    try:
        await services.invitations.enter(EnterWithCode(code=code, link=link), seat)
    except WrongCode:
        return time.perf_counter() - began
    raise SystemExit("a code that must not opened an appointment")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds: does it run at all")
    asyncio.run(main(20 if parser.parse_args().quick else 300))
