"""What moves share: the case held for those who decide about it, and the words of a reason checked and kept."""

from uuid import UUID

from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.errors.moves import OnlyTheCourtMoves
from app.cases.models import Case
from app.cases.queries import CaseFile, case_file, guarded_names
from app.cases.queries.moves import FindUnfinished, open_in, standing_of
from app.cases.rules.moves import check_move
from app.cases.rules.words import check_words
from app.cases.terms import Act
from app.cases.terms.moves import Move, Unfinished
from app.db.database import Reader, UnitOfWork
from app.kernel.protected import Protected


async def case_to_move(
    uow: UnitOfWork, case_id: UUID, by: Principal, move: Move, find: FindUnfinished, act: Act = Act.move_case
) -> CaseFile:
    """The case, held, as those who may move it see it, when the table permits this move.

    Raises CaseNotFound, OnlyTheCourtMoves, MoveNotOpen, SomethingUnfinished.
    """
    if await uow.get(Case, case_id) is None:
        raise CaseNotFound()
    await uow.lock(Case, case_id)
    file = await case_file(uow, case_id, by)
    if not file.may(act):
        raise OnlyTheCourtMoves()
    check_move(move, await standing_of(uow, file.case), await unfinished_in(uow, case_id, find))
    return file


async def unfinished_in(reader: Reader, case_id: UUID, find: FindUnfinished) -> frozenset[Unfinished]:
    """What of a case is not over, deadlines included."""
    found = await find(reader, case_id)
    return found | {Unfinished.deadline} if await open_in(reader, case_id) else found


async def reason_about(uow: UnitOfWork, case_id: UUID, words: str) -> Protected[str]:
    """Words that another court reads. Raises WordsNameProtected."""
    check_words(words, await guarded_names(uow, case_id))
    return Protected(words, (f"case:{case_id}",))
