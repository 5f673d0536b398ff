"""The demo mail folder: each message is one `.eml` file that any mail program opens."""

import asyncio
import os
import secrets
from pathlib import Path

from app.delivery.mime import to_mail
from app.delivery.port import Message


class FolderDelivery:
    """`Delivery` into a folder; sending the same message again leaves the same file."""

    def __init__(self, folder: Path, sender: str, domain: str) -> None:
        self._folder, self._sender, self._domain = folder, sender, domain

    async def send(self, message: Message) -> None:
        mail = to_mail(message, self._sender, self._domain)
        await asyncio.to_thread(self._write, f"{message.event_id}.eml", mail.as_bytes())

    def _write(self, name: str, data: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._folder / f".{name}.{secrets.token_hex(8)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, self._folder / name)
