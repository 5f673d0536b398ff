"""A receipt is checked without the court, and not one byte of it can be another."""

import json
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import ClassVar

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.audit import queries
from app.audit.log import append, erase_payload
from app.audit.models import LogLeaf
from app.audit.note import NoteKey, SignedTree
from app.audit.receipt import bundle_text, receipt_bundle
from app.kernel.events import Event
from tests.actions.audit.conftest import CASE, KEY, PRIVATE, Log
from tools import verify_log

TOOL = Path(verify_log.__file__)
BRIEF, ANNEX = b"%PDF-1.7 brief", b"%PDF-1.7 annex"


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersReceived(Event):
    """An event with everything its receipt says."""

    kind: ClassVar[str] = "test.papers_received"
    number: str
    documents: tuple[str, ...]


@dataclass(slots=True)
class Desk:
    """A log in which entry 5 received papers, checkpoints of 4, 9 and 14 entries, and a folder of files."""

    log: Log
    leaf: LogLeaf
    folder: Path

    async def bundle(self, size: int, kept: int | None = None) -> str:
        """The receipt under the checkpoint of `size`, linked to that of `kept` entries."""
        async with self.log.database.read() as reader:
            proof = await queries.proof_of(reader, self.leaf.id, size=size)
            assert proof is not None
            link = None if kept is None else await queries.consistency(reader, min(size, kept), max(size, kept))
        return bundle_text(receipt_bundle(self.leaf, proof, KEY, link))

    def file(self, name: str, content: bytes | str) -> str:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def check(self, bundle: bytes | str, *options: str) -> int:
        return verify_log.main(["receipt", self.file("receipt.json", bundle), *options])


@pytest.fixture
async def desk(log: Log, tmp_path: Path) -> Desk:
    await log.grow(4)
    await log.act()
    documents = tuple(sha256(content).hexdigest() for content in (BRIEF, ANNEX))
    async with log.database.begin() as uow:
        received = PapersReceived(number="2026-Ü-17", documents=documents, case_id=CASE)
        written = await append(uow, received, by="counsel", at=log.clock.now())
    async with log.database.read() as reader:
        leaf = await reader.get(LogLeaf, written.id)
        assert leaf is not None
    await log.grow(3)
    await log.grow(5)
    return Desk(log, leaf, tmp_path)


@pytest.mark.parametrize(("size", "kept"), [(9, None), (9, 9), (14, 9), (9, 14), (14, 4)])
async def test_a_true_receipt_is_accepted_against_a_checkpoint_kept_before(
    desk: Desk, size: int, kept: int | None, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--key", desk.file("key.txt", f"{KEY}\n")]
    if kept is not None:
        options = ["--checkpoint", desk.file("kept.txt", await desk.log.export(kept))]
    options += ["--document", desk.file("brief.pdf", BRIEF), desk.file("annex.pdf", ANNEX)]
    assert desk.check(await desk.bundle(size, None if kept in (None, size) else kept), *options) == 0
    out = capsys.readouterr().out
    assert out.endswith("ACCEPTED\n")
    assert "2026-Ü-17" in out
    assert out.count("as received") == 2


async def test_a_receipt_with_any_byte_changed_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = (await desk.bundle(14, 9)).encode()
    kept = await desk.log.export(9)
    assert verify_log.check(bundle, kept)
    random = Random(14)
    for place in range(len(bundle)):
        changed = bytearray(bundle)
        changed[place] ^= 1 << random.randrange(8)
        with pytest.raises(verify_log.Refused):
            verify_log.check(bytes(changed), kept)


async def test_a_receipt_with_any_value_exchanged_or_part_removed_is_refused(desk: Desk) -> None:
    true, kept = await desk.bundle(14, 9), await desk.log.export(9)
    for change in changes(json.loads(true)):
        text = json.dumps(change, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
        assert text != true
        with pytest.raises(verify_log.Refused):
            verify_log.check(text.encode(), kept)


async def test_the_same_receipt_spelled_otherwise_is_refused(desk: Desk) -> None:
    true, key = await desk.bundle(9), str(KEY)
    parsed = json.loads(true)
    ascii_only = json.dumps(parsed, sort_keys=True, indent=1) + "\n"
    twice = true.replace('"format"', '"format": "ejustice-receipt-1",\n "format"')
    spaced = (true + "\n", true.replace("\n", "\r\n"), true.replace("\n ", "\n\t"), json.dumps(parsed))
    for other in (*spaced, ascii_only, twice):
        assert json.loads(other) == parsed
        with pytest.raises(verify_log.Refused):
            verify_log.check(other.encode(), None, key)


async def test_a_signature_spelled_with_spare_bits_is_refused(desk: Desk) -> None:
    true = await desk.bundle(9)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    place = true.index('=\\n",\n "consistency"') - 1
    spare = true[:place] + alphabet[alphabet.index(true[place]) + 1] + true[place + 1 :]
    with pytest.raises(verify_log.Refused, match="damaged"):
        verify_log.check(spare.encode(), None, str(KEY))


async def test_a_document_with_a_changed_byte_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    key = desk.file("key.txt", str(KEY))
    for place in range(len(BRIEF)):
        changed = bytearray(BRIEF)
        changed[place] ^= 1
        paper = desk.file("brief.pdf", bytes(changed))
        assert desk.check(await desk.bundle(9), "--key", key, "--document", paper) == 1
        assert capsys.readouterr().out.endswith("or was changed.\n")


async def test_a_kept_checkpoint_with_any_byte_of_its_note_changed_is_refused(desk: Desk) -> None:
    bundle, kept = (await desk.bundle(14, 9)).encode(), await desk.log.export(9)
    note = len(kept.rpartition("\n\n")[0].encode())
    for place in range(note):
        changed = bytearray(kept.encode())
        changed[place] ^= 1
        with pytest.raises(verify_log.Refused):
            verify_log.check(bundle, changed.decode(errors="replace"))


async def test_a_checkpoint_of_another_size_needs_a_proof_for_that_size(desk: Desk) -> None:
    for bundle, size in ((await desk.bundle(14, 9), 4), (await desk.bundle(14, 9), 14), (await desk.bundle(9), 14)):
        with pytest.raises(verify_log.Refused, match="proof for"):
            verify_log.check(bundle.encode(), await desk.log.export(size))


async def test_a_log_that_shows_two_histories_under_its_own_key_is_refused(desk: Desk) -> None:
    for size in (9, 4):
        fork = SignedTree(KEY.name, size, bytes(32)).signed(KEY, PRIVATE.sign)
        bundle = await desk.bundle(9, None if size == 9 else size)
        assert verify_log.check(bundle.encode(), await desk.log.export(size))
        with pytest.raises(verify_log.Refused, match="another one"):
            verify_log.check(bundle.encode(), fork)


async def test_another_key_than_the_trusted_one_is_refused(desk: Desk) -> None:
    other = NoteKey(KEY.name, Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    with pytest.raises(verify_log.Refused, match="another key"):
        verify_log.check((await desk.bundle(9)).encode(), None, str(other))


async def test_a_receipt_cannot_vouch_for_itself(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.check(await desk.bundle(9)) == 1
    assert "cannot vouch for itself" in capsys.readouterr().out


async def test_the_program_runs_on_bare_python_and_says_how_it_ended(desk: Desk) -> None:
    key, bundle = desk.file("key.txt", str(KEY)), desk.file("bundle.json", await desk.bundle(9))
    for name, code, end in (
        ("brief.pdf", 0, "ACCEPTED"),
        ("other.pdf", 1, "was changed."),
        ("gone.pdf", 2, "gone.pdf'"),
    ):
        if code < 2:
            desk.file(name, BRIEF if code == 0 else b"something else")
        command = [
            sys.executable,
            "-I",
            "-S",
            str(TOOL),
            "receipt",
            bundle,
            "--key",
            key,
            "--document",
            str(desk.folder / name),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
        assert (done.returncode, done.stderr) == (code, "")
        assert done.stdout.rstrip().endswith(end)


async def test_an_erased_entry_has_no_receipt(desk: Desk) -> None:
    async with desk.log.database.begin() as uow:
        await erase_payload(uow, desk.leaf.id, by=None, at=desk.log.clock.now())
    async with desk.log.database.read() as reader:
        leaf = await reader.get(LogLeaf, desk.leaf.id)
        proof = await queries.proof_of(reader, desk.leaf.id)
    assert leaf is not None
    assert proof is not None
    with pytest.raises(ValueError, match="erased"):
        receipt_bundle(leaf, proof, KEY)


def changes(value: object) -> list[object]:
    """The value with one part of it exchanged, added or taken away, in every place."""
    if isinstance(value, dict):
        inner = [{**value, key: other} for key in value for other in changes(value[key])]
        fewer = [{name: value[name] for name in value if name != key} for key in value]
        return [*inner, *fewer, {**value, "more": 1}]
    if isinstance(value, list):
        items = [[*value[:at], other, *value[at + 1 :]] for at in range(len(value)) for other in changes(value[at])]
        turned = [value[::-1]] if len(value) > 1 else []
        return [*items, *turned, value[1:] if value else [0], [*value, "0" * 64]]
    if isinstance(value, bool) or value is None:
        return [0, "x"]
    assert isinstance(value, int | str)
    if isinstance(value, int):
        return [value + 1, float(value), str(value), -value - 1]
    return [f"{value}x", None, value[:-1] + ("0" if not value.endswith("0") else "1"), value.upper() + " "]
