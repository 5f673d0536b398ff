#!/usr/bin/env python3
"""Checks a court's log without the court: needs Python 3.9 or newer and nothing else.

    python verify_log.py receipt receipt.json --checkpoint kept.txt --document brief.pdf annex.pdf
    python verify_log.py entry proof.json --key key.txt              an entry is in the log (inclusion)
    python verify_log.py consistency old.txt new.txt proof.json --key key.txt
    python verify_log.py log leaves.jsonl --checkpoint kept.txt --key key.txt      the whole log, exported
    python verify_log.py checkpoint kept.txt --key key.txt --witness witness.txt   who signed it

`kept.txt` is a checkpoint of the court's log that you, or somebody you trust, downloaded before; `key.txt`
the log's public key from a source you trust. Give at least one of them with a receipt, best both. Answers
0: accepted, 1: refused, 2: a file cannot be read. A log that does not hold is refused with its first broken
entry: by its number when the kept checkpoint lists the hashes, or the entry contradicts itself.

The rules: Merkle tree of RFC 9162 section 2.1, C2SP signed notes and cosignatures, Ed25519 of RFC 8032.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterable
from typing import Any

Point = tuple[int, int, int, int]
Key = tuple[str, bytes, bytes]
Tree = tuple[int, bytes]
Bundle = dict[str, Any]

FORMAT = "ejustice-receipt-1"
LOG, WITNESS = b"\x01", b"\x04"
SHAPE = {
    "": ("checkpoint", "consistency", "documents", "format", "inclusion", "key", "leaf", "receipt"),
    "leaf": ("at", "by", "case", "commitment", "hash", "id", "kind", "payload", "salt"),
    "inclusion": ("index", "path", "size"),
    "consistency": ("new", "old", "path"),
}
ENTRY = ("at", "by", "case", "commitment", "hash", "id", "index", "kind", "payload", "salt")
OPEN = ("at", "by", "case", "commitment", "id", "kind")


class Refused(Exception):
    """The reason, in words for the person who holds the receipt."""


def need(condition: object, reason: str) -> None:
    if not condition:
        raise Refused(reason)


# --- Ed25519 (RFC 8032 section 5.1); points are (X, Y, Z, T) ---

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a: Point, b: Point) -> Point:
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(scalar: int, point: Point) -> Point:
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def point_of(raw: bytes) -> Point | None:
    """The point these 32 bytes encode, or None (section 5.1.3)."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = (
    15112221349535400772501151409588531511454012693041857206046113283949847762202,
    46316835694926478169428394003475163141307993866256225615783033603165251855960,
    1,
    46827403850823179245072216630277197565144205554125654976674165829533817101731,
)


def same(a: Point, b: Point) -> bool:
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r, s = point_of(public), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return same(multiply(s, BASE), add(r, multiply(k, key)))


# --- Signed notes ---


def unbase64(text: str, what: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused(f"The {what} is damaged.") from None
    need(base64.b64encode(raw).decode() == text, f"The {what} is damaged.")
    return raw


def key_of(text: str, kind: bytes = LOG) -> Key:
    """(name, four-byte id, public key) of a verifier key `name+id+key`, of a log or of a witness."""
    name, _, rest = text.partition("+")
    identity, _, blob = rest.partition("+")
    raw = unbase64(blob, "public key")
    expected = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    need(raw[:1] == kind and len(raw) == 33 and identity == expected.hex(), "The public key is damaged.")
    return name, expected, raw[1:]


def tree_of(note: str, key: Key, what: str, alone: bool) -> Tree:
    """(size, root) that a signed note says; `alone`: no other signer's line may stand in it."""
    name, identity, public = key
    text, gap, signatures = note.partition("\n\n")
    lines = [line for line in signatures.split("\n") if line.startswith(f"\u2014 {name} ")]
    text += "\n"
    need(gap and lines, f"The {what} is not signed by {json.dumps(name)}.")
    need(not alone or note == f"{text}\n{lines[0]}\n", f"The {what} carries something it should not.")
    signed = False
    for line in lines:
        raw = unbase64(line.split(" ", 2)[2], what)
        signed = signed or (raw[:4] == identity and signature_holds(public, text.encode(), raw[4:]))
    need(signed, f"The signature of the {what} does not hold.")
    fields = text.split("\n")
    need(len(fields) == 4 and fields[0] == name and fields[1].isdecimal(), f"The {what} is not a checkpoint.")
    return int(fields[1]), unbase64(fields[2], what)


def witnessed(note: str, key: Key, what: str) -> int:
    """When this witness cosigned the note, seconds since 1970 (C2SP cosignature/v1)."""
    name, identity, public = key
    text, _, signatures = note.partition("\n\n")
    for line in signatures.split("\n"):
        if line.startswith(f"\u2014 {name} "):
            raw = unbase64(line.split(" ", 2)[2], what)
            at = int.from_bytes(raw[4:12], "big")
            message = f"cosignature/v1\ntime {at}\n{text}\n".encode()
            if raw[:4] == identity and len(raw) == 76 and signature_holds(public, message, raw[12:]):
                return at
    raise Refused(f"The {what} is not witnessed by {json.dumps(name)}.")


# --- The tree ---


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def includes(root: bytes, size: int, index: int, value: bytes, path: list[bytes]) -> bool:
    if not 0 <= index < size:
        return False
    here, last = index, size - 1
    for step in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            value = node(step, value)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            value = node(value, step)
        here, last = here >> 1, last >> 1
    return last == 0 and value == root


def extends(old: int, old_root: bytes, new: int, new_root: bytes, path: list[bytes]) -> bool:
    if not 0 < old < new:
        return False
    steps = path if old & (old - 1) else [old_root, *path]
    if not steps:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            before, after = node(step, before), node(step, after)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            after = node(after, step)
        here, last = here >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


# --- The receipt ---


ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)  # one: making it costs much


def compact(value: object) -> bytes:
    return ENCODER.encode(value).encode()


def unhex(text: str, what: str) -> bytes:
    try:
        raw = bytes.fromhex(text)
    except (TypeError, ValueError):
        raise Refused(f"The {what} is damaged.") from None
    need(raw.hex() == text, f"The {what} is damaged.")
    return raw


def is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def bundle_of(raw: bytes) -> Bundle:
    """The bundle, once it has the one shape and the one spelling it can have."""
    try:
        bundle: Bundle = json.loads(raw.decode())
        written = (json.dumps(bundle, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode()
    except (ValueError, RecursionError):
        raise Refused("The receipt is not readable; it may have been cut or changed.") from None
    need(raw == written, "The receipt is not spelled as the court spells it; it was changed.")
    for part, keys in SHAPE.items():
        value = bundle.get(part) if part else bundle
        if part != "consistency" or value is not None:
            need(
                isinstance(value, dict) and tuple(sorted(value)) == keys, "The receipt has other parts than it should."
            )
    need(bundle["format"] == FORMAT, "This program does not know this kind of receipt.")
    need(isinstance(bundle["checkpoint"], str) and isinstance(bundle["key"], str), "The receipt is damaged.")
    return bundle


def check_leaf(bundle: Bundle) -> bytes:
    """The leaf hash, once receipt, documents and entry are seen to be one."""
    leaf, payload = bundle["leaf"], bundle["leaf"]["payload"]
    need(isinstance(payload, dict), "The receipt is damaged.")
    said = {name: value for name, value in payload.items() if name != "documents"}
    need(compact(said) == compact(bundle["receipt"]), "The receipt does not say what the log entry says.")
    listed = bundle["documents"]
    need(isinstance(listed, list), "The receipt is damaged.")
    need(compact(payload.get("documents", [])) == compact(listed), "The documents are not those of the log entry.")
    salt = unhex(leaf["salt"], "salt")
    commitment = hashlib.sha256(salt + compact(payload)).hexdigest()
    need(len(salt) == 32 and commitment == leaf["commitment"], "The log entry is not the one committed to.")
    value = hashlib.sha256(b"\x00" + compact({name: leaf[name] for name in OPEN})).digest()
    need(value.hex() == leaf["hash"], "The log entry is not the one that was hashed.")
    return value


def path_of(proof: Bundle, what: str) -> list[bytes]:
    need(isinstance(proof["path"], list), f"The {what} is damaged.")
    return [unhex(step, what) for step in proof["path"]]


def check_kept(bundle: Bundle, tree: Tree, kept: Tree | None) -> None:
    """Link the receipt's checkpoint to the kept one."""
    proof = bundle["consistency"]
    if kept is None or kept[0] == tree[0]:
        reason = "The receipt carries a proof for another checkpoint; give the one it was asked for."
        need(proof is None, reason)
        need(kept is None or kept[1] == tree[1], "The log you kept a checkpoint of is another one than this receipt's.")
        return
    old, new = sorted((tree, kept))
    reason = f"The receipt has no proof for a checkpoint of {kept[0]} entries; ask the court for one."
    need(proof is not None and (proof["old"], proof["new"]) == (old[0], new[0]), reason)
    need(is_count(proof["old"]) and is_count(proof["new"]), "The proof is damaged.")
    reason = "The log you kept a checkpoint of is another one than this receipt's."
    need(extends(*old, *new, path_of(proof, "consistency proof")), reason)


def check(raw: bytes, kept_text: str | None = None, key_text: str | None = None) -> Bundle:
    """The bundle, once everything in it holds under the kept checkpoint and the trusted key."""
    bundle = bundle_of(raw)
    need(key_text is None or key_text.strip() == bundle["key"], "The receipt is signed by another key than yours.")
    key = key_of(bundle["key"])
    value = check_leaf(bundle)
    tree = tree_of(bundle["checkpoint"], key, "checkpoint in the receipt", alone=True)
    proof = bundle["inclusion"]
    need(is_count(proof["index"]) and is_count(proof["size"]), "The proof is damaged.")
    held = includes(tree[1], tree[0], proof["index"], value, path_of(proof, "inclusion proof"))
    need(held and proof["size"] == tree[0], "The proof does not lead from the entry to the checkpoint.")
    kept = None
    if kept_text is not None:
        note = "\n\n".join(kept_text.split("\n\n")[:2])
        kept = tree_of(note, key, "checkpoint you kept", alone=False)
    check_kept(bundle, tree, kept)
    return bundle


def check_documents(bundle: Bundle, paths: list[str]) -> None:
    """Hash each file; refuse one the receipt does not name."""
    listed = bundle["documents"]
    seen = set()
    for path in paths:
        digest = hashlib.sha256()
        with open(path, "rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                digest.update(block)
        need(digest.hexdigest() in listed, f"{path} is not one of the documents of this receipt, or was changed.")
        seen.add(digest.hexdigest())
        print(f"  as received  {digest.hexdigest()}  {path}")
    for digest in listed:
        if digest not in seen:
            print(f"  not checked  {digest}  (no file given)")


# --- The whole log ---


class Broken(Refused):
    """The first entry that is not what it was, or the first and last of those it is among."""

    def __init__(self, reason: str, first: int, last: int | None = None) -> None:
        self.first, self.last = first, first if last is None else last
        among = f"entry {first}" if self.first == self.last else f"among entries {first} to {self.last}"
        super().__init__(f"{reason} The first broken entry is {among}.")


class Growing:
    """The tree as it grows; `peaks` are its perfect subtrees, largest first."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []

    def add(self, value: bytes) -> None:
        place = self.size
        while place & 1:
            value, place = node(self.peaks.pop(), value), place >> 1
        self.peaks.append(value)
        self.size += 1

    def root(self) -> bytes:
        if not self.peaks:
            return hashlib.sha256().digest()
        value = self.peaks[-1]
        for left in reversed(self.peaks[:-1]):
            value = node(left, value)
        return value


def kept_of(text: str, key: Key) -> tuple[Tree, list[bytes]]:
    """The tree a kept checkpoint signs, and the leaf hashes listed below it, if any."""
    parts = text.split("\n\n")
    tree = tree_of("\n\n".join(parts[:2]), key, "checkpoint you kept", alone=False)
    hashes = [unhex(line, "checkpoint you kept") for part in parts[2:] for line in part.split("\n") if line]
    if hashes:
        tops = Growing()
        for value in hashes:
            tops.add(value)
        need((tops.size, tops.root()) == tree, "The hashes you kept are not those the checkpoint signs.")
    return tree, hashes


def check_entry(line: str, index: int) -> tuple[bytes, Bundle]:
    """The hash of one exported entry, once it is seen not to contradict itself."""
    try:
        entry: Bundle = json.loads(line)
        if tuple(entry) != ENTRY:
            raise Broken("An entry has other parts than it should.", index)
        place, salt, payload = entry["index"], entry["salt"], entry["payload"]
        value = hashlib.sha256(b"\x00" + compact({name: entry[name] for name in OPEN})).digest()
        committed = hashlib.sha256(bytes.fromhex(salt or "") + compact(payload)).hexdigest()
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Broken("An entry cannot be read.", index) from None
    if place != index:
        raise Broken("An entry is missing or out of its place.", index)
    if value.hex() != entry["hash"]:
        raise Broken("An entry is not the one that was hashed.", index)
    opened = len(salt or "") == 64 and payload is not None and committed == entry["commitment"]
    if not opened and not (salt is None and payload is None):
        raise Broken("What an entry says is not what was committed to.", index)
    return value, entry


def check_log(lines: Iterable[str], checkpoints: list[tuple[Tree, list[bytes]]]) -> Growing:
    """The tree of an exported log, once every checkpoint is found on its way; raises Broken."""
    grown, agreed = Growing(), 0
    erased: dict[str, int] = {}
    recorded = set()
    trees = {tree[0]: tree[1] for tree, _ in checkpoints}
    need(len(trees) == len({tree for tree, _ in checkpoints}), "Two of the checkpoints contradict each other.")
    known = max((hashes for _, hashes in checkpoints), key=len, default=[])
    for index, line in enumerate(lines):
        value, entry = check_entry(line, index)
        if index < len(known) and value != known[index]:
            raise Broken("An entry is not the one in the checkpoint you kept.", index)
        if entry["salt"] is None:
            erased[entry["id"]] = index
        elif entry["kind"] == "log.payload-erased":
            recorded.add(entry["payload"].get("leaf_id"))
        grown.add(value)
        if grown.size in trees:
            if grown.root() != trees[grown.size]:
                raise Broken("The log is not the one of the checkpoint you kept.", agreed, index)
            agreed = grown.size
    if max(trees, default=0) > grown.size:
        raise Broken("The log is shorter than the checkpoint you kept.", grown.size)
    for leaf, index in erased.items():
        if leaf not in recorded:
            raise Broken("What an entry says was erased, and no entry records the erasure.", index)
    return grown


# --- The commands ---


def command_receipt(given: argparse.Namespace) -> None:
    need(given.checkpoint or given.key, "Give --checkpoint or --key: a receipt cannot vouch for itself.")
    kept = text_of(given.checkpoint[0], "checkpoint you kept") if given.checkpoint else None
    key = text_of(given.key, "public key") if given.key else None
    bundle = check(read(given.receipt), kept, key)
    print("Receipt")
    for name, value in bundle["receipt"].items():
        print(f"  {name}: {json.dumps(value, ensure_ascii=False)}")
    print("Documents (SHA-256)")
    check_documents(bundle, given.document)
    proof, leaf = bundle["inclusion"], bundle["leaf"]
    print(f"Entry {proof['index']} of {bundle['key'].partition('+')[0]}, made {leaf['at']}, signed at {proof['size']}.")


def command_entry(given: argparse.Namespace) -> None:
    proof = json_of(given.proof)
    try:
        note, index, value = proof["checkpoint"]["note"], proof["index"], unhex(proof["leaf_hash"], "entry")
        steps = path_of(proof, "inclusion proof")
        need(is_count(index) and isinstance(note, str), "The proof is damaged.")
    except (KeyError, TypeError):
        raise Refused("The proof is damaged.") from None
    size, root = tree_of(note, key_given(given), "checkpoint in the proof", alone=False)
    need(includes(root, size, index, value, steps), "The proof does not lead from the entry to the checkpoint.")
    print(f"Entry {index} is in the log of {size} entries.")


def command_consistency(given: argparse.Namespace) -> None:
    key = key_given(given)
    old = kept_of(text_of(given.old, "older checkpoint"), key)[0]
    new = kept_of(text_of(given.new, "newer checkpoint"), key)[0]
    proof = json_of(given.proof)
    same = old == new and not proof.get("path")
    held = same or extends(*old, *new, path_of(proof, "consistency proof"))
    need(held, "The newer checkpoint does not continue the older one: the log was rewritten.")
    print(f"The log of {new[0]} entries begins with the log of {old[0]}.")


def command_log(given: argparse.Namespace) -> None:
    need(given.checkpoint, "Give --checkpoint: a log cannot vouch for itself.")
    key = key_given(given)
    kept = [kept_of(text_of(path, "checkpoint you kept"), key) for path in given.checkpoint]
    with open(given.leaves, encoding="utf-8", newline="\n", errors="surrogateescape") as lines:
        grown = check_log(lines, kept)
    print(f"{grown.size} entries hold, and agree with {', '.join(str(tree[0]) for tree, _ in kept)}.")


def command_checkpoint(given: argparse.Namespace) -> None:
    note = "\n\n".join(text_of(given.note, "checkpoint").split("\n\n")[:2])
    size, root = tree_of(note, key_given(given), "checkpoint", alone=False)
    for path in given.witness:
        key = key_of(text_of(path, "witness's key").strip(), WITNESS)
        print(f"Witnessed by {key[0]}, {witnessed(note, key, 'checkpoint')} seconds after 1970 began.")
    print(f"{size} entries, root {root.hex()}.")


def key_given(given: argparse.Namespace) -> Key:
    need(given.key, "Give --key: the log's public key, from a source you trust.")
    return key_of(text_of(given.key, "public key").strip())


def arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Checks a court's log without the court.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words, files in (
        ("receipt", "check a receipt and its documents", ("receipt",)),
        ("entry", "check that an entry is in the log", ("proof",)),
        ("consistency", "check that a checkpoint continues an older one", ("old", "new", "proof")),
        ("log", "check an exported log against checkpoints kept before", ("leaves",)),
        ("checkpoint", "check who signed a checkpoint", ("note",)),
    ):
        command = commands.add_parser(name, help=words)
        for file in files:
            command.add_argument(file)
        command.add_argument("--key", metavar="FILE", help="the log's public key, from a source you trust")
        if name in ("receipt", "log"):
            command.add_argument("--checkpoint", metavar="FILE", nargs="+", help="checkpoints kept from before")
        if name == "receipt":
            command.add_argument("--document", metavar="FILE", nargs="+", action="extend", default=[])
        if name == "checkpoint":
            command.add_argument("--witness", metavar="FILE", nargs="+", action="extend", default=[])
    return parser.parse_args(argv)


def read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def text_of(path: str, what: str) -> str:
    try:
        return read(path).decode()
    except UnicodeDecodeError:
        raise Refused(f"The {what} is damaged.") from None


def json_of(path: str) -> Bundle:
    try:
        found = json.loads(read(path).decode())
    except (ValueError, RecursionError):
        raise Refused("The proof is damaged.") from None
    need(isinstance(found, dict), "The proof is damaged.")
    return dict(found)


def main(argv: list[str] | None = None) -> int:
    """0: accepted, 1: refused, 2: a file cannot be read."""
    given = arguments(argv)
    command = {
        "receipt": command_receipt,
        "entry": command_entry,
        "consistency": command_consistency,
        "log": command_log,
        "checkpoint": command_checkpoint,
    }[given.command]
    try:
        command(given)
    except Refused as reason:
        print(f"REFUSED: {reason}")
        return 1
    except OSError as reason:
        print(f"CANNOT READ: {reason}")
        return 2
    print("ACCEPTED")
    return 0


if __name__ == "__main__":
    sys.exit(main())
