"""The law of every message over the room's socket: a message or an act without a line fails the suite."""

from collections.abc import Mapping
from typing import Any, get_args

from app.sittings import commands as c
from tests.signalling.room import Client, House

EVERYBODY = frozenset({"judge", "clerk", "prosecutor", "defence counsel", "accused", "witness", "interpreter"})
JUDGE, OFFICE = frozenset({"judge"}), frozenset({"judge", "clerk"})
ADVOCATES = frozenset({"prosecutor", "defence counsel"})

# Who may send each kind of message at all. One of the public watches: they receive, and do nothing.
MESSAGES: Mapping[str, frozenset[str]] = {
    "hello": EVERYBODY | {"public"},
    "subscribe": EVERYBODY | {"public"},
    "subscribed": EVERYBODY | {"public"},
    "candidate": EVERYBODY | {"public"},
    "prefer": EVERYBODY | {"public"},
    "devices": EVERYBODY,
    "attest": EVERYBODY,
    "consent": EVERYBODY,
    "capture_off": EVERYBODY,
    "publish": EVERYBODY,
    "act": EVERYBODY,
    "leave": EVERYBODY,
}
# Who may take each step of a sitting in session; written from the law of the hearing.
ACTS: Mapping[str, frozenset[str]] = {
    "open": OFFICE,
    "begin": JUDGE,
    "recess": JUDGE,
    "suspend": JUDGE,
    "resume": JUDGE,
    "object": ADVOCATES | {"accused"},  # and a party in person
    "rule_on_objection": JUDGE,
    "adjourn": JUDGE,
    "conclude": JUDGE,
    "admit": OFFICE,
    "call": OFFICE,
    "release": OFFICE,
    "remove": JUDGE,
    "summary": JUDGE,
    "identity": OFFICE,
    "alone": OFFICE,
    "promise": OFFICE,
    "line": JUDGE,
    "stop": OFFICE | {"accused", "witness", "interpreter"},
    "ready": frozenset({"witness"}),
}


def _names(union: Any, field: str) -> dict[str, type]:
    kinds = get_args(get_args(union)[0])
    return {get_args(kind.model_fields[field].annotation)[0]: kind for kind in kinds}


def test_every_message_and_every_act_has_its_law() -> None:
    assert set(_names(c.Message, "type")) == set(MESSAGES)
    assert set(_names(c.Act, "act")) == set(ACTS)


def _said(act: str, person: str) -> dict[str, object]:
    """The act with its fields filled in, about one person."""
    fields = _names(c.Act, "act")[act].model_fields  # type: ignore[attr-defined]
    given: dict[str, object] = {
        "participant_id": person,
        "sustained": True,
        "reason": "A reason",
        "next_date": "Monday",
        "method": "document" if act == "identity" else "asked",
        "form": "affirmation",
        "open": True,
    }
    return {name: given[name] for name in fields if name != "act" and name in given}


async def test_an_act_of_a_sitting_is_refused_to_whoever_may_not_take_it(
    court: House, people: dict[str, Client]
) -> None:
    person = people["witness"].me["id"]
    before, watching = people["judge"].view["state"], await court.open("public")
    for act, may in ACTS.items():
        for role in sorted(EVERYBODY - may):
            seen = len(people[role].frames)
            await people[role].act(act, **_said(act, person))
            answer = await people[role].next_frame("problem", seen)
            assert answer["code"] != "message-unreadable", (role, act)
        seen = len(watching.frames)
        await watching.act(act, **_said(act, person))
        assert (await watching.next_frame("problem", seen))["code"] == "sign-in-needed"
    assert people["judge"].view["state"] == before


async def test_whoever_only_watches_sends_nothing_that_does_something(court: House) -> None:
    public = await court.open("public")
    body: Mapping[str, dict[str, object]] = {
        "devices": {"camera": True, "microphone": True, "alone": True},
        "consent": {"list": "none"},
        "publish": {"epoch": 1, "sdp": "v=0"},
        "act": {"act": {"act": "open"}},
    }
    for message in sorted(kind for kind, who in MESSAGES.items() if "public" not in who):
        seen = len(public.frames)
        await public.send(message, **body.get(message, {}))
        answer = await public.next_frame("problem", seen)
        assert answer["code"] == "sign-in-needed", (message, answer["code"])
