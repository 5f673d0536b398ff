"""Notes beside the record: a judge's own are nobody else's, and no name reaches somebody through a note."""

import pytest

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.notes import CaseNotes
from app.cases.commands.notes import WriteNote
from app.cases.errors import CaseNotFound, OnlyTheCourtKeepsNotes
from app.cases.queries import case_file
from app.cases.queries.notes import notes_in
from app.cases.terms.notes import NoteKind
from app.cases.views import NoteView
from app.db.database import Database
from app.kernel.clock import SettableClock
from app.protection.models import ProtectionOrder
from app.protection.terms.orders import OrderStage
from tests import builders
from tests.builders import NOW

NAME = "Mirela Voskanova"
CALL = WriteNote(kind=NoteKind.telephone, words="Asked when the hearing is.", caller="The school")
OWN = WriteNote(kind=NoteKind.bench, words="The second answer does not fit the first.")


class Chambers:
    """A court with a case, its judge and clerk, another judge of the court, an administrator and a party."""

    def __init__(self, database: Database) -> None:
        self.database, self.notes = database, CaseNotes(database, SettableClock(NOW))

    async def open(self, **about: str) -> "Chambers":
        court, people = builders.court(), {}
        async with self.database.begin() as uow:
            uow.add(court)
            await uow.flush()
            case = builders.case(court.id, **about)
            uow.add(case)
            for key in ("judge", "other_judge", "clerk", "administrator", "party", "victim"):
                people[key] = builders.person(NAME if key == "victim" else f"Name of {key}")
            uow.add(*people.values())
            await uow.flush()
            uow.add(*(builders.part(case.id, people[key].id, key) for key in ("judge", "party")))
            uow.add(builders.part(case.id, people["victim"].id, "victim", pseudonym="K7"))
        self.case_id, self.people = case.id, people
        desks = {"judge": Desk.judge, "other_judge": Desk.judge, "clerk": Desk.clerk}
        desks |= {"administrator": Desk.administrator, "party": Desk.participant}
        self.who = {
            key: Principal(people[key].id, desk, court.id if desk in {Desk.judge, Desk.clerk} else None)
            for key, desk in desks.items()
        }
        return self

    async def read(self, key: str) -> list[NoteView]:
        async with self.database.read() as reader:
            file = await case_file(reader, self.case_id, self.who[key])
            return await notes_in(reader, file, self.who[key], NOW)


async def test_what_a_judge_notes_for_themself_nobody_else_reads(database: Database) -> None:
    court = await Chambers(database).open()
    await court.notes.write(court.case_id, OWN, by=court.who["judge"])
    assert [note.words for note in await court.read("judge")] == [OWN.words]
    for key in ("other_judge", "clerk", "administrator", "party"):
        assert await court.read(key) == []


async def test_telephone_calls_and_hand_overs_are_read_by_the_court_alone(database: Database) -> None:
    court = await Chambers(database).open()
    await court.notes.write(court.case_id, CALL, by=court.who["clerk"])
    for key in ("judge", "clerk"):
        assert [(note.caller, note.words, note.by) for note in await court.read(key)] == [
            ("The school", CALL.words, "Name of clerk")
        ]
    for key in ("other_judge", "administrator", "party"):
        assert await court.read(key) == []


@pytest.mark.parametrize(("key", "command"), [("clerk", OWN), ("party", CALL), ("administrator", CALL)])
async def test_others_keep_no_notes_of_the_court(database: Database, key: str, command: WriteNote) -> None:
    court = await Chambers(database).open()
    with pytest.raises(OnlyTheCourtKeepsNotes):
        await court.notes.write(court.case_id, command, by=court.who[key])


async def test_a_case_one_may_not_know_takes_no_note(database: Database) -> None:
    court = await Chambers(database).open(level="parties")
    with pytest.raises(CaseNotFound):
        await court.notes.write(court.case_id, CALL, by=court.who["administrator"])


async def test_a_note_that_names_somebody_is_withheld_from_whoever_may_not_know_the_name(database: Database) -> None:
    court = await Chambers(database).open()
    await _anonymous(court)
    await court.notes.write(
        court.case_id,
        WriteNote(kind=NoteKind.telephone, words="Mirela asked for another day.", caller=NAME),
        by=court.who["judge"],
    )
    (clerks,) = await court.read("clerk")
    assert (clerks.words, clerks.caller, clerks.withheld) == (None, None, True)
    (judges,) = await court.read("judge")
    assert (judges.words, judges.caller) == ("Mirela asked for another day.", NAME)


async def _anonymous(court: Chambers) -> None:
    """An order of P3: the clerk knows a pseudonym."""
    async with court.database.begin() as uow:
        uow.add(
            ProtectionOrder(
                case_id=court.case_id,
                person_id=court.people["victim"].id,
                status=OrderStage.IN_FORCE.value,
                preset="P3",
                requested_by=court.people["judge"].id,
                requested_at=NOW,
                ruled_by=court.people["judge"].id,
                ruled_at=NOW,
            )
        )
