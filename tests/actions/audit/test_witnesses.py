"""A witness signs only what continues what it signed before; the log publishes whoever it was told to trust."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.audit import queries
from app.audit.chain import extends
from app.audit.note import CheckpointRefused, NoteKey, SignedTree, open_note
from app.audit.witness import WitnessKey, message_of, witnesses_of
from app.audit.witnessing import Witnessing
from tests.actions.audit.conftest import KEY, PRIVATE, Log
from tools import verify_log

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass(slots=True)
class BarAssociation:
    """A witness as C2SP `tlog-witness` has it: `add-checkpoint` over what it remembers of one log."""

    name: str = "bar.example/witness"
    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    size: int = 0
    root: bytes = b""
    asked: int = 0

    @property
    def key(self) -> WitnessKey:
        return WitnessKey(self.name, self.private.public_key().public_bytes_raw(), f"https://{self.name}")

    def line(self, text: str, at: datetime = AT) -> str:
        """Its line under a checkpoint text."""
        raw = self.key.id + int(at.timestamp()).to_bytes(8, "big") + self.private.sign(message_of(text, at))
        return f"\u2014 {self.name} {base64.b64encode(raw).decode()}\n"

    async def post(self, url: str, body: str) -> tuple[int, str]:
        """Answer a request to it."""
        assert url == f"https://{self.name}/add-checkpoint"
        self.asked += 1
        proof, _, note = body.partition("\n\n")
        old, *path = proof.split("\n")
        tree = open_note(note, [KEY])
        if old != f"old {self.size}":
            return 409, f"{self.size}\n"
        steps = [base64.b64decode(step) for step in path]
        if self.size and not extends(self.size, self.root, tree.size, tree.root, steps):
            return 422, ""
        self.size, self.root = tree.size, tree.root
        return 200, self.line(tree.text())


@pytest.fixture
def bar() -> BarAssociation:
    return BarAssociation()


@pytest.fixture
def witnessing(log: Log, bar: BarAssociation) -> Witnessing:
    return Witnessing(log.database, log.clock, [bar.key], bar.post)


async def published(log: Log, size: int | None = None) -> str:
    async with log.database.read() as reader:
        return await queries.signed_note(reader, size)


async def test_a_witness_signs_as_the_log_grows_and_its_signature_is_published(
    log: Log, bar: BarAssociation, witnessing: Witnessing, tmp_path: Path
) -> None:
    assert not await witnessing.ask(bar.key)
    for count in (3, 20, 1):
        await log.grow(count)
        assert await witnessing.ask(bar.key)
    assert (bar.size, bar.asked) == (24, 3)
    assert await witnessing.ask(bar.key), "nothing new is not asked again"
    assert bar.asked == 3
    note = await published(log)
    assert open_note(note, [KEY]).size == 24
    for name, text in (("note.txt", note), ("log.key", str(KEY)), ("witness.key", str(bar.key))):
        (tmp_path / name).write_text(text)
    files = [str(tmp_path / name) for name in ("note.txt", "log.key", "witness.key")]
    assert verify_log.main(["checkpoint", files[0], "--key", files[1], "--witness", files[2]]) == 0
    (tmp_path / "witness.key").write_text(str(BarAssociation().key))
    assert verify_log.main(["checkpoint", files[0], "--key", files[1], "--witness", files[2]]) == 1
    async with log.database.read() as reader:
        lines = (await queries.checkpoints(reader)).items
    assert [(line.size, [w.name for w in line.witnesses]) for line in lines] == [
        (24, [bar.name]),
        (23, [bar.name]),
        (3, [bar.name]),
    ]


async def test_a_witness_that_knows_another_size_is_asked_again_from_there(
    log: Log, bar: BarAssociation, witnessing: Witnessing
) -> None:
    await log.grow(5)
    bar.size, bar.root = 5, open_note(await published(log), [KEY]).root
    await log.grow(4)
    assert await witnessing.ask(bar.key)
    assert (bar.size, bar.asked) == (9, 2)


async def test_a_log_that_was_rewritten_gets_no_signature(
    log: Log, bar: BarAssociation, witnessing: Witnessing
) -> None:
    await log.grow(5)
    bar.size, bar.root = 4, bytes(32)
    assert not await witnessing.ask(bar.key)
    assert await published(log) == (await _bare(log, 5))


async def test_a_witness_may_bring_its_signature_itself_once(
    log: Log, bar: BarAssociation, witnessing: Witnessing
) -> None:
    await log.grow(3)
    note = await published(log)
    signed = note + bar.line(open_note(note, [KEY]).text())
    assert [await witnessing.take(signed) for _ in range(2)] == [1, 1]
    assert await published(log, 3) == signed


@pytest.mark.parametrize("fault", ["stranger", "other text", "never signed", "no witness", "cut", "not base64", "huge"])
async def test_nothing_else_is_taken(log: Log, bar: BarAssociation, witnessing: Witnessing, fault: str) -> None:
    await log.grow(3)
    note = await published(log)
    text = open_note(note, [KEY]).text()
    fork = SignedTree(KEY.name, 3, bytes(32))
    wrong: dict[str, Callable[[], str]] = {
        "stranger": lambda: note + BarAssociation().line(text),
        "other text": lambda: note + bar.line(fork.text()),
        "never signed": lambda: fork.signed(KEY, PRIVATE.sign) + bar.line(fork.text()),
        "no witness": lambda: note,
        "cut": lambda: text,
        "not base64": lambda: note + f"\u2014 {bar.name} ?\n",
        "huge": lambda: note + bar.line(text) * 200,
    }
    with pytest.raises(CheckpointRefused):
        await witnessing.take(wrong[fault]())
    assert await published(log) == note


def test_witnesses_are_configured_by_their_keys_and_addresses() -> None:
    one, two = BarAssociation(), BarAssociation(name="university.example")
    assert witnesses_of(f"{one.key} {one.key.url}, {two.key}") == (
        one.key,
        WitnessKey(two.name, two.key.public),
    )
    assert witnesses_of("") == ()
    for wrong in ("x", str(NoteKey(one.name, one.key.public)), f"{one.key}x"):
        with pytest.raises(CheckpointRefused):
            witnesses_of(wrong)


async def _bare(log: Log, size: int) -> str:
    async with log.database.read() as reader:
        return (await queries.checkpoint_at(reader, size)).note
