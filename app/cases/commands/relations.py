"""What comes in from a judge about people they are related to."""

from pydantic import BaseModel, ConfigDict, Field


class DeclareRelation(BaseModel):
    """Somebody the judge is related to, by the name they bear."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, json_schema_extra={"examples": [{"name": "Petra Lind"}]}
    )
    name: str = Field(min_length=2, max_length=200)
