"""The tree is the one of RFC 9162, and no wrong proof passes."""

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

LARGEST = 200
LEAVES = [leaf_hash(str(number).encode()) for number in range(LARGEST)]
EDGE, MADE = Frontier().extend(LEAVES)
NODES: dict[Node, bytes] = dict(MADE)


def split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def mth(leaves: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word for word, over leaf hashes."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 9162 §2.1.3.1, word for word."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """RFC 9162 §2.1.4.1, word for word."""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


ROOTS = [mth(LEAVES[:size]) for size in range(LARGEST + 1)]


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


def test_inclusion_proofs_equal_the_standards_and_hold_at_every_size() -> None:
    for size in range(1, LARGEST + 1):
        for index in range(0, size, 1 + size // 40):
            proof = prove(inclusion_spans(index, size), NODES)
            assert proof == path(index, LEAVES[:size])
            assert includes(ROOTS[size], size, index, LEAVES[index], proof)


def test_consistency_proofs_equal_the_standards_and_hold_for_every_pair_of_sizes() -> None:
    for new in range(1, LARGEST + 1):
        for old in range(1, new + 1):
            proof = prove(consistency_spans(old, new), NODES)
            assert extends(old, ROOTS[old], new, ROOTS[new], proof)
            if new <= 64 or old % 7 == 0:
                assert proof == subproof(old, LEAVES[:new], True)


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
