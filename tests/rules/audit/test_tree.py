"""The tree is the one of RFC 9162, and no wrong proof passes."""

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit.chain import (
    EMPTY_ROOT,
    Frontier,
    Node,
    consistency_spans,
    extends,
    includes,
    inclusion_spans,
    leaf_hash,
    prove,
)
from app.audit.tiles import Edge, Tile, tile_levels
from tools import verify_log

LARGEST = 256
LEAVES = [leaf_hash(str(number).encode()) for number in range(LARGEST)]
EDGE, MADE = Frontier().extend(LEAVES)
NODES: dict[Node, bytes] = dict(MADE)


def split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    power = 1
    while power * 2 < size:
        power *= 2
    return power


@cache
def mth(start: int, end: int) -> bytes:
    """RFC 9162 §2.1.1, word for word, over leaf hashes `start` up to `end`."""
    if start == end:
        return sha256().digest()
    if end - start == 1:
        return LEAVES[start]
    k = split(end - start)
    return sha256(b"\x01" + mth(start, start + k) + mth(start + k, end)).digest()


def path(m: int, start: int, end: int) -> list[bytes]:
    """RFC 9162 §2.1.3.1, word for word."""
    if end - start == 1:
        return []
    k = split(end - start)
    if m < k:
        return [*path(m, start, start + k), mth(start + k, end)]
    return [*path(m - k, start + k, end), mth(start, start + k)]


def subproof(m: int, start: int, end: int, whole: bool) -> list[bytes]:
    """RFC 9162 §2.1.4.1, word for word."""
    if m == end - start:
        return [] if whole else [mth(start, end)]
    k = split(end - start)
    if m <= k:
        return [*subproof(m, start, start + k, whole), mth(start + k, end)]
    return [*subproof(m - k, start + k, end, False), mth(start, start + k)]


ROOTS = [mth(0, size) for size in range(LARGEST + 1)]


def test_the_leaf_of_nothing_and_the_empty_tree_hash_as_published() -> None:
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_roots_equal_the_standards_definition_at_every_size() -> None:
    for size in range(LARGEST + 1):
        assert Frontier().extend(LEAVES[:size])[0].root == ROOTS[size]


def test_growing_leaf_by_leaf_gives_the_same_tree_as_growing_at_once() -> None:
    edge, nodes = Frontier(), dict[Node, bytes]()
    for leaf in LEAVES:
        edge, made = edge.extend([leaf])
        nodes.update(made)
    assert (edge, nodes) == (EDGE, NODES)


def test_inclusion_proofs_equal_the_standards_and_hold_for_every_leaf_of_every_size() -> None:
    for size in range(1, LARGEST + 1):
        for index in range(size):
            proof = prove(inclusion_spans(index, size), NODES)
            assert proof == path(index, 0, size)
            assert includes(ROOTS[size], size, index, LEAVES[index], proof)
            assert verify_log.includes(ROOTS[size], size, index, LEAVES[index], proof)


def test_consistency_proofs_equal_the_standards_and_hold_for_every_pair_of_sizes() -> None:
    for new in range(1, LARGEST + 1):
        for old in range(1, new + 1):
            proof = prove(consistency_spans(old, new), NODES)
            assert proof == subproof(old, 0, new, True)
            assert extends(old, ROOTS[old], new, ROOTS[new], proof)
            assert old == new or verify_log.extends(old, ROOTS[old], new, ROOTS[new], proof)


def test_a_tree_in_tiles_has_the_same_root_and_the_same_tiles_however_it_grows() -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(4_400)]
    for size in (0, 1, 15, 16, 17, 255, 256, 257, 272, 4_095, 4_096, 4_400):
        at_once, made = Edge().extend(leaves[:size])
        step_by_step, tiles = Edge(), list[Tile]()
        for start in range(0, size, 7):
            step_by_step, more = step_by_step.extend(leaves[start : min(start + 7, size)])
            tiles += more
        assert at_once.root == step_by_step.root == Frontier().extend(leaves[:size])[0].root
        assert sorted(tiles) == sorted(made)
        assert [len(row) for row in at_once.loose if row] == [
            span.end - span.start for _, span in tile_levels(size) if span.start < span.end
        ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 64, 65])
def test_no_other_leaf_place_or_size_passes_with_a_true_inclusion_proof(size: int) -> None:
    for index in range(size):
        proof = prove(inclusion_spans(index, size), NODES)
        for other in range(-1, size + 2):
            if other != index:
                assert not includes(ROOTS[size], size, other, LEAVES[index], proof)
        assert not includes(ROOTS[size], size, index, LEAVES[index + 1], proof)
        assert not includes(ROOTS[size + 1], size + 1, index, LEAVES[index], proof)


@given(st.integers(1, LARGEST), st.data())
def test_a_changed_inclusion_proof_is_refused(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = prove(inclusion_spans(index, size), NODES)
    for wrong in changed(proof, data):
        assert not includes(ROOTS[size], size, index, LEAVES[index], wrong)


@given(st.integers(2, LARGEST), st.data())
def test_a_changed_consistency_proof_is_refused(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new - 1))
    proof = prove(consistency_spans(old, new), NODES)
    for wrong in changed(proof, data):
        assert not extends(old, ROOTS[old], new, ROOTS[new], wrong)


@given(st.integers(1, LARGEST), st.integers(1, LARGEST), st.data())
def test_consistency_is_refused_for_any_root_that_is_not_the_true_one(old: int, new: int, data: st.DataObject) -> None:
    old, new = min(old, new), max(old, new)
    proof = prove(consistency_spans(old, new), NODES)
    wrong = data.draw(st.integers(0, LARGEST).filter(lambda size: size != old))
    assert not extends(old, ROOTS[wrong], new, ROOTS[new], proof)
    wrong = data.draw(st.integers(0, LARGEST).filter(lambda size: size != new))
    assert not extends(old, ROOTS[old], new, ROOTS[wrong], proof)


def test_nothing_is_consistent_with_an_empty_or_larger_tree() -> None:
    assert not extends(0, EMPTY_ROOT, 5, ROOTS[5], [])
    assert not extends(6, ROOTS[6], 5, ROOTS[5], [])
    assert not extends(4, ROOTS[4], 5, ROOTS[5], [])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_outside_the_tree_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        inclusion_spans(index, size)


def changed(proof: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    """The proof with a step more, a step less, a bit flipped, two steps swapped."""
    wrong = [[*proof, LEAVES[0]], [LEAVES[0], *proof]]
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        bit = 1 << data.draw(st.integers(0, 7))
        flipped = bytes([proof[place][0] ^ bit]) + proof[place][1:]
        wrong += [proof[:-1], proof[1:], [*proof[:place], flipped, *proof[place + 1 :]]]
    if len(proof) > 1 and proof[0] != proof[1]:
        wrong.append([proof[1], proof[0], *proof[2:]])
    return wrong
