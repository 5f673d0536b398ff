"""What comes in about notes beside the record."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from app.cases.terms.notes import NoteKind


class WriteNote(BaseModel):
    """A note about a case. `caller`: for a telephone call, who called."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [{"kind": "telephone", "caller": "The school", "words": "Asked when the hearing is."}]
        },
    )
    kind: NoteKind
    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
    caller: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
