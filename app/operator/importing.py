"""What the operator's command `import` does: reads the files of an old system, tries each case, and reports."""

import asyncio
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.cases.queries.importing import Outcome, Ready
from app.cases.rules.importing import CASES, ENTRIES, PEOPLE, Old, OldCase, Where, read_old
from app.cases.rules.tables import Finding, written
from app.cases.terms.importing import TROUBLE_WORDS, Trouble
from app.kernel.errors import Refusal
from app.operator.line import Given, Say
from app.wiring import BackOffice

SAID = 20  # findings that are said on the screen; the report has every one
_EVERY = 100
HEAD = ("what", "file", "line", "column", "read", "what was found", "what to do")


async def import_cases(office: BackOffice, given: Given, say: Say) -> int:
    """Bring cases over, or with `dry_run` say what would become of each; 0 when nothing stands against any."""
    ready = await office.imports.ready(given["court"], given["by"], given["source"], given["series"])
    files = await asyncio.to_thread(
        _read, {name: given[name] for name in ("json", CASES, PEOPLE, ENTRIES) if name in given}
    )
    old = await asyncio.to_thread(read_old, files, Where(ready.zone, office.clock.now()))
    dry = "dry_run" in given
    outcomes: list[tuple[OldCase, Outcome]] = []
    for case in old.cases:
        outcomes.append((case, await _tried(office, case, ready, dry=dry)))
        if len(outcomes) % _EVERY == 0:
            say(f"{len(outcomes)} of {len(old.cases)}")
    findings = [*old.findings, *(one for _, outcome in outcomes for one in outcome.findings)]
    if "report" in given:
        await asyncio.to_thread(_keep, Path(given["report"]), _report(findings, outcomes))
    _tell(old, findings, [outcome for _, outcome in outcomes], say, dry=dry)
    return 1 if any(one.stops for one in findings) else 0


async def _tried(office: BackOffice, case: OldCase, ready: Ready, *, dry: bool) -> Outcome:
    """One case that cannot be brought over keeps no other from it."""
    try:
        return await (office.imports.look_over if dry else office.imports.bring)(case, ready)
    except Refusal:
        return Outcome(None, fresh=False, findings=(case.row.found("", Trouble.refused),))


def _tell(old: Old, findings: Sequence[Finding], outcomes: Sequence[Outcome], say: Say, *, dry: bool) -> None:
    for one in findings[:SAID]:
        say(_sentence(one))
    if len(findings) > SAID:
        say(f"… and {len(findings) - SAID} more. With --report FILE you get every one.")
    fresh = sum(one.fresh for one in outcomes)
    before = sum(one.number is not None and not one.fresh for one in outcomes)
    say(f"cases in the file: {old.stood}")
    say(f"{'would be brought over' if dry else 'brought over'}: {fresh}")
    say(f"here already: {before}")
    say(f"left out: {old.stood - fresh - before}")
    if dry:
        say("Nothing was changed.")


def _sentence(one: Finding) -> str:
    happened, advice = TROUBLE_WORDS[one.trouble]
    place = ", ".join(word for word in (f"{one.file} {one.line}", one.column) if word)
    return f"{place}: {happened} {advice}"


def _report(findings: Sequence[Finding], outcomes: Sequence[tuple[OldCase, Outcome]]) -> str:
    rows: list[Sequence[object]] = [HEAD]
    for one in findings:
        what = "problem" if one.stops else "note"
        rows.append((what, one.file, one.line, one.column, one.read, *TROUBLE_WORDS[one.trouble]))
    for case, outcome in outcomes:
        if outcome.number is not None:
            what = "brought over" if outcome.fresh else "here already"
            rows.append((what, case.row.file, case.row.line, "number", case.number, outcome.number, ""))
    return written(rows)


def _read(paths: Mapping[str, str]) -> dict[str, bytes]:
    return {name: Path(path).read_bytes() for name, path in paths.items()}


def _keep(path: Path, text: str) -> None:
    """The report, for whoever ran the command alone."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.fchmod(handle, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
