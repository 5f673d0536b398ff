"""The list of those who may open a protected value; it grows only by a decision."""

from tests.architecture.source import modules

OPENERS = {
    "app/auth/rules/good_passwords.py": "keeps a person's own name and address out of their password",
    "app/auth/rules/totp.py": "computes codes from the secret, and shows it once to its owner",
    "app/db/types.py": "encrypts it for the row",
    "app/delivery/mime.py": "writes the address on the letter",
    "app/oidc/client.py": "sends the client's secret to its provider",
    "app/protection/labels.py": "decides what this viewer may read",
}


def test_a_protected_value_is_opened_only_by_those_on_the_list() -> None:
    found = {module.path for module in modules() if "app.kernel.protected.open_protected" in set(module.imports())}
    assert found <= set(OPENERS), "ask app.protection.labels instead"


def test_nobody_reaches_around_the_wrapper() -> None:
    # `._value` of anything but self would open it without being on the list
    inside = [module.path for module in modules() if ".kernel.protected" in module.text and "._value" in module.text]
    assert inside == []
