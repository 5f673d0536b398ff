"""Turns the port's types into JSON values for the pipe between parent and media process, and back."""

from typing import Any, cast

from app.media.port import (
    Applied,
    Binding,
    Edge,
    EngineEvent,
    Forwarded,
    PeerState,
    RoomPlan,
    RoomStats,
    Source,
    SourceSilent,
    SourceStarted,
    SpeakingLevel,
)


def pack_source(source: Source | None) -> list[str] | None:
    return [source.peer, source.kind] if source is not None else None


def read_source(value: list[Any]) -> Source:
    return Source(value[0], value[1])


def pack_plan(plan: RoomPlan) -> dict[str, Any]:
    return {
        "epoch": plan.epoch,
        "edges": [[e.source.peer, e.source.kind, e.listener] for e in plan.edges],
        "bindings": [[b.listener, b.slot, pack_source(b.source)] for b in plan.bindings],
    }


def read_plan(value: dict[str, Any]) -> RoomPlan:
    edges = frozenset(Edge(Source(peer, kind), listener) for peer, kind, listener in value["edges"])
    return RoomPlan(value["epoch"], edges, read_bindings(value["bindings"]))


def read_bindings(values: list[Any]) -> tuple[Binding, ...]:
    return tuple(Binding(listener, slot, read_source(source) if source else None) for listener, slot, source in values)


def pack_applied(epoch: int, bound: tuple[Binding, ...]) -> dict[str, Any]:
    return {"epoch": epoch, "bound": [[b.listener, b.slot, pack_source(b.source)] for b in bound]}


def read_applied(value: dict[str, Any], took: float) -> Applied:
    return Applied(value["epoch"], took, read_bindings(value["bound"]))


def pack_stats(stats: RoomStats) -> dict[str, Any]:
    return {
        "forwarded": [[f.source.peer, f.source.kind, f.listener, f.slot, f.packets, f.bytes] for f in stats.forwarded],
        "received": [[s.peer, s.kind, count] for s, count in stats.received.items()],
        "states": [[peer, which, state] for (peer, which), state in stats.states.items()],
        "strangers": [[peer, which, count] for (peer, which), count in stats.strangers.items()],
    }


def read_stats(value: dict[str, Any]) -> RoomStats:
    return RoomStats(
        forwarded=tuple(Forwarded(Source(p, k), *rest) for p, k, *rest in value["forwarded"]),
        received={Source(peer, kind): count for peer, kind, count in value["received"]},
        states={(peer, which): state for peer, which, state in value["states"]},
        strangers={(peer, which): count for peer, which, count in value["strangers"]},
    )


def read_event(room: str, value: dict[str, Any]) -> EngineEvent:
    match value["event"]:
        case "peer":
            return PeerState(room, value["peer"], value["which"], value["epoch"], value["state"])
        case "started":
            return SourceStarted(room, read_source(value["source"]))
        case "silent":
            return SourceSilent(room, read_source(value["source"]))
        case _:
            return SpeakingLevel(room, read_source(value["source"]), cast(int, value["level"]))
