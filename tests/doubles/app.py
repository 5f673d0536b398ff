"""The real application in this process: everything `wiring.build` makes, behind an HTTP client that needs no socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI

from app import wiring
from app.edge.services import Services
from app.kernel.clock import Clock
from app.main import create_app
from app.settings import Settings

URL = "http://localhost:8000"
HTTPS_URL = "https://court.example"


@dataclass(frozen=True, slots=True)
class RunningApp:
    """One installation. Every client is a browser of its own: it keeps its cookies and nobody else's."""

    services: Services
    web: FastAPI

    def client(self, address: str = "192.0.2.10", base_url: str = "", **headers: str) -> httpx.AsyncClient:
        """A browser at `address`, showing the pages of this court; `headers` go with every request."""
        transport = httpx.ASGITransport(self.web, client=(address, 50_000), raise_app_exceptions=False)
        base = base_url or self.services.settings.public_url
        return httpx.AsyncClient(transport=transport, base_url=base, headers={"origin": base, **headers})


@asynccontextmanager
async def running_app(
    folder: Path, *, database_url: str = "", clock: Clock | None = None, public_url: str = URL, **settings: str
) -> AsyncIterator[RunningApp]:
    """Start one under `folder`, on SQLite there or on the database named; leaving stops every part of it."""
    settings = {"second_factor": "optional", **settings}  # people of tests sign in with a password alone
    made = Settings(data_dir=folder, database_url=database_url, public_url=public_url, **settings)  # type: ignore[arg-type]
    async with wiring.build(made, clock) as services:
        yield RunningApp(services, create_app(services=services))
