"""Which adapter stands behind each port, as the settings have it."""

from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.delivery.folder import FolderDelivery
from app.delivery.port import Delivery
from app.delivery.smtp import Security, SmtpDelivery, SmtpServer
from app.keys.port import Keys, Purpose
from app.media.embedded.engine import EmbeddedEngine
from app.media.port import MediaEngine
from app.pdf.sandboxed import JOBS, SandboxedPdfTools
from app.sandbox.forked import ForkedSandbox
from app.settings import Settings
from app.storage.disk import DiskStorage


def media_engine(settings: Settings) -> MediaEngine:
    """The forwarding server of this machine, on the addresses and ports of the settings."""
    first, _, last = settings.media_ports.partition("-")
    relays = frozenset(address.strip() for address in settings.turn_relays.split(",") if address.strip())
    bind = settings.media_bind or settings.media_address
    return EmbeddedEngine(settings.media_address, bind, range(int(first), int(last or first) + 1), relays)


def pdf_tools(stack: AsyncExitStack) -> SandboxedPdfTools:
    """What opens PDFs, in the sandbox; it ends with `stack`."""
    sandbox = ForkedSandbox([JOBS])
    stack.callback(sandbox.close)
    return SandboxedPdfTools(sandbox)


def storage_of(settings: Settings, keys: Keys) -> DiskStorage:
    """Where files are kept, encrypted."""
    return DiskStorage(Path(settings.storage.removeprefix("file:")), keys.domain(Purpose.COURT))


def delivery_of(settings: Settings) -> Delivery:
    """How letters leave: into a folder, or through a mail server."""
    host = urlsplit(settings.public_url).hostname or "localhost"
    address = urlsplit(settings.delivery)
    sender = f"no-reply@{host}"
    if address.scheme == "file":
        return FolderDelivery(Path(settings.delivery.removeprefix("file:")), sender, host)
    security: Security = (
        "tls" if address.scheme == "smtps" else "none" if address.query == "security=none" else "starttls"
    )
    port = address.port or (465 if security == "tls" else 587)
    user, password = (unquote(text) if text else None for text in (address.username, address.password))
    return SmtpDelivery(SmtpServer(address.hostname or "localhost", port, security, user, password), sender, host)
