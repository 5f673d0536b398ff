"""Private keys live in `app/keys`; everybody else asks it to sign, wrap or unwrap."""

from tests.architecture.source import modules

ELSEWHERE = {"app/storage/age.py": "makes a key for one file and forgets it"}
WAYS = ("PrivateKey", "load_pem_private_key", "load_der_private_key", "load_ssh_private_key", "generate_private_key")


def test_nobody_outside_the_keys_package_holds_a_private_key() -> None:
    holders = {module.path for module in modules() for name in module.imports() if name.endswith(WAYS)}
    assert {path for path in holders if not path.startswith("app/keys/")} == set(ELSEWHERE)
    assert any(path.startswith("app/keys/") for path in holders)
