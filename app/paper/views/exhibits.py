"""Exhibits as the court reads them."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.cases.views import CaseView


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class ExhibitLine(_View):
    """One thing kept in a case. `code`: what its barcode says."""

    id: UUID
    case_id: UUID
    number: int
    code: str
    description: str
    contraband: bool
    fragile: bool
    state: str
    shelf: str


class MoveView(_View):
    """One link of the chain of custody. `to`: into whose hands it went."""

    sequence: int
    act: str
    at: datetime
    shelf: str
    to: str
    order_ref: str | None


class ExhibitView(ExhibitLine):
    """A thing with its whole chain of custody, and whether this viewer keeps it."""

    case: CaseView
    version: int
    moves: list[MoveView]
    keeps: bool
    open_acts: list[str]


class ExhibitList(_View):
    """The exhibits of a case in order of their numbers, and whether this viewer can enter another."""

    case: CaseView
    exhibits: list[ExhibitLine]
    keeps: bool
