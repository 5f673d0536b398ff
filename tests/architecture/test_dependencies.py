"""What we depend on is pinned by hash, comes from nowhere in particular, and earns its place in writing."""

import json
import re

import pytest

from tests.architecture.source import ROOT

LOCKS = ["requirements.lock", "requirements-dev.lock"]
REASONS = (ROOT / "docs/decisions/dependencies.md").read_text()


def named_in(file: str) -> list[str]:
    """The packages asked for by a requirements file, without extras."""
    lines = (ROOT / file).read_text().splitlines()
    return [re.split(r"[\[=<>;\s]", line)[0].lower() for line in lines if re.match(r"[a-zA-Z]", line)]


@pytest.mark.parametrize("file", ["requirements.in", "requirements-dev.in"])
def test_every_dependency_says_what_it_earns_and_its_licence(file: str) -> None:
    argued = {name.lower() for name in re.findall(r"^\| `([\w.-]+)` \|[^|]+\|[^|]+\|", REASONS, re.MULTILINE)}
    assert set(named_in(file)) - argued == set()


@pytest.mark.parametrize("file", LOCKS)
def test_every_pinned_version_has_its_hashes(file: str) -> None:
    text = (ROOT / file).read_text()
    pinned = re.findall(r"^[\w.-]+==[^\n]*\\\n((?:\s+--hash=sha256:[0-9a-f]{64}[^\n]*\n?)*)", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^\S+==", text, re.MULTILINE)) > 20
    assert all(pinned)


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_file_names_no_host(file: str) -> None:
    assert re.search(r"https?://|--(extra-)?index-url|--find-links|--trusted-host", (ROOT / file).read_text()) is None


def test_the_identity_provider_of_the_tests_is_pinned_by_hash_and_comes_from_nowhere_in_particular() -> None:
    text = (ROOT / "tests/oidc_provider/package-lock.json").read_text()
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert len(packages) > 20
    assert [name for name, one in packages.items() if not one.get("integrity", "").startswith("sha512-")] == []
    assert "resolved" not in text
    assert "omit-lockfile-registry-resolved=true" in (ROOT / "tests/oidc_provider/.npmrc").read_text()


def test_everything_asked_for_is_pinned() -> None:
    assert set(named_in("requirements.in")) <= set(named_in("requirements.lock"))
    assert set(named_in("requirements-dev.in")) <= set(named_in("requirements-dev.lock"))
