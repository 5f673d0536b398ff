"""What comes in about templates and orders."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from app.cases.terms import Level
from app.orders.terms import LONGEST_TITLE, LONGEST_VALUE, LONGEST_WORDS, MOST_FREE_FIELDS, Outcome, TemplateKind

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE)]
Value = Annotated[str, StringConstraints(max_length=LONGEST_VALUE)]


def _like(**example: JsonValue) -> ConfigDict:
    """The example that the description of the API shows; everything else is inherited."""
    return ConfigDict(json_schema_extra={"examples": [example]})


class _Command(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FreeField(_Command):
    """A field that whoever uses the template fills in. `label`: what is asked for."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class WriteTemplate(_Command):
    """A template of a court, or its next version. `words` with fields as `{{case_number}}`."""

    model_config = _like(kind="order", name="Hearing by video", words="In {{case_number}} it is held by video.")
    kind: TemplateKind = TemplateKind.order
    name: Title
    words: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_WORDS)]
    free: Annotated[tuple[FreeField, ...], Field(max_length=MOST_FREE_FIELDS)] = ()


class BeginOrder(_Command):
    """A new draft, from a template or from nothing. `motion_id`: the motion it decides, and with which outcome."""

    model_config = _like(title="Hearing by video", level="parties")
    template_id: UUID | None = None
    title: Title
    level: Level = Level.parties
    motion_id: UUID | None = None
    outcome: Outcome | None = None


class EndorseMotion(_Command):
    """Decide a motion by a few words on it, without an order of its own. `words`: what its readers are told."""

    model_config = _like(outcome="granted", words="The expert is heard by video.")
    outcome: Outcome
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    not_meant: bool = False


class ChangeOrder(_Command):
    """What a draft says from now on. `not_meant`: the words that are also parts of protected names mean nobody."""

    model_config = _like(version=1, title="Hearing by video", level="parties", words="The hearing is held by video.")
    version: int
    title: Title
    level: Level
    words: Annotated[str, StringConstraints(max_length=LONGEST_WORDS)]
    values: dict[str, Value] = Field(default_factory=dict, max_length=MOST_FREE_FIELDS)
    not_meant: bool = False


class PutToPanel(_Command):
    """Let the judges of the case answer. Without `presiding_id` whoever asks presides."""

    model_config = _like(version=2)
    version: int
    presiding_id: UUID | None = None


class AnswerOrder(_Command):
    """Sign an order, or dissent. `sha256`: of what was read, so that nobody signs other words."""

    model_config = _like(sha256="0" * 64, agrees=True)
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    agrees: bool
    reasons: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_WORDS)] = ""


class EndDraft(_Command):
    """Take an order back, or withdraw it for good."""

    model_config = _like(version=2)
    version: int
