"""What the operator's commands on keys do: list, rotate, wrap anew, destroy."""

from app.audit.events import KeyChanged
from app.audit.log import append
from app.cases.commands.erasing import Erase, Scope
from app.keys.port import Purpose
from app.keys.rows import forget_old, rewrap_rows
from app.operator.line import Given, Say
from app.wiring import BackOffice
from app.wiring.keyring import open_root

ROOT = "root"
_IN_ROWS = (Purpose.COURT, Purpose.IDENTITY)
_KEEP_OLD = (Purpose.LOG, Purpose.COPIES, Purpose.RECEIPTS, Purpose.BACKUP)
COPY = (
    "The key file has changed. Put a new copy in the safe now, and destroy the older copies: together with an older "
    "backup they open what was erased since."
)


async def list_keys(office: BackOffice, _given: Given, say: Say) -> int:
    """Say where the root is, which versions of each key there are, and how many were destroyed by name."""
    keys = office.keys
    say(f"root      in {keys.root_source()}; the key file has changed {keys.serial() - 1} times")
    for purpose in Purpose:
        versions = keys.versions(purpose)
        words = [f"{number}" + (f" since {at:%Y-%m-%d %H:%M} UTC" if at else "") for number, at in versions.items()]
        say(f"{purpose.value:9} {', '.join(words) or 'destroyed'}")
    say(f"destroyed by name: {len(keys.erased())}")
    return 0


async def rotate(office: BackOffice, given: Given, say: Say) -> int:
    """Begin a new version of a key; what is stored is put under it, and old signatures still verify."""
    if given["purpose"] == ROOT:
        return await _rotate_root(office, given, say)
    purpose = Purpose(given["purpose"])
    version = office.keys.rotate(purpose, office.clock.now())
    await _record(office, purpose, version, older_destroyed=False)
    say(f"{purpose.value}: version {version} is in use.")
    if purpose in _IN_ROWS:
        return await rewrap(office, given, say)
    if given.get("forget_old"):
        await _forget(office, purpose, say)
    say(COPY)
    return 0


async def rewrap(office: BackOffice, given: Given, say: Say) -> int:
    """Put everything stored under the newest keys; goes on where it was stopped.

    The old keys stay for the backups that were made under them, unless they are to be forgotten.
    """
    for purpose in _IN_ROWS:
        if len(office.keys.versions(purpose)) < 2:
            continue
        await rewrap_rows(office.database, office.keys, purpose, say)
        if purpose is Purpose.COURT:
            await office.storage.rewrap_uploads()
        say(f"{purpose.value}: everything is under the newest version.")
        if given.get("forget_old"):
            await forget_old(office.database, office.keys, purpose)
            await _record(office, purpose, max(office.keys.versions(purpose)), older_destroyed=True)
            say("The older versions are destroyed, and with them every backup made before: make a new one now.")
    say(COPY)
    return 0


async def reach(office: BackOffice, given: Given, say: Say) -> int:
    """Say what an erasure would reach."""
    scope = await office.erasures.reach(Erase.parse(given["what"], given["order"]))
    say(_words(scope))
    return 0


async def destroy(office: BackOffice, given: Given, say: Say) -> int:
    """Erase what a name stands for, for good, and say so when it is done."""
    scope = await office.erasures.erase(Erase.parse(given["what"], given["order"]), by=None)
    await office.erasures.destroy(scope.keys)
    say(f"Erased: {_words(scope)}")
    say(COPY)
    return 0


async def _rotate_root(office: BackOffice, given: Given, say: Say) -> int:
    if "to" in given:
        office.keys.move_root(open_root(given["to"]))
        say(
            f"Start the service with EJ_ROOT_KEY={given['to']}"
            if given["to"]
            else "Start the service without EJ_ROOT_KEY."
        )
    else:
        office.keys.renew_root()
        say(f"A new root key is in {office.keys.root_source()}; all keys are sealed under it.")
    say(COPY)
    return 0


async def _forget(office: BackOffice, purpose: Purpose, say: Say) -> None:
    if purpose in _KEEP_OLD:
        say("The older versions stay: what they signed or sealed must be read later.")
        return
    office.keys.forget_old(purpose)
    await _record(office, purpose, max(office.keys.versions(purpose)), older_destroyed=True)
    say("The older versions are destroyed; tokens signed with them end now.")


async def _record(office: BackOffice, purpose: Purpose, version: int, *, older_destroyed: bool) -> None:
    event = KeyChanged(purpose=purpose.value, version=version, older_destroyed=older_destroyed)
    async with office.database.begin() as uow:
        await append(uow, event, by=None, at=office.clock.now())


def _words(scope: Scope) -> str:
    names = ", ".join(scope.keys)
    return f"{len(scope.documents)} documents of {len(scope.cases)} cases, with all their versions ({names})."
