"""How the operator's commands on keys, backups and old systems are written, and their way to the server."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.settings import Settings

Command = Callable[[argparse.Namespace, Settings], int]
PURPOSES = ("root", "log", "copies", "tokens", "receipts", "court", "identity", "backup")


def add_commands(commands: Any) -> None:
    """Add `keys`, `backup`, `restore`, `import` and `drill` to a parser's commands."""
    keys = commands.add_parser("keys", help="list, rotate or destroy keys").add_subparsers(dest="act", required=True)
    keys.add_parser("list", help="every key with its versions, and where the root key is")
    rotate = keys.add_parser("rotate", help="begin a new version of a key")
    rotate.add_argument("purpose", choices=PURPOSES)
    rotate.add_argument("--to", metavar="SOURCE", help="for root: file:/path, env:NAME, pkcs11:… or nothing (key file)")
    _forget(rotate)
    _forget(keys.add_parser("rewrap", help="put everything stored under the newest keys; goes on where it stopped"))
    destroy = keys.add_parser(
        "destroy", help="erase for good: document:ID, case:NUMBER, class:NAME, year:2019, court:ID"
    )
    destroy.add_argument("what")
    destroy.add_argument("--order", required=True, help="the reference of the order or rule; it stands in the log")
    destroy.add_argument("--yes", action="store_true", help="do not ask")
    backup = commands.add_parser("backup", help="add a backup of the running court to a folder")
    backup.add_argument("folder", type=Path)
    backup.add_argument("--keep", type=int, metavar="N", help="let go of all but the newest N")
    restore = commands.add_parser("restore", help="put a backup back into an empty place")
    restore.add_argument("folder", type=Path)
    restore.add_argument(
        "--checkpoint", type=Path, help="a checkpoint kept outside: tells how much came after the backup"
    )
    _add_import(commands)
    drill = commands.add_parser("drill", help="try a backup out in a scratch place, and leave nothing")
    drill.add_argument("folder", type=Path)


def _add_import(commands: Any) -> None:
    bring = commands.add_parser("import", help="bring cases over from an old system; goes on where it stopped")
    bring.add_argument("file", type=Path, help="cases as CSV, or everything as JSON (a name that ends in .json)")
    bring.add_argument("--people", type=Path, help="CSV of the people of these cases")
    bring.add_argument("--entries", type=Path, help="CSV of the lines of their dockets")
    bring.add_argument("--court", required=True, help="name or id of the court they go to")
    bring.add_argument("--by", required=True, metavar="ADDRESS", help="account of whoever answers for it")
    bring.add_argument("--source", required=True, help="what the old system is called")
    bring.add_argument("--series", default="OLD", help="letters of their new numbers, of no kind of case")
    bring.add_argument("--report", type=Path, help="CSV of everything found and every number given")
    bring.add_argument("--dry-run", action="store_true", help="change nothing, and say what would be")


def _forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--forget-old", action="store_true", help="destroy the older versions")


def run_keys(chosen: argparse.Namespace, settings: Settings) -> int:
    """`ejustice keys …`"""
    if chosen.act == "destroy":
        return _destroy(chosen, settings)
    given = {}
    if chosen.act == "rotate":
        given = {"purpose": chosen.purpose} | ({} if chosen.to is None else {"to": chosen.to})
        if chosen.to is not None and _is_running(settings):
            print("Stop the service first: it was started with the root key where it is now.", file=sys.stderr)
            return 1
    if getattr(chosen, "forget_old", False):
        given["forget_old"] = "yes"
    return _order(settings, f"keys {chosen.act}", given)


def run_backup(chosen: argparse.Namespace, settings: Settings) -> int:
    """`ejustice backup FOLDER`"""
    given = {"folder": str(chosen.folder.resolve())} | ({} if chosen.keep is None else {"keep": str(chosen.keep)})
    return _order(settings, "backup", given)


def run_restore(chosen: argparse.Namespace, settings: Settings) -> int:
    """`ejustice restore FOLDER`"""
    from app.kernel.clock import SystemClock
    from app.operator.backup.restore import restore

    if _is_running(settings):
        print("The service is running here. Stop it, and restore into an empty place.", file=sys.stderr)
        return 1
    return _told(restore(settings, SystemClock(), chosen.folder, _say, kept=chosen.checkpoint))


def run_import(chosen: argparse.Namespace, settings: Settings) -> int:
    """`ejustice import FILE`"""
    given = {"court": chosen.court, "by": chosen.by, "source": chosen.source, "series": chosen.series}
    files = {"json" if chosen.file.suffix.lower() == ".json" else "cases": chosen.file}
    files |= {"people": chosen.people, "entries": chosen.entries, "report": chosen.report}
    given |= {name: str(path.resolve()) for name, path in files.items() if path is not None}
    return _order(settings, "import", given | ({"dry_run": "yes"} if chosen.dry_run else {}))


def run_drill(chosen: argparse.Namespace, settings: Settings) -> int:
    """`ejustice drill FOLDER`"""
    from app.operator.backup.drill import drill

    return _told(drill(settings, chosen.folder, _say))


def _destroy(chosen: argparse.Namespace, settings: Settings) -> int:
    given = {"what": chosen.what, "order": chosen.order}
    if not chosen.yes:
        if code := _order(settings, "keys reach", given):
            return code
        print(
            "This cannot be taken back, not from a backup either. Type the name again to erase it: ", end="", flush=True
        )
        if sys.stdin.readline().strip() != chosen.what:
            print("Nothing was erased.")
            return 1
    return _order(settings, "keys destroy", given)


def _is_running(settings: Settings) -> bool:
    from app.operator.line import is_taken

    return is_taken(settings)


def _order(settings: Settings, name: str, given: dict[str, str]) -> int:
    from app.operator.line import order
    from app.operator.work import WORK

    return _told(order(settings, name, given, WORK, _say))


def _told(work: Any) -> int:
    """Run it; what an operator can mend ends with a sentence, not a traceback."""
    from app.db.backup import DatabaseNotCopied
    from app.db.migrate import DatabaseIsNewer
    from app.kernel.errors import Refusal
    from app.keys.roots import KeysUnusable
    from app.operator.backup.manifest import BackupUnusable

    try:
        return int(asyncio.run(work))
    except (BackupUnusable, DatabaseNotCopied, DatabaseIsNewer, KeysUnusable) as reason:
        print(reason, file=sys.stderr)
    except Refusal as refused:
        print(refused.title, refused.hint, file=sys.stderr)
    except OSError as reason:
        print(f"It could not be done: {reason}. Run it again; it goes on where it stopped.", file=sys.stderr)
    return 1


def _say(words: str) -> None:
    print(words, flush=True)


COMMANDS: dict[str, Command] = {
    "keys": run_keys,
    "backup": run_backup,
    "restore": run_restore,
    "drill": run_drill,
    "import": run_import,
}
