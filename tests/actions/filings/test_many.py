"""Several filings accepted at once: each by itself, each once, and none that somebody has to read first."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.views import Principal
from app.db.idempotency import KeyMissing, KeyReused
from app.desks.many import Foreseen, Outcome, accept_each, foreseen
from app.filings.commands import Accept, AcceptEach
from app.filings.errors import NotTheReviewer
from app.filings.events import FilingAccepted
from app.filings.queries import service_of
from app.kernel.clock import SettableClock
from tests.doubles.filing_office import Office
from tests.doubles.pdfs import pdf

WITH_FINDING = pdf("The witness was born on 3 May 1998.")


async def _accept(office: Office, *ids: UUID, key: str | None = None, by: Principal | None = None) -> list[Outcome]:
    command = await _command(office, *ids)
    act = office.acts.reviews.decide
    return await accept_each(office.database, act, by or office.clerk, command, uuid4().hex if key is None else key)


async def _command(office: Office, *ids: UUID) -> AcceptEach:
    """To accept these, as they stand now."""
    seen = [{"id": one, "version": await _version(office, one)} for one in ids]
    return AcceptEach.model_validate({"filings": seen})


async def _version(office: Office, filing_id: UUID) -> int:
    try:
        return (await office.row(filing_id)).version
    except AssertionError:
        return 1


async def _foreseen(office: Office, *ids: UUID) -> list[Foreseen]:
    async with office.database.read() as reader:
        return await foreseen(reader, office.clerk, ids, office.clock.now())


async def _leaves(office: Office) -> int:
    async with office.database.read() as reader:
        return len(await reader.all(select(LogLeaf).where(LogLeaf.kind == FilingAccepted.kind)))


async def test_each_is_accepted_and_gets_its_number_on_the_docket_only_after_its_minute(
    office: Office, clock: SettableClock
) -> None:
    ids = [(await office.filed()).filing_id for _ in range(3)]
    outcomes = await _accept(office, *ids)
    assert [(one.id, one.accepted, one.refusal) for one in outcomes] == [(one, True, None) for one in ids]
    await office.relay.drain()
    assert [(await office.view(one)).status for one in ids] == ["accepted"] * 3
    clock.advance(timedelta(minutes=1))
    await office.relay.drain()
    assert all([(await office.view(one)).entry_id for one in ids])


async def test_one_that_is_refused_stops_no_other(office: Office) -> None:
    first, found, last = await office.filed(), await office.filed(WITH_FINDING, checked=False), await office.filed()
    await office.relay.drain()
    ids = [first.filing_id, found.filing_id, last.filing_id]
    outcomes = await _accept(office, *ids)
    assert [one.refusal and one.refusal.code for one in outcomes] == [None, "findings-to-read", None]
    assert [(await office.view(one)).status for one in ids] == ["accepted", "submitted", "accepted"]
    assert (await office.decide(found.filing_id, Accept())).status == "accepted"  # somebody has read it now


async def test_the_same_key_accepts_nothing_twice(office: Office) -> None:
    ids, key = [(await office.filed()).filing_id for _ in range(2)], uuid4().hex
    command = await _command(office, *ids)
    act = office.acts.reviews.decide
    first = await accept_each(office.database, act, office.clerk, command, key)
    assert await accept_each(office.database, act, office.clerk, command, key) == first
    assert await _leaves(office) == 2
    again = await accept_each(office.database, act, office.clerk, command, uuid4().hex)
    assert [one.accepted for one in again] == [False, False]
    assert await _leaves(office) == 2


async def test_what_was_taken_back_is_not_accepted_again_by_a_reload(office: Office) -> None:
    filing_id, key = (await office.filed()).filing_id, uuid4().hex
    command = AcceptEach.model_validate({"filings": [{"id": filing_id, "version": await _version(office, filing_id)}]})
    act = office.acts.reviews.decide
    await accept_each(office.database, act, office.clerk, command, key)
    await office.acts.reviews.undo(office.clerk, filing_id)
    [outcome] = await accept_each(office.database, act, office.clerk, command, key)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "acceptance-taken-back"
    assert (await office.view(filing_id)).status == "under_review"


async def test_what_a_colleague_opened_since_is_left_to_the_colleague(office: Office) -> None:
    filing_id = (await office.filed()).filing_id
    version = await _version(office, filing_id)
    await office.acts.reviews.take_up(office.principal("second_clerk"), filing_id)
    command = AcceptEach.model_validate({"filings": [{"id": filing_id, "version": version}]})
    [outcome] = await accept_each(office.database, office.acts.reviews.decide, office.clerk, command, uuid4().hex)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "filing-changed-meanwhile"


async def test_what_no_check_has_seen_is_not_accepted(office: Office) -> None:
    filing_id = (await office.filed(checked=False)).filing_id
    [shown] = await _foreseen(office, filing_id)
    assert shown.refusal is not None
    assert shown.refusal.code == "documents-not-checked"
    [outcome] = await _accept(office, filing_id)
    assert outcome.refusal == shown.refusal


async def test_a_draft_of_somebody_is_answered_like_what_never_was(office: Office) -> None:
    draft, never = (await office.draft()).id, uuid4()
    one, other = await _accept(office, draft, never)
    assert one.refusal == other.refusal
    assert (one.title, one.number, one.case_number) == (None, None, None)
    assert await _foreseen(office, draft, never) == []


async def test_whoever_reviews_nothing_accepts_nothing_and_a_key_is_needed(office: Office) -> None:
    filing_id = (await office.filed()).filing_id
    for other in ("judge", "prosecutor"):
        with pytest.raises(NotTheReviewer):
            await _accept(office, filing_id, by=office.principal(other))
    for key in ("", "k" * 81):
        with pytest.raises(KeyMissing):
            await _accept(office, filing_id, key=key)
    assert (await office.view(filing_id)).status == "submitted"


async def test_what_is_foreseen_is_who_is_then_served(office: Office, clock: SettableClock) -> None:
    filed, sealed = await office.filed(), await office.filed(level="filer")
    [shown, of_sealed] = await _foreseen(office, filed.filing_id, sealed.filing_id)
    assert (shown.refusal, of_sealed.refusal) == (None, None)
    assert of_sealed.told == []  # sealed to everybody else
    assert len({one.label for one in shown.told}) == len(shown.told) > 2
    await _accept(office, filed.filing_id)
    clock.advance(timedelta(minutes=1))
    await office.relay.drain()
    async with office.database.read() as reader:
        assert len(await service_of(reader, filed.filing_id)) == len(shown.told)


async def test_one_key_is_not_for_another_version_of_the_same_filing(office: Office) -> None:
    filing_id, key = (await office.filed()).filing_id, uuid4().hex
    [done] = await _accept(office, filing_id, key=key)
    [other] = await _accept(office, filing_id, key=key)  # of the version after it
    assert done.accepted
    assert other.refusal is not None
    assert other.refusal.code == KeyReused.code
