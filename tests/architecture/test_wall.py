"""Where the service works for no single person: each such place stands here, with why the second wall is not asked."""

import re

from tests.architecture.source import ROOT

_BACKGROUND = "works for the whole court, for no person"
_OPERATOR = "the operator's command, on the machine itself"
_ROOM = "a room shows many people at once, each what the plan lets them have"
AS_SYSTEM = {
    "cases/actions/asking.py: decide": "a judge is drawn by everybody's open cases",
    "cases/actions/break_glass.py: allow": "the second officer opens a case that neither sees yet",
    "cases/actions/counsel.py: tell": "the number may be all that counsel knows of the case",
    "cases/actions/deadlines.py: declare": "a holiday moves every deadline of a court",
    "cases/actions/deadlines.py: publish": "so does an outage",
    "cases/actions/deadlines.py: withdraw": "so does a holiday that is none",
    "cases/actions/erasure_requests.py: ask": "officers enter no case: what is reached is counted, and not shown",
    "cases/actions/erasure_requests.py: confirm": "the same",
    "cases/actions/likenesses.py: deal_with": "of the pair the registrar learns the numbers of the cases alone",
    "cases/actions/merges.py: unmerge": "whoever made a merge may take it back where it withholds the names",
    "cases/actions/opening.py: open": "a judge is drawn by everybody's open cases",
    "cases/actions/opening.py: replace_judge": "the same",
    "cases/actions/importing.py: bring": "a judge is drawn by everybody's open cases, and numbers of all are compared",
    "cases/actions/importing.py: look_over": "the same",
    "cases/actions/importing.py: ready": "a command line belongs to nobody's desk",
    "cases/actions/instances.py: appeal": "a case is opened at a court that its opener does not work at",
    "cases/actions/instances.py: remit": "a case of the court below goes on",
    "cases/actions/lineage.py: join": "orders of each case reach the other, whoever sees them",
    "cases/actions/lineage.py: sever": "a case is opened for people who are not in it yet",
    "cases/actions/transfers.py: accept": "a court takes over a case that it sees from then on",
    "cases/actions/transfers.py: refuse": "it answers about a case that it never sees",
    "cases/actions/seals.py: seal": "a seal may shut out whoever puts it",
    "db/outbox.py: step": _BACKGROUND,
    "demo.py: prepare": _OPERATOR,
    "edge/operated.py: run": _OPERATOR,
    "operator/backup/drill.py: drill": _OPERATOR,
    "operator/backup/restore.py: restore": _OPERATOR,
    "operator/line.py: done": _OPERATOR,
    "operator/log.py: check_log": _OPERATOR,
    "paper/actions/cash.py: close": "a court's box holds the money of all its units",
    "paper/actions/cash.py: count": "the same",
    "paper/actions/statements.py: resolve": "so does its bank account",
    "paper/actions/statements.py: take_in": "the same",
    **{
        f"sittings/live/floors.py: {name}": _ROOM
        for name in ("admits", "dismiss", "enter", "keeps", "leave", "recover", "run", "take")
    },
}
BEYOND = {
    "cases/queries/access.py": 1,
    "cases/queries/backlog.py": 1,
    "cases/queries/in_the_log.py": 2,
    "cases/queries/likenesses.py": 1,
    "cases/queries/merged.py": 1,
    "cases/queries/moves.py": 1,
    "cases/queries/work.py": 1,
    "desks/erasing.py": 1,
    "desks/readers.py": 1,
    "filings/actions/reading.py": 2,
    "filings/queries/docketed.py": 2,
    "hearings/queries/plans.py": 1,
    "paper/queries/cash.py": 1,
    "paper/queries/schedules.py": 1,
}
_DECORATED = re.compile(r"@as_system\n *async def (\w+)")


def _sources() -> dict[str, str]:
    app = ROOT / "app"
    return {file.relative_to(app).as_posix(): file.read_text() for file in sorted(app.rglob("*.py"))}


def test_whatever_works_as_the_system_stands_here_with_its_reason() -> None:
    found = {f"{name}: {work}" for name, source in _sources().items() for work in _DECORATED.findall(source)}
    assert found == set(AS_SYSTEM)


def test_nothing_else_says_that_it_is_the_system() -> None:
    said = {name for name, source in _sources().items() if re.search(r"\bsystem\(\)|\bSYSTEM\b", source)}
    assert said == {"db/acting.py"}


def test_single_reads_beyond_the_wall_are_those_that_are_known() -> None:
    counted = {name: source.count("reader.beyond_the_wall()") for name, source in _sources().items()}
    assert {name: count for name, count in counted.items() if count} == BEYOND
