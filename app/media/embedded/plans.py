"""Decides what a plan wants in which slot, and which of its bindings step outside its own edges."""

from app.media.port import Binding, Edge, RoomPlan, Slot, Source

SlotKey = tuple[str, Slot]
LETTERS = {"audio": "a", "video": "v"}


def wanted(plan: RoomPlan) -> tuple[dict[SlotKey, Source], list[Binding]]:
    """What fills each slot, and the bindings that are refused: no edge, wrong kind, or a slot named twice."""
    filled: dict[SlotKey, Source] = {}
    refused: list[Binding] = []
    seen: set[SlotKey] = set()
    for binding in plan.bindings:
        key = (binding.listener, binding.slot)
        if key in seen or not _allowed(plan, binding):
            refused.append(binding)
            filled.pop(key, None)
        elif binding.source is not None:
            filled[key] = binding.source
        seen.add(key)
    return filled, refused


def _allowed(plan: RoomPlan, binding: Binding) -> bool:
    source = binding.source
    if source is None:
        return True
    fits = binding.slot[:1] == LETTERS[source.kind]
    return fits and Edge(source, binding.listener) in plan.edges
