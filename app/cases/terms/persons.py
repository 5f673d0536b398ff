"""The words about people of the register: what kind of person somebody is, and what other names they have."""

from enum import StrEnum

from app.kernel.errors import N_


class PersonKind(StrEnum):
    """Whom the law takes for a person."""

    natural = "natural"
    legal = "legal"
    public_body = "public_body"


KIND_WORDS = {
    PersonKind.natural: N_("A human being"),
    PersonKind.legal: N_("A company or association"),
    PersonKind.public_body: N_("A public body"),
}


class NameKind(StrEnum):
    """What a further name is to a person: each is as protected as the present one."""

    transliteration = "transliteration"
    called = "called"  # what to call them, spoken and in letters
    former = "former"
    miswritten = "miswritten"  # stood in the register by mistake


NAME_WORDS = {
    NameKind.transliteration: N_("In other letters"),
    NameKind.called: N_("What to call them"),
    NameKind.former: N_("Former name"),
    NameKind.miswritten: N_("Written by mistake"),
}
