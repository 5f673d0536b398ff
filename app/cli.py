"""The operator's commands; `ejustice --help` lists them."""

import argparse
import asyncio
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import uvicorn

from app.operator import arguments as arguments_of_keys
from app.settings import Settings


class Server(uvicorn.Server):
    """Says when it is ready, once, in words a script can wait for."""

    address = ""
    line: AsyncExitStack

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            await self._take_orders()
            print(f"ready {self.address}", flush=True)

    async def _take_orders(self) -> None:
        """Let the operator's commands be done by this process."""
        from app.operator.line import listening
        from app.operator.work import WORK

        services = self.config.app.state.services  # type: ignore[union-attr]
        line = listening(services.settings, services.database, services.clock, WORK)
        await self.line.enter_async_context(line)

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await self.line.aclose()
        await super().shutdown(sockets)  # type: ignore[arg-type]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; every problem an operator can mend ends with a sentence, not a traceback."""
    parser = argparse.ArgumentParser(prog="ejustice", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="start with a demo court, in the foreground")
    demo.add_argument("--reset", action="store_true", help="forget the demo data first")
    commands.add_parser("serve", help="start the server")
    verify = commands.add_parser("verify-audit", help="confirm the log, entry by entry")
    verify.add_argument("--checkpoint", type=Path, help="a checkpoint file kept outside the court")
    keep = commands.add_parser("checkpoint", help="write the newest signed checkpoint, to be kept outside")
    keep.add_argument("file", type=Path)
    first = commands.add_parser("first-administrator", help="begin an installation: print a link to set up an account")
    first.add_argument("--name", required=True)
    first.add_argument("--email", required=True)
    first.add_argument("--language", default="en")
    arguments_of_keys.add_commands(commands)
    commands.add_parser("settings", help="list every setting with the value in force")
    chosen = parser.parse_args(arguments)
    sys.exit(_COMMANDS[chosen.command](chosen, Settings()))


def _serve(_chosen: argparse.Namespace, settings: Settings) -> int:
    from app.main import create_app  # cold import of the stack takes seconds; `--help` must not wait for it
    from app.wiring import Misconfigured, check

    try:
        check(settings)
    except Misconfigured as reason:
        print(f"not started: {reason}", file=sys.stderr)
        return 2
    config = uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        ws_max_size=256 * 1024,
        timeout_graceful_shutdown=3,
    )
    server = Server(config)
    server.line = AsyncExitStack()
    server.address = settings.public_url
    with suppress(KeyboardInterrupt):  # uvicorn repeats the signal after its orderly stop
        server.run()
    return 0 if server.started else 3


def _demo(chosen: argparse.Namespace, settings: Settings) -> int:
    from app import demo, supervisor

    if settings.production:
        print("not started: the demo court has no place in production (EJ_PRODUCTION is set)", file=sys.stderr)
        return 2
    if chosen.reset:
        shutil.rmtree(settings.data_dir, ignore_errors=True)
    os.environ.setdefault("EJ_SECOND_FACTOR", "optional")  # so that its published passwords open it
    asyncio.run(demo.prepare(settings))
    demo.announce(settings)
    return supervisor.run(["serve"])


def _verify(chosen: argparse.Namespace, settings: Settings) -> int:
    from app.operator.log import verify_log

    return asyncio.run(verify_log(settings, chosen.checkpoint))


def _checkpoint(chosen: argparse.Namespace, settings: Settings) -> int:
    from app.operator.log import keep_checkpoint

    return asyncio.run(keep_checkpoint(settings, chosen.file))


def _first_administrator(chosen: argparse.Namespace, settings: Settings) -> int:
    from app.operator.people import first_administrator

    return asyncio.run(first_administrator(settings, chosen.name, chosen.email, chosen.language))


def _settings(_chosen: argparse.Namespace, settings: Settings) -> int:
    for name, value, meaning in settings.shown():
        print(f"{name}={value}\n    {meaning}")
    return 0


_COMMANDS = {
    "demo": _demo,
    "serve": _serve,
    "verify-audit": _verify,
    "checkpoint": _checkpoint,
    "first-administrator": _first_administrator,
    "settings": _settings,
    **arguments_of_keys.COMMANDS,
}

if __name__ == "__main__":
    main()
