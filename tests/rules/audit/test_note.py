"""Checkpoints are C2SP signed notes, and only the log's own signature opens one."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.audit.chain import Frontier, leaf_hash
from app.audit.kept import KeptCheckpoint
from app.audit.note import CheckpointRefused, NoteKey, SignedTree, open_note

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = NoteKey("court.example/log", PRIVATE.public_key().public_bytes_raw())
LEAVES = [leaf_hash(bytes([number])) for number in range(5)]
TREE = SignedTree(KEY.name, 5, Frontier().extend(LEAVES)[0].root)
NOTE = TREE.signed(KEY, PRIVATE.sign)
LIST = "".join(f"{leaf.hex()}\n" for leaf in LEAVES)


def test_the_published_example_key_and_note_of_the_format_are_read() -> None:
    key = NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert key.name == "PeterNeumann"
    assert key.id.hex() == "c74f20a3"


def test_a_note_opens_with_the_key_that_signed_it() -> None:
    assert open_note(NOTE, [KEY]) == TREE
    assert NOTE.splitlines()[:3] == ["court.example/log", "5", base64.b64encode(TREE.root).decode()]


def test_a_witness_line_does_not_close_a_note() -> None:
    witness = base64.b64encode(b"abcd" + bytes(64)).decode()
    assert open_note(f"{NOTE}\u2014 bar.example/witness {witness}\n", [KEY]) == TREE


def test_a_key_survives_being_written_down() -> None:
    assert NoteKey.parse(str(KEY)) == KEY


@pytest.mark.parametrize("text", ["", "court.example/log", "court.example/log+00000000+AQ==", f"x{KEY}", f"{KEY}A"])
def test_a_damaged_key_is_refused(text: str) -> None:
    with pytest.raises(CheckpointRefused):
        NoteKey.parse(text)


def test_another_key_of_the_same_name_opens_nothing() -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with pytest.raises(CheckpointRefused):
        open_note(NOTE, [NoteKey(KEY.name, other)])


def test_a_note_with_any_bit_flipped_is_refused() -> None:
    for place in range(len(NOTE.encode())):
        for bit in range(8):
            raw = bytearray(NOTE.encode())
            raw[place] ^= 1 << bit
            with pytest.raises(CheckpointRefused):
                open_note(raw.decode(errors="replace"), [KEY])


def test_a_kept_file_opens_with_and_without_its_list() -> None:
    assert KeptCheckpoint.open(NOTE, [KEY]) == KeptCheckpoint(TREE)
    assert KeptCheckpoint.open(f"{NOTE}\n{LIST}", [KEY]) == KeptCheckpoint(TREE, tuple(LEAVES))


@pytest.mark.parametrize("wrong", [LIST[:-65], LIST + LIST[:65], "0" + LIST[1:], "z" + LIST[1:], LIST + "\n\n"])
def test_a_kept_list_that_does_not_give_the_signed_root_is_refused(wrong: str) -> None:
    assert LIST[0] != "0"
    with pytest.raises(CheckpointRefused):
        KeptCheckpoint.open(f"{NOTE}\n{wrong}", [KEY])
