"""An operator can show the settings to anybody: no secret is among them."""

import pytest

from app.cli import main

SECRET = "hunter-zwei"
SECRETS = {
    "EJ_DATABASE_URL": f"postgresql+asyncpg://court:{SECRET}@db.example/court",
    "EJ_DELIVERY_URL": f"smtp://court:{SECRET}@mail.example:587",
    "EJ_TURN_SECRET": SECRET,
}


def _shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], **settings: str) -> str:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        main(["settings"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_shown_to_be_set_and_no_more(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = _shown(monkeypatch, capsys, **{name: SECRETS[name]})
    assert SECRET not in shown
    assert f"{name}=" in shown
    assert "(set)" in shown


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+asyncpg://court:{SECRET}@part@db.example/court",
        f"postgresql+asyncpg://court:{SECRET}/part@db.example/court",
        f"postgresql+asyncpg:///court?user=court&password={SECRET}&host=/run",
        f"postgresql+asyncpg://:{SECRET}@db.example/court",
    ],
)
def test_however_a_password_is_written_into_an_address(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert SECRET not in _shown(monkeypatch, capsys, EJ_DATABASE_URL=url)


def test_what_is_no_secret_is_shown_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = "postgresql+asyncpg://court@db.example/court?host=/run"
    shown = _shown(monkeypatch, capsys, EJ_DATABASE_URL=plain, EJ_PUBLIC_URL="https://court.example")
    assert f"EJ_DATABASE_URL={plain}" in shown
    assert "EJ_PUBLIC_URL=https://court.example" in shown
