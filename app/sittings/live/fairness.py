"""Law 11 on a running floor: whether every party has what a fair hearing needs while evidence is given."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.hearings.errors import FloorNotFair
from app.hearings.floor_plan import Cause, Missing, Need, missing_for_fairness
from app.hearings.terms import Attendee, Connected, Consent, SittingNow, Stage
from app.kernel.errors import N_
from app.protection.exposure import guarded
from app.protection.labels import PARTS
from app.protection.terms import PARTIES
from app.sittings.commands import Act, Call, Resume
from app.sittings.queries import Situation

NEED_WORDS = {
    Need.WORDS: N_("%(party)s does not get the words of the witness"),
    Need.BENCH: N_("%(party)s does not see and hear the judge"),
    Need.COUNSEL: N_("%(party)s does not see and hear their counsel"),
    Need.PRIVATE_LINE: N_("%(party)s has no private line to their counsel"),
}
CAUSE_WORDS = {Cause.RULING: N_("by a ruling"), Cause.LINK: N_("a connection is missing")}


def check(act: Act, facts: Situation, now: SittingNow, connected: Iterable[Connected], at: datetime) -> None:
    """Before evidence begins or goes on: raises FloorNotFair with what is missing, by party."""
    called = act.participant_id if isinstance(act, Call) else None
    if called is None and not isinstance(act, Resume):
        return
    found = below_the_floor(facts, now, connected, at, called)
    if found:
        raise FloorNotFair(missing=tuple(in_words(facts, found)))


def below_the_floor(
    facts: Situation, now: SittingNow, connected: Iterable[Connected], at: datetime, called: UUID | None = None
) -> tuple[Missing, ...]:
    """What is missing while somebody testifies, or would with this call; nothing while nobody does."""
    people = [_as_called(facts.attendee(row), row.id == called) for row in facts.participants]
    if not any(one.stage is Stage.TESTIFYING for one in people):
        return ()
    now, connected = _as_tapped(facts, now, people, connected, at)
    removed = {row.person_id for row in facts.participants if row.checks.get("removed")}
    parties = {one.person.id for one in people if one.person.role in PARTIES}
    return missing_for_fairness(
        now, people, facts.people.rulings, connected, at, private_lines=parties, removed=removed
    )


def in_words(facts: Situation, found: Iterable[Missing], say: Callable[[str], str] = str) -> list[str]:
    """Each thing that is missing as a sentence; parties by the part they play, never by name."""
    sentences = []
    for one in found:
        party = say(PARTS[facts.people.people[one.party].role])
        sentences.append(f"{say(NEED_WORDS[one.need]) % {'party': party}} ({say(CAUSE_WORDS[one.cause])})")
    return sorted(set(sentences))


def _as_tapped(
    facts: Situation, now: SittingNow, people: Iterable[Attendee], connected: Iterable[Connected], at: datetime
) -> tuple[SittingNow, tuple[Connected, ...]]:
    """A witness behind their own tap gives nobody anything yet: what counts is who would get it once they tap."""
    rulings = facts.people.rulings
    silent = {
        one.person.id
        for one in people
        if one.stage is Stage.TESTIFYING and one.person.id not in now.consents and guarded(one, rulings, at)
    }
    consents = {**now.consents, **dict.fromkeys(silent, Consent(rulings, facts.public))}
    windows = (
        replace(one, publishes=one.publishes | {"audio"}) if silent.intersection(one.people) else one
        for one in connected
    )
    return replace(now, consents=consents), tuple(windows)


def _as_called(attendee: Attendee, called: bool) -> Attendee:
    return replace(attendee, stage=Stage.TESTIFYING) if called else attendee
