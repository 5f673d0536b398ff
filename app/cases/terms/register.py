"""The register's words: kinds of matter, and profiles that bring protections."""

from enum import StrEnum


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


class EntryState(StrEnum):
    """Whether a line of the docket is as it was entered. It keeps its number whatever becomes of it."""

    stands = "stands"
    corrected = "corrected"
    struck = "struck"  # entered in error


PREFIX = {Matter.criminal: "CR", Matter.civil: "CV", Matter.family: "FA", Matter.administrative: "AD"}
