"""Foreign bytes can do no harm: whatever the function on them does, the service goes on."""

import asyncio
import errno
import os
import signal
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.sandbox.forked import ForkedSandbox
from app.sandbox.limits import MB, Limits
from app.sandbox.port import Ran, SandboxLimit, SandboxUnavailable

JOBS = "tests.doubles.sandbox_jobs"
LIMITS = Limits(memory=512 * MB, cpu=1, wall=20, output=16 * MB)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ForkedSandbox]:
    made = ForkedSandbox([JOBS], LIMITS)
    yield made
    made.close()


@pytest.mark.parametrize("size", [0, 1, 65_536, 5_000_000])
async def test_a_function_gets_its_bytes_and_gives_an_answer(sandbox: ForkedSandbox, size: int) -> None:
    data = os.urandom(size)
    ran = await sandbox.run(f"{JOBS}:echo", data, {"ä": [1, None]})
    assert ran == Ran({"args": {"ä": [1, None]}, "length": size}, data[::-1])


@pytest.mark.parametrize(
    ("job", "limit"),
    [
        ("eat_memory", "memory"),
        ("spin", "cpu"),
        ("crash", "crash"),
        ("leave", "crash"),
        ("fail", "error"),
        ("babble", "memory"),
        ("not_a_job", "error"),
    ],
)
async def test_a_function_that_goes_too_far_is_ended_and_the_next_one_runs(
    sandbox: ForkedSandbox, job: str, limit: str
) -> None:
    assert await sandbox.run(f"{JOBS}:{job}", b"x" * 1_000_000) == SandboxLimit(limit)  # type: ignore[arg-type]
    assert isinstance(await sandbox.run(f"{JOBS}:echo", b""), Ran)


async def test_a_function_that_only_waits_is_ended_too() -> None:
    hasty = ForkedSandbox([JOBS], replace(LIMITS, wall=1))
    assert await hasty.run(f"{JOBS}:stall", b"") == SandboxLimit("time")
    hasty.close()


async def test_a_worker_can_open_no_socket_and_no_file(sandbox: ForkedSandbox) -> None:
    ran = await sandbox.run(f"{JOBS}:reach_out", b"")
    assert isinstance(ran, Ran)
    assert set(ran.value.values()) == {errno.EMFILE}


async def test_a_worker_has_nothing_open_but_its_own_pipes(sandbox: ForkedSandbox) -> None:
    ran = await sandbox.run(f"{JOBS}:handles", b"")
    assert isinstance(ran, Ran)
    assert len(ran.value) == 3  # what comes in, what goes out, and the sign of life


async def test_no_process_sees_two_documents(sandbox: ForkedSandbox) -> None:
    runs = [await sandbox.run(f"{JOBS}:process_id", b"") for _ in range(3)]
    assert len({run.value for run in runs if isinstance(run, Ran)}) == 3


async def test_two_at_work_do_not_keep_the_loop_from_turning(sandbox: ForkedSandbox) -> None:
    work = [asyncio.create_task(sandbox.run(f"{JOBS}:spin", b"")) for _ in range(3)]
    turns = 0
    while not all(task.done() for task in work):
        await asyncio.wait(work, timeout=0.05)
        turns += 1
    assert turns > 10
    assert {task.result() for task in work} == {SandboxLimit("cpu")}


async def test_giving_up_on_a_function_ends_it(sandbox: ForkedSandbox) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await sandbox.run(f"{JOBS}:stall", b"")
    both = await asyncio.gather(*(sandbox.run(f"{JOBS}:echo", b"") for _ in range(2)))
    assert all(isinstance(ran, Ran) for ran in both)


async def test_a_zygote_that_died_is_replaced(sandbox: ForkedSandbox) -> None:
    assert isinstance(await sandbox.run(f"{JOBS}:echo", b""), Ran)
    assert sandbox._process
    os.kill(sandbox._process.pid, signal.SIGKILL)
    sandbox._process.wait()
    assert isinstance(await sandbox.run(f"{JOBS}:echo", b""), Ran)


async def test_closing_ends_what_is_at_work_and_what_waits() -> None:
    closing = ForkedSandbox([JOBS], LIMITS)
    assert isinstance(await closing.run(f"{JOBS}:echo", b""), Ran)
    work = [asyncio.create_task(closing.run(f"{JOBS}:stall", b"")) for _ in range(3)]
    await asyncio.wait(work, timeout=0.1)
    await asyncio.wait_for(asyncio.to_thread(closing.close), timeout=10)
    ended = await asyncio.gather(*work, return_exceptions=True)
    assert not any(isinstance(result, Ran) for result in ended)


async def test_a_sandbox_that_cannot_start_says_so_calmly() -> None:
    broken = ForkedSandbox(["tests.doubles.no_such_module"], LIMITS)
    with pytest.raises(SandboxUnavailable):
        await broken.run("anything:at_all", b"")
    broken.close()


async def test_it_says_what_keeps_workers_from_the_network(sandbox: ForkedSandbox) -> None:
    await sandbox.run(f"{JOBS}:echo", b"")
    assert sandbox.isolation in ("no network", "no new descriptors")
