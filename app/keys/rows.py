"""Rows when keys change: wrapped anew under a new version, emptied when no key opens them any more."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, func, literal, or_, select, text
from sqlmodel import SQLModel

from app.db.database import Database, UnitOfWork
from app.db.sealed import Change, SealedColumn, rewrite, sealed_columns
from app.kernel.errors import N_, Conflict
from app.keys.port import Keys, Purpose

_ROW = b"row"
Say = Callable[[str], None]


class RowsStillUnderOldKeys(Conflict):
    code = "rows-still-under-old-keys"
    title = N_("Some rows are still under the earlier key.")
    hint = N_("Run the same command again; it continues where it stopped.")


async def rewrap_rows(database: Database, keys: Keys, purpose: Purpose, say: Say) -> int:
    """Put every row of `purpose` under its newest version; how many changed. May be stopped and begun again."""
    newest, changed = _newest(keys, purpose), 0
    for sealed in _columns(purpose):
        count = await rewrite(database, sealed, _rewrapped(keys, purpose, sealed, newest), ~_current(sealed, newest))
        say(f"{sealed}: {count}")
        changed += count
    return changed


async def forget_old(database: Database, keys: Keys, purpose: Purpose) -> None:
    """Destroy the earlier versions of a purpose, once no row needs one; raises RowsStillUnderOldKeys.

    Writers wait meanwhile, so that none can add a row under a version that is about to go.
    """
    newest = _newest(keys, purpose)
    async with database.begin() as uow:
        for sealed in _columns(purpose):
            if database.is_postgres:
                await uow.execute(text(f"LOCK TABLE {sealed.table.name} IN SHARE MODE"))
            if await _left(uow, sealed, newest):
                raise RowsStillUnderOldKeys()
        keys.forget_old(purpose)


async def sweep(database: Database, keys: Keys, case_ids: list[Any] | None = None) -> int:
    """Empty every field that no key opens any more, of some cases or of all rows; how many."""
    blank = keys.cipher(Purpose.IDENTITY).seal(b"")
    return sum(
        [
            await rewrite(database, sealed, _swept(keys, sealed, blank), _of_cases(sealed, case_ids))
            for sealed in sealed_columns()
            if case_ids is None or "case_id" in sealed.table.columns or sealed.table.name in _BY_DOCUMENT
        ]
    )


_BY_DOCUMENT = frozenset({"renditions"})


def _of_cases(sealed: SealedColumn, case_ids: list[Any] | None) -> ColumnElement[bool] | None:
    if case_ids is None:
        return None
    if sealed.table.name not in _BY_DOCUMENT:
        return sealed.table.columns["case_id"].in_(case_ids)
    documents = SQLModel.metadata.tables["documents"]
    of_cases = select(documents.c.id).where(documents.c.case_id.in_(case_ids))
    return sealed.table.columns["document_id"].in_(of_cases)


def _columns(purpose: Purpose) -> list[SealedColumn]:
    return [sealed for sealed in sealed_columns() if _purpose(sealed) is purpose]


def _purpose(sealed: SealedColumn) -> Purpose:
    return Purpose.IDENTITY if sealed.words else Purpose.COURT


def _rewrapped(keys: Keys, purpose: Purpose, sealed: SealedColumn, newest: int) -> Change:
    def change(raw: bytes, context: bytes) -> bytes | None:
        if not raw or int.from_bytes(raw[:2]) == newest:
            return raw
        return keys.rewrap(purpose, raw, _ROW if sealed.words else context)

    return change


def _swept(keys: Keys, sealed: SealedColumn, blank: bytes) -> Change:
    gone: bytes | None = b"" if not sealed.words else None if sealed.column.nullable else blank

    def change(raw: bytes, _context: bytes) -> bytes | None:
        return raw if not raw or keys.stands(_purpose(sealed), raw) else gone

    return change


async def _left(uow: UnitOfWork, sealed: SealedColumn, newest: int) -> bool:
    return await uow.first(select(sealed.key).where(sealed.column.is_not(None), ~_current(sealed, newest))) is not None


def _current(sealed: SealedColumn, newest: int) -> ColumnElement[bool]:
    """Whether a value is under the newest version, or empty."""
    return or_(func.substr(sealed.raw, 1, 2) == literal(newest.to_bytes(2)), func.length(sealed.raw) == 0)


def _newest(keys: Keys, purpose: Purpose) -> int:
    return max(keys.versions(purpose))
