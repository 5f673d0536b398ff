"""What comes in to the register."""

from pydantic import BaseModel, ConfigDict

from app.cases.terms import Level, Matter, Profile


class OpenCase(BaseModel):
    """A case to open; the number is given by the register."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {"matter": "criminal", "profile": "trafficking", "about": "Trafficking in persons", "level": "public"}
            ]
        },
    )
    matter: Matter
    profile: Profile = Profile.none
    about: str
    level: Level = Level.public
