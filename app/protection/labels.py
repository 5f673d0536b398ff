"""The only opener of protected names: what a given viewer may read in place of a person's name."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.kernel.errors import N_
from app.kernel.protected import Protected, open_protected
from app.pdf.masking import protected_hits
from app.protection.errors import NoPseudonymLeft
from app.protection.exposure import exposure
from app.protection.terms import WITNESSES, Attendee, Exposure, Name, Presence, Role, Rulings, Setting

_LETTERS = "ABCDEFGHJKMNPRSTUVWXYZ"
_DIGITS = "23456789"
_INITIAL = 1

PARTS: dict[Role, str] = {
    Role.JUDGE: N_("judge"),
    Role.JUROR: N_("juror"),
    Role.CLERK: N_("clerk"),
    Role.PROSECUTOR: N_("prosecutor"),
    Role.DEFENCE_COUNSEL: N_("counsel"),
    Role.VICTIM_COUNSEL: N_("counsel"),
    Role.ACCUSED: N_("accused"),
    Role.PARTY: N_("party"),
    Role.PLAINTIFF: N_("plaintiff"),
    Role.WITNESS: N_("witness"),
    Role.VICTIM: N_("witness"),
    Role.COMPLAINANT: N_("witness"),
    Role.EXPERT: N_("expert"),
    Role.OTHER_WITNESS: N_("witness"),
    Role.INTERPRETER: N_("interpreter"),
    Role.INTERMEDIARY: N_("intermediary"),
    Role.SUPPORT_PERSON: N_("support person"),
    Role.GUARDIAN: N_("guardian"),
    Role.NEXT_FRIEND: N_("next friend"),
    Role.COURT_REPORTER: N_("court reporter"),
    Role.CONTACT_OFFICER: N_("contact officer"),
    Role.GUARD: N_("guard"),
    Role.ATTENDANT: N_("attendant"),
    Role.OPERATOR: N_("operator"),
    Role.PRESS: N_("press"),
    Role.PUBLIC: N_("public"),
    Role.UNKNOWN: N_("participant"),
}
"""The neutral word for the part a person plays; it never says that somebody is protected, or from whom."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person with the name they have and the pseudonym code ("B4") the case gave them, if any."""

    attendee: Attendee
    name: Protected[str]
    pseudonym: str | None = None


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything about a case that decides a label: where it would be shown, which rulings stand, when."""

    setting: Setting
    rulings: Rulings
    at: datetime


@dataclass(frozen=True, slots=True)
class Label:
    """Words ready to show. `text` is a name, "Witness B4", or empty; `part` is the neutral word.

    Both are empty when the viewer may not know that the person is there at all.
    """

    text: str = ""
    part: str = ""
    name: Name = field(default=Name.NOTHING)

    @property
    def hidden(self) -> bool:
        return not self.part

    @property
    def words(self) -> str:
        """The text, or the part where there is none to show."""
        return self.text or self.part


def label_for(viewer: Attendee, person: Named, case: CaseView, translate: Callable[[str], str] = str) -> Label:
    """What `viewer` may read for `person` in this place; `translate` is the viewer's gettext."""
    allowed = exposure(viewer, person.attendee, case.setting, case.rulings, case.at)
    return label_within(allowed, person, translate)


def label_within(allowed: Exposure, person: Named, translate: Callable[[str], str] = str) -> Label:
    """The label under an exposure already decided, such as that of an endpoint."""
    if allowed.presence is Presence.HIDDEN:
        return Label()
    seen = person.attendee.person
    as_witness = seen.role not in WITNESSES and seen.roles & WITNESSES and allowed.name is not Name.FULL
    part = translate(PARTS[Role.WITNESS if as_witness else seen.role])  # nor does a pseudonym tell of a second part
    if allowed.name is Name.FULL:
        return Label(open_protected(person.name), part, Name.FULL)
    if allowed.name is Name.PSEUDONYM and person.pseudonym is not None:
        return Label(pseudonym_words(person.pseudonym, translate), part, Name.PSEUDONYM)
    return Label("", part, Name.NOTHING)


def in_place_of(label: Label, whom: Label, translate: Callable[[str], str] = str) -> Label:
    """The label of a colleague who stands in, said with whose place it is; hidden where that person is."""
    if label.hidden or whom.hidden:
        return Label()
    part = translate(N_("%(part)s, in place of %(name)s")) % {"part": label.part, "name": whom.words}
    return replace(label, part=part)


def other_name_for(label: Label, name: Protected[str]) -> str:
    """A further name of somebody, for whoever may read the present one; a former name tells as much."""
    return open_protected(name) if label.name is Name.FULL else ""


def pseudonym_words(code: str, translate: Callable[[str], str] = str) -> str:
    """The phrase for a pseudonym code; the same for everybody who has one, whatever their part."""
    return translate(N_("Witness %(code)s")) % {"code": code}


def draw_pseudonym(name: Protected[str], taken: Collection[str], choose: Callable[[Sequence[str]], str]) -> str:
    """A random letter and digit, free in this case, never an initial of the name; NoPseudonymLeft when full.

    `choose` picks one of a sequence at random (`secrets.choice`). Call it anew for each case: nothing then
    links a pseudonym in one case with a name in another.
    """
    initials = {word[0].upper() for word in open_protected(name).split()}
    free = [
        letter + digit
        for letter in _LETTERS
        for digit in _DIGITS
        if letter not in initials and letter + digit not in taken
    ]
    if not free:
        raise NoPseudonymLeft()
    return choose(free)


def own_words(words: Protected[str]) -> str:
    """What somebody wrote or brought themself, for nobody but them: the name of a token, the words for a device."""
    return open_protected(words)


def own_name(name: Protected[str]) -> str:
    """A person's own name, for the frame of their own pages and nobody else's."""
    return open_protected(name)


def holder_for(administers: bool, text: Protected[str]) -> str:
    """Name or address of somebody who has an account, for those who give out accounts; nothing for others."""
    return open_protected(text) if administers else ""


def officer_for(may_know: bool, name: Protected[str]) -> str:
    """The name of an officer who asked for or allowed emergency access, for those who answer for it."""
    return open_protected(name) if may_know else ""


def revealed(name: Protected[str]) -> str:
    """A name that emergency access disclosed: whoever holds one has it from the act that wrote so in the log."""
    return open_protected(name)


def reason_for(may_know: bool, reason: Protected[str] | None) -> str:
    """Why emergency access was asked for, or a judge's note on it, for those who answer for it."""
    return open_protected(reason) if may_know and reason is not None else ""


def asked_words(by_filer_or_court: bool, words: Protected[str] | None) -> str:
    """What a petition or charge says before there is a case, for whoever filed it and the clerks who decide on it."""
    return open_protected(words) if by_filer_or_court and words is not None else ""


def zone_of(zone: Protected[str] | None) -> str | None:
    """The zone somebody lives in, to tell them, and nobody else, a time on their own clock."""
    return None if zone is None else open_protected(zone)


def sealed_reason_for(is_judge: bool, reason: Protected[str] | None) -> str | None:
    """Sealed reasons are read by judges; everybody else learns nothing of them, not even that there are any."""
    return open_protected(reason) if is_judge and reason is not None else None


def words_for(may_read: bool, words: Protected[str] | None, hidden: Iterable[Protected[str]]) -> str | None:
    """Words that may hold names, such as an earlier title, for those who may read the place they stood in.

    `hidden`: the people of the case whose full name this reader may not know; words with any part of one of them are
    withheld as a whole.
    """
    if not may_read or words is None:
        return None
    text = open_protected(words)
    parts = {part for name in hidden for part in (open_protected(name), *open_protected(name).split())}
    return None if protected_hits(text, (part for part in parts if len(part) > _INITIAL), "protected-title") else text


def order_words(may_read: bool, words: Protected[str] | None) -> str:
    """The words of an order that is not made yet, or a judge's dissent, for the judges of its case."""
    return open_protected(words) if may_read and words is not None else ""


def file_name(name: Protected[str]) -> str:
    """The name of a file, for whoever sent it and for the court that reviews it."""
    return open_protected(name)


def names_to_guard(names: Iterable[Protected[str]]) -> tuple[str, ...]:
    """Protected names for the search that keeps them out of documents and titles; it never shows one."""
    return tuple(open_protected(name) for name in names)


def names_to_match(names: Iterable[Protected[str]]) -> tuple[str, ...]:
    """Protected names for the rule that says how alike two are; what it finds is shown by label alone."""
    return tuple(open_protected(name) for name in names)


def merge_reason_for(sees_both: bool, reason: Protected[str] | None) -> str:
    """Why two people were taken for one, or for two again: for whoever reads both their names."""
    return open_protected(reason) if sees_both and reason is not None else ""


def name_between(name: Protected[str]) -> str:
    """The name of somebody who acts for this viewer or for whom they act: the two of them know each other."""
    return open_protected(name)


def colleague_for(works_there: bool, name: Protected[str]) -> str:
    """The name of a clerk, for the clerks of the same court, who share the work of its office."""
    return open_protected(name) if works_there else ""


def money_words(may_know: bool, words: Protected[str] | None) -> str:
    """Why a fee was given back or not paid, and what a line of a statement is, for those who answer for the money."""
    return open_protected(words) if may_know and words is not None else ""


def exhibit_words(may_see: bool, words: Protected[str] | None) -> str:
    """What an exhibit is, and into whose hands it went, for the court that keeps it."""
    return open_protected(words) if may_see and words is not None else ""
