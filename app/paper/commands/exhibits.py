"""What comes in about exhibits."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.paper.terms import ExhibitAct

_LINE = StringConstraints(strip_whitespace=True, max_length=120)
Description = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500)]
Shelf = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Moved = Literal[ExhibitAct.shelve, ExhibitAct.lend, ExhibitAct.take_back, ExhibitAct.give_up, ExhibitAct.destroy]


def _config(*examples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": list(examples)})


class ReceiveExhibit(BaseModel):
    """A thing that was brought in. `contraband`: what nobody may own; `from_whom`: who brought it."""

    model_config = _config({"description": "A grey suitcase, locked", "shelf": "B 12", "fragile": True})
    description: Description
    shelf: Shelf
    contraband: bool = False
    fragile: bool = False
    from_whom: Annotated[str, _LINE] = ""


class MoveExhibit(BaseModel):
    """One move. `version`: that of the exhibit as it was last seen."""

    model_config = _config(
        {"act": "lend", "to": "Forensic institute", "order_ref": "Order of 3 December", "version": 1}
    )
    act: Moved
    shelf: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] = ""
    to: Annotated[str, _LINE] = ""
    order_ref: Annotated[str, _LINE] = ""
    version: int = Field(ge=1)
