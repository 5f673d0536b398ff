"""Every setting of an installation, read once from the environment (`EJ_…`) and then frozen."""

import os
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator can decide. `ejustice settings` prints this list with the values in force."""

    model_config = SettingsConfigDict(
        env_prefix="EJ_",
        frozen=True,
        extra="ignore",
        secrets_dir=os.environ.get("CREDENTIALS_DIRECTORY"),  # files such as ej_turn_secret: systemd, containers
    )

    production: bool = Field(False, description="Refuse demo data, default secrets and plain http.")
    data_dir: Path = Field(Path("./var"), description="Where the embedded database, files and demo mail live.")
    host: str = Field("127.0.0.1", description="The address the pages bind to.")
    port: int = Field(8000, description="The port the pages bind to.")
    public_url: str = Field("", description="What people type; https outside loopback. Empty: localhost and port.")
    database_url: str = Field("", description="`sqlite+aiosqlite:` or `postgresql+asyncpg:`; empty: in data_dir.")
    database_owner_url: str = Field(
        "",
        description="PostgreSQL: the role that owns the tables and migrates them; empty: that of database_url. With"
        " it the service works as one that owns nothing, behind row-level security.",
    )
    storage_url: str = Field("", description="`file:` folder of the encrypted documents; empty: in data_dir.")
    delivery_url: str = Field(
        "",
        description="Notices: `file:` folder, `smtp://user:password@host:587` or `smtps:`; empty: in data_dir.",
    )
    bus_url: str = Field(
        "memory:", description="What several page processes share, such as counts of wrong tries: `memory:`, `redis:`."
    )
    media_address: str = Field("127.0.0.1", description="The address browsers are told to send media to.")
    media_bind: str = Field("", description="The address media sockets bind to; empty: same as media_address.")
    media_ports: str = Field("40000-40199", description="UDP ports for media, two for each person.")
    turn_url: str = Field("", description="`turn:host:port`, given to browsers; needed for relay-only.")
    turn_secret: str = Field("", description="Shared secret of the TURN server (RFC 8489 long-term, REST form).")
    turn_relays: str = Field("", description="Addresses the relays send from, comma-separated.")
    identity_providers_inside: bool = Field(
        False, description="Identity providers may be inside this network, or on this machine with plain http."
    )
    key_file: Path | None = Field(None, description="Key file, 0600, outside data_dir in production.")
    root_key: str = Field(
        "", description="Where the root key is: empty (in the key file), `file:`, `env:NAME` or a PKCS#11 URI."
    )
    order_certificate: Path | None = Field(
        None,
        description="PEM file with the certificate of the key that seals orders, then those above it. Without one"
        " orders are marked as a test, and none can be signed in production.",
    )
    log_witnesses: str = Field(
        "",
        description="Who may cosign the log: C2SP witness keys, comma-separated, each with the address that takes"
        " checkpoints after a space where there is one.",
    )
    upload_limit: int = Field(200_000_000, description="Largest document, bytes.")
    leave_url: str = Field("", description='Where "Leave this page" leads: an everyday site of the country.')
    second_factor: Literal["required", "optional"] = Field(
        "required", description="Whether staff and counsel need two factors; `optional` is for demos and tests."
    )
    language: str = Field("en", description="Language used when the reader asks for none we have.")

    @model_validator(mode="before")
    @classmethod
    def _local_address(cls, given: dict[str, Any]) -> dict[str, Any]:
        return (
            given if given.get("public_url") else {**given, "public_url": f"http://localhost:{given.get('port', 8000)}"}
        )

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir.resolve()}/ejustice.db"

    @property
    def database_owner(self) -> str:
        return self.database_owner_url or self.database

    @property
    def database_role(self) -> str:
        """The role that the service works as, where another one owns the tables; otherwise empty."""
        return unquote(urlsplit(self.database).username or "") if self.database_owner_url else ""

    @property
    def storage(self) -> str:
        return self.storage_url or f"file:{self.data_dir.resolve()}/blobs"

    @property
    def delivery(self) -> str:
        return self.delivery_url or f"file:{self.data_dir.resolve()}/mail"

    @property
    def key_ring(self) -> Path:
        return self.key_file or self.data_dir.resolve() / "keys" / "root.json"

    def shown(self) -> list[tuple[str, str, str]]:
        """(name, value in force, what it decides) of each; secrets are not in it, only that they are set."""
        return [
            (f"EJ_{name.upper()}", _without_secrets(name, str(getattr(self, name))), field.description or "")
            for name, field in type(self).model_fields.items()
        ]


def _without_secrets(name: str, value: str) -> str:
    """The value as an operator may paste it into a letter: neither the relay's secret nor a password in an address."""
    named = name == "root_key" and value.startswith(("file:", "env:", "pkcs11:"))
    if name in ("turn_secret", "root_key") and value and not named:
        return "(set)"
    value = re.sub(r"(?<=://)([^/@:]*):.*@", r"\1:(set)@", value)
    return re.sub(r"(?<=[?&])([\w-]*(?:password|secret|token|pin-value)[\w-]*)=[^&]*", r"\1=(set)", value)
