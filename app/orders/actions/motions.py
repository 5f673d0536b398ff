"""Deciding a motion by words on it: docketed where the motion is read, and its readers are told."""

from uuid import UUID

from app.auth.rules.step_up import require_fresh
from app.auth.views import Principal
from app.cases.models import Case
from app.cases.queries import case_people, guarded_names
from app.cases.rules.words import check_words
from app.cases.steps import enter_on_docket
from app.cases.terms import Level
from app.db.database import Database
from app.kernel.clock import Clock
from app.language.i18n import translate
from app.orders.commands import EndorseMotion
from app.orders.errors import MotionDecided, PanelDecidesByOrder
from app.orders.queries import audience_of, on_bench
from app.orders.queries.motions import motion_of
from app.orders.rules.naming import check_names
from app.orders.steps.motions import rule_on
from app.orders.terms import RULING_TITLES


class Motions:
    """What the judge of a case does with a motion that waits."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def endorse(self, filing_id: UUID, command: EndorseMotion, *, by: Principal) -> None:
        """Decide it, after a fresh proof of who does.

        Raises ConfirmItIsYou, MotionNotFound, MotionDecided, PanelDecidesByOrder, OrderNamesProtected,
        OrderPerhapsNames, WordsNameProtected.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            case_id = (await motion_of(uow, filing_id, by)).file.case.id
            await uow.lock(Case, case_id)
            motion = await motion_of(uow, filing_id, by)
            require_fresh(by.proved_at, at)
            if motion.decided:
                raise MotionDecided()
            if len(await on_bench(uow, case_id)) > 1:
                raise PanelDecidesByOrder()
            file, level = motion.file, Level(motion.entry.level)
            audience = await audience_of(uow, await case_people(uow, file.case), level, at)
            check_words(command.words, await guarded_names(uow, case_id))  # they stand on the docket
            check_names("", command.words, audience.closed, audience.told, not_meant=command.not_meant)
            title = translate(RULING_TITLES[command.outcome], file.court.language, number=motion.entry.number)
            entry = await enter_on_docket(
                uow,
                case_id,
                kind="ruling",
                title=title,
                level=level,
                by=by.by,
                at=at,
                filer_id=motion.entry.filer_id,
                side_id=motion.entry.side_id,
            )
            await rule_on(uow, case_id, filing_id, command.outcome, entry.id, by=by, at=at, words=command.words)
