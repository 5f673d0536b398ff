"""The register's words: kinds of matter, profiles that bring protections, levels of access."""

from enum import StrEnum

from app.kernel.errors import N_


class Matter(StrEnum):
    criminal = "criminal"
    civil = "civil"
    family = "family"
    administrative = "administrative"


class Profile(StrEnum):
    """What a case is about, where the law attaches protections to it."""

    none = "none"
    trafficking = "trafficking"
    sexual_violence = "sexual_violence"
    domestic_violence = "domestic_violence"
    child = "child"


class Level(StrEnum):
    """Who may read a case, entry or document; the strictest of the three wins."""

    public = "public"
    parties = "parties"
    filer = "filer"  # court and the filing party
    judge = "judge"


STRICTNESS = {level: rank for rank, level in enumerate(Level)}

LEVEL_WORDS = {
    Level.public: N_("Everybody"),
    Level.parties: N_("The court and the parties"),
    Level.filer: N_("The court and whoever filed it"),
    Level.judge: N_("The judge only"),
}

PREFIX = {Matter.criminal: "CR", Matter.civil: "CV", Matter.family: "FA", Matter.administrative: "AD"}
