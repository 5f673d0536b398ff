"""Production asks for two factors, and says so."""

from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring import Misconfigured, check


def _settings(**more: str) -> Settings:
    return Settings(
        production=True,
        data_dir=Path("/srv/data"),
        key_file=Path("/srv/keys/root.json"),
        public_url="https://court.example",
        turn_url="turn:relay.example:3478",
        turn_secret="a secret of the relay",
        **more,  # type: ignore[arg-type]
    )


def test_production_refuses_a_password_alone_for_staff() -> None:
    check(_settings())
    with pytest.raises(Misconfigured, match="EJ_SECOND_FACTOR"):
        check(_settings(second_factor="optional"))


def test_nothing_said_means_required() -> None:
    assert Settings().second_factor == "required"
