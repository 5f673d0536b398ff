"""Whatever is done to the log with the database alone, the check names the first broken entry."""

import os
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, text, update
from sqlmodel import col

from app.audit.kept import KeptCheckpoint
from app.audit.models import Checkpoint, LogLeaf
from app.audit.report import FaultCode, Report
from app.audit.verify import verify
from tests.actions.audit.attack import COLUMNS, Attack, lift_triggers
from tests.actions.audit.conftest import KEY, PRIVATE, Log

ATTACKS = 1000 if os.environ.get("EJ_TEST_EXAMPLES") == "long" else 100
SIZES = (7, 16, 29, 45)


class Undone(Exception):
    """Ends a unit of work so that nothing of it stays but what the check said."""

    def __init__(self, report: Report) -> None:
        self.report = report


@pytest.fixture
async def grown(log: Log) -> Log:
    """45 entries and four checkpoints, in a database whose owner has lifted the triggers."""
    size = 0
    for wanted in SIZES:
        await log.grow(wanted - size)
        size = wanted
    await lift_triggers(log.database)
    assert (await log.verify()).checkpoints == len(SIZES)
    return log


async def report_after(log: Log, attack: Attack, signer: Ed25519PrivateKey, kept: KeptCheckpoint | None) -> Report:
    """What the check says of an attack, which is then undone."""
    try:
        async with log.database.begin() as uow:
            await attack.commit(uow, signer, KEY)
            raise Undone(await verify(uow, kept, keys=[KEY], now=log.clock.now()))
    except Undone as undone:
        return undone.report


async def test_an_untouched_log_passes_with_and_without_a_kept_checkpoint(grown: Log) -> None:
    for kept in (None, *[KeptCheckpoint.open(await grown.export(size), [KEY]) for size in SIZES]):
        report = await grown.verify(kept)
        assert (report.faults, report.size, report.checkpoints) == ((), 45, 4)


async def test_every_attack_is_caught_and_its_first_index_named_even_when_all_is_hashed_again(grown: Log) -> None:
    kept = KeptCheckpoint.open(await grown.export(), [KEY])
    random = Random(2026)
    for _ in range(ATTACKS):
        attack = Attack.drawn(random, 45)
        # The worst case: the log's own key is stolen too.
        broken = (await report_after(grown, attack, PRIVATE, kept)).first_broken
        assert broken is not None, attack
        assert (broken.first, broken.last) == (attack.index, attack.index), (attack, broken)
    assert (await grown.verify(kept)).ok


@pytest.mark.parametrize("column", COLUMNS)
async def test_a_leaf_changed_without_hashing_is_named_with_nothing_kept_outside(grown: Log, column: str) -> None:
    broken = (await report_after(grown, Attack("rewrite", 20, 21, column, "nothing"), PRIVATE, None)).first_broken
    expected = FaultCode.PAYLOAD if column in ("payload", "salt", "commitment") else FaultCode.CONTENT
    assert broken is not None
    assert (broken.code, broken.first, broken.last) == (expected, 20, 20)


@pytest.mark.parametrize(("deed", "code"), [("swap", "TREE"), ("delete", "MISSING"), ("close the gap", "TREE")])
async def test_an_order_changed_without_hashing_is_named_with_nothing_kept_outside(
    grown: Log, deed: str, code: str
) -> None:
    broken = (await report_after(grown, Attack(deed, 20, 33, "by", "nothing"), PRIVATE, None)).first_broken
    assert broken is not None
    assert (broken.code.name, broken.first, broken.last) == (code, 20, 20)


async def test_a_bare_note_catches_every_attack_before_it_and_gives_a_range_that_holds_the_index(grown: Log) -> None:
    export = await grown.export(29)
    kept = KeptCheckpoint.open(export.rpartition("\n\n")[0] + "\n", [KEY])
    assert kept.hashes is None
    stranger = Ed25519PrivateKey.generate()
    random = Random(29)
    for _ in range(ATTACKS // 2):
        attack = Attack.drawn(random, 29)
        broken = (await report_after(grown, attack, stranger, kept)).first_broken
        assert broken is not None, attack
        assert broken.first is not None, attack
        assert broken.last is not None, attack
        assert broken.first <= attack.index <= broken.last < 29, (attack, broken)


async def test_without_the_logs_key_a_rebuilt_tree_disagrees_with_the_first_checkpoint_over_it(grown: Log) -> None:
    attack = Attack("rewrite", 20, 21, "by", "the tree")
    broken = (await report_after(grown, attack, PRIVATE, None)).first_broken
    assert broken is not None
    assert (broken.code, broken.first, broken.last) == (FaultCode.CHECKPOINT, 16, 28)


async def test_a_checkpoint_signed_by_another_key_is_found(grown: Log) -> None:
    async with grown.database.begin() as uow:
        await Attack("rewrite", 20, 21, "by", "the tree and signatures").commit(uow, Ed25519PrivateKey.generate(), KEY)
    report = await grown.verify()
    assert [(fault.code, fault.count) for fault in report.faults] == [(FaultCode.SIGNATURE, 4)]


async def test_a_log_cut_short_of_its_checkpoints_is_found_without_help_from_outside(grown: Log) -> None:
    async with grown.database.begin() as uow:
        await Attack("truncate", 30, 31, "by", "nothing").commit(uow, PRIVATE, KEY)
    report = await grown.verify()
    assert {fault.code for fault in report.faults} == {FaultCode.MISSING, FaultCode.CHECKPOINT}
    assert report.first_broken is not None
    assert report.first_broken.first == 30


async def test_a_log_cut_with_its_checkpoints_is_found_by_the_one_kept_outside(grown: Log) -> None:
    kept = KeptCheckpoint.open((await grown.export()).rpartition("\n\n")[0] + "\n", [KEY])
    async with grown.database.begin() as uow:
        await Attack("truncate", 30, 31, "by", "the tree").commit(uow, PRIVATE, KEY)
    assert (await grown.verify()).ok
    report = await grown.verify(kept)
    assert [(fault.code, fault.first, fault.last) for fault in report.faults] == [(FaultCode.KEPT, 30, 30)]


async def test_an_entry_slipped_in_outside_the_order_is_found(grown: Log) -> None:
    leaf = await grown.act()
    async with grown.database.begin() as uow:
        await uow.execute(update(LogLeaf).where(col(LogLeaf.id) == leaf.id).values(index=-3))
    assert [fault.code for fault in (await grown.verify()).faults] == [FaultCode.MISPLACED]


async def test_a_cell_that_is_no_time_or_no_text_at_all_is_named_by_its_index(grown: Log) -> None:
    if grown.database.is_postgres:
        pytest.skip("PostgreSQL keeps every cell readable by its type")
    async with grown.database.begin() as uow:
        await uow.execute(text("UPDATE log_leaf SET at = 'the day before' WHERE \"index\" = 11"))
        await uow.execute(text("UPDATE log_leaf SET by = CAST(X'FF' AS TEXT) WHERE \"index\" = 12"))
    broken = (await grown.verify()).first_broken
    assert broken is not None
    assert (broken.code, broken.first) == (FaultCode.CONTENT, 11)


async def test_checkpoints_that_went_missing_leave_the_log_itself_whole(grown: Log) -> None:
    async with grown.database.begin() as uow:
        await uow.execute(delete(Checkpoint))
    report = await grown.verify()
    assert (report.ok, report.checkpoints) == (True, 0)
