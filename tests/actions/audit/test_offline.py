"""The stand-alone verifier, holding an old checkpoint, finds whatever was done to the log before it."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from app.audit import queries
from app.audit.kept import export_leaves
from app.audit.log import erase_payload
from app.audit.note import NoteKey, SignedTree
from app.audit.search import Wanted, search
from app.db.database import Reader
from tests.actions.audit.attack import Attack, lift_triggers
from tests.actions.audit.conftest import KEY, PRIVATE, Log
from tools import verify_log

ATTACKS = 1000 if os.environ.get("EJ_TEST_EXAMPLES") == "long" else 100
SIZES = (7, 16, 29, 45)
OLD = 29


class Undone(Exception):
    """Ends a unit of work so that nothing of it stays but what was exported."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines


async def exported(reader: Reader) -> list[str]:
    return "".join([piece async for piece in export_leaves(reader)]).splitlines(keepends=True)


@dataclass(slots=True)
class Outside:
    """Somebody who kept checkpoints of a log of 45 entries, with and without its hashes."""

    log: Log
    listed: str
    folder: Path

    @property
    def bare(self) -> str:
        return self.listed.rpartition("\n\n")[0] + "\n"

    def check(self, lines: list[str], kept: str) -> verify_log.Growing:
        return verify_log.check_log(lines, [verify_log.kept_of(kept, verify_log.key_of(str(KEY)))])

    def file(self, name: str, content: str) -> str:
        (self.folder / name).write_text(content)
        return str(self.folder / name)


@pytest.fixture
async def outside(log: Log, tmp_path: Path) -> Outside:
    size = 0
    for wanted in SIZES:
        await log.grow(wanted - size)
        size = wanted
    return Outside(log, await log.export(OLD), tmp_path)


async def test_a_true_export_agrees_with_every_checkpoint_kept_before(outside: Outside) -> None:
    async with outside.log.database.read() as reader:
        lines = await exported(reader)
    for size in SIZES:
        kept = await outside.log.export(size)
        for text in (kept, kept.rpartition("\n\n")[0] + "\n"):
            grown = outside.check(lines, text)
            assert (grown.size, grown.root().hex()) == (45, await _root(outside.log, 45))


async def test_every_attack_before_an_old_checkpoint_is_caught_and_its_first_entry_named(outside: Outside) -> None:
    """Rewrites, deletions, reorderings, truncations; hashed again, the tree rebuilt, the log's own key stolen."""
    await lift_triggers(outside.log.database)
    random = Random(9162)
    for _ in range(ATTACKS):
        attack = Attack.drawn(random, OLD)
        lines = await _after(outside.log, attack)
        with pytest.raises(verify_log.Broken) as named:
            outside.check(lines, outside.listed)
        assert (named.value.first, named.value.last) == (attack.index, attack.index), attack
        with pytest.raises(verify_log.Broken) as among:
            outside.check(lines, outside.bare)
        assert among.value.first <= attack.index <= among.value.last < OLD, (attack, among.value)


async def test_an_export_changed_on_the_way_is_caught_line_by_line(outside: Outside) -> None:
    async with outside.log.database.read() as reader:
        lines = await exported(reader)
    random = Random(6962)
    for index in range(OLD):
        line = lines[index]
        place = random.randrange(len(line) - 1)
        other = line[:place] + random.choice([c for c in "x0}é" if c != line[place]]) + line[place + 1 :]
        with pytest.raises(verify_log.Broken) as named:
            outside.check([*lines[:index], other, *lines[index + 1 :]], outside.bare)
        assert named.value.first == index, (line, other)


async def test_an_erasure_on_record_passes_and_one_nobody_recorded_is_named(outside: Outside) -> None:
    log = outside.log
    async with log.database.read() as reader:
        third = (await search(reader, Wanted(), oldest_first=True)).items[2]
    async with log.database.begin() as uow:
        await erase_payload(uow, third.id, by=None, at=log.clock.now())
    await log.grow(1)
    async with log.database.read() as reader:
        lines = await exported(reader)
    assert outside.check(lines, outside.listed).size == 47
    with pytest.raises(verify_log.Broken) as named:
        outside.check(lines[:45], outside.listed)
    assert named.value.first == 2


async def test_the_program_says_which_entry_is_broken(outside: Outside, capsys: pytest.CaptureFixture[str]) -> None:
    async with outside.log.database.read() as reader:
        lines = await exported(reader)
    kept, key = outside.file("kept.txt", outside.bare), outside.file("key.txt", f"{KEY}\n")
    given = ["log", outside.file("leaves.jsonl", "".join(lines)), "--checkpoint", kept, "--key", key]
    assert verify_log.main(given) == 0
    assert capsys.readouterr().out == "45 entries hold, and agree with 29.\nACCEPTED\n"
    outside.file("leaves.jsonl", "".join(lines[:11] + lines[12:]))
    assert verify_log.main(given) == 1
    assert capsys.readouterr().out.endswith("The first broken entry is entry 11.\n")
    assert verify_log.main(given[:2] + given[4:]) == 1
    assert "cannot vouch for itself" in capsys.readouterr().out


async def test_proofs_as_the_court_hands_them_out_are_accepted_and_no_others(outside: Outside) -> None:
    key = ["--key", outside.file("key.txt", str(KEY))]
    async with outside.log.database.read() as reader:
        leaf = (await search(reader, Wanted(), oldest_first=True)).items[5]
        proof = await queries.proof_of(reader, leaf.id)
        link = await queries.consistency(reader, OLD, 45)
    assert proof is not None
    entry = outside.file("proof.json", proof.model_dump_json())
    assert verify_log.main(["entry", entry, *key]) == 0
    outside.file("proof.json", json.dumps({**proof.model_dump(mode="json"), "index": 6}))
    assert verify_log.main(["entry", entry, *key]) == 1
    old, new = outside.file("old.txt", outside.listed), outside.file("new.txt", await outside.log.export())
    file = outside.file("link.json", link.model_dump_json())
    assert verify_log.main(["consistency", old, new, file, *key]) == 0
    outside.file("new.txt", SignedTree(KEY.name, 45, bytes(32)).signed(KEY, PRIVATE.sign))
    assert verify_log.main(["consistency", old, new, file, *key]) == 1
    outside.file("key.txt", str(NoteKey(KEY.name, bytes(32))))
    assert verify_log.main(["entry", outside.file("proof.json", proof.model_dump_json()), *key]) == 1


async def _after(log: Log, attack: Attack) -> list[str]:
    """What the court would export after an attack, which is then undone."""
    try:
        async with log.database.begin() as uow:
            await attack.commit(uow, PRIVATE, KEY)
            raise Undone(await exported(uow))
    except Undone as undone:
        return undone.lines


async def _root(log: Log, size: int) -> str:
    async with log.database.read() as reader:
        return (await queries.checkpoint_at(reader, size)).root
