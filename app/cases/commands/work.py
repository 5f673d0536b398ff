"""What comes in to take, give back and give work of the court office: one thing or several, all or none."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.cases.terms.work import WorkKind

_ID = "01963c5e-7d2f-7000-8000-000000000001"


def _like(*examples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": list(examples)})


class TaskRef(BaseModel):
    """One thing that waits, as the list names it."""

    model_config = _like({"kind": "filing", "id": _ID})
    kind: WorkKind
    id: UUID


class SeenTask(TaskRef):
    """The same, and with whom the list showed it (`held_by`); null where nobody had it."""

    model_config = _like({"kind": "filing", "id": _ID, "held_by": None})
    held_by: UUID | None = None


class ChooseWork(BaseModel):
    """What is taken or given back."""

    model_config = _like({"tasks": [{"kind": "filing", "id": _ID}]})
    tasks: tuple[TaskRef, ...] = Field(min_length=1, max_length=100)


class GiveWork(BaseModel):
    """What is given, to which clerk of the same court (`to`)."""

    model_config = _like({"tasks": [{"kind": "filing", "id": _ID, "held_by": None}], "to": _ID})
    tasks: tuple[SeenTask, ...] = Field(min_length=1, max_length=100)
    to: UUID
