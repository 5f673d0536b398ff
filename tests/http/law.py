"""Who may do what with which case, written by hand from the law and never from the code it judges.

A case is open to the public or to the parties alone. Whoever may know of a thing but not do this with it is
told so (403); whoever may not know of it learns nothing (404); somebody not signed in is asked to (401). A
spoken code opens one hearing: everything that needs a desk refuses it (403), and what is public it reads as
one of the public.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tests.http.town import ANONYMOUS, DESKS, Town

Who = frozenset[str]
Of = Callable[[str], Who]
Answer = Literal["done", "sign-in", "refused", "hidden"]

INVITED = "witness"
ROLES = (ANONYMOUS, *DESKS)
PEOPLE: Who = frozenset(DESKS) - {INVITED}
EVERYBODY: Who = frozenset(ROLES)
NOBODY: Who = frozenset()
DEPUTIES: Who = frozenset({"delegate", "assistant"})
"""A colleague of the prosecutor, for the time of an absence, and an assistant who prepares and does not sign."""


def court(case: str) -> Who:
    """The clerk of the court that has the case, and its judge."""
    return frozenset({"other_clerk"}) if case == "foreign" else frozenset({"clerk", "judge"})


def clerk(case: str) -> Who:
    return court(case) - {"judge"}


def judge(case: str) -> Who:
    return court(case) & {"judge"}


def counsel_and_parties(case: str) -> Who:
    if case == "foreign":
        return frozenset({"stranger"})
    return frozenset({"counsel", "prosecutor", "accused"}) | DEPUTIES


def signers(case: str) -> Who:
    """Who may sign for a party: not an assistant who only prepares."""
    return filers(case) - {"assistant"}


def filers(case: str) -> Who:
    """Who may file: counsel, the prosecutor, the accused; a victim through counsel."""
    return counsel_and_parties(case) - {"stranger"}


def readers(case: str) -> Who:
    """Court, parties and their counsel: they read what is for the parties."""
    return court(case) | counsel_and_parties(case)


def inside(case: str) -> Who:
    """Everybody with a part, and the court."""
    return readers(case) | (NOBODY if case == "foreign" else frozenset({"interpreter"}))


def seen(case: str) -> Who:
    """Who may know that the case exists."""
    return EVERYBODY if case == "open" else inside(case) | admitted(case)


def admitted(case: str) -> Who:
    """Whom the court let into its cases without a part: a guest for the whole case, the press to be there."""
    return NOBODY if case == "foreign" else frozenset({"guest", "press"})


def watchers(case: str) -> Who:
    """Who follows the hearings of a case: those inside, and the press."""
    return inside(case) | (admitted(case) & {"press"})


def seated(case: str) -> Who:
    """Who is asked to a hearing, and the court."""
    return inside(case) - DEPUTIES


def may_come(case: str) -> Who:
    """Who may open the room: those asked, and counsel's colleague in counsel's place; an assistant never."""
    return inside(case) - {"assistant"}


def record_readers(case: str) -> Who:
    """Who reads what is for the parties: a guest too."""
    return readers(case) | (admitted(case) & {"guest"})


def filer(case: str) -> Who:
    """Defence counsel filed everything there is."""
    return frozenset({"counsel"}) - (frozenset({"counsel"}) if case == "foreign" else NOBODY)


def signed_in(_case: str) -> Who:
    return PEOPLE


def administrator(_case: str) -> Who:
    return frozenset({"administrator"})


def registration(_case: str) -> Who:
    """Who decides whether somebody gets an account."""
    return frozenset({"administrator", "registrar"})


def everybody(_case: str) -> Who:
    return EVERYBODY


def every_clerk(_case: str) -> Who:
    """Whoever works at a court's registry, for all of it or for one unit."""
    return frozenset({"clerk", "other_clerk", "unit_clerk"})


def registry(case: str) -> Who:
    """Whoever works at the registry of the court that has the case: what is the court's is theirs, units or not."""
    return clerk(case) if case == "foreign" else frozenset({"clerk", "unit_clerk"})


def no_clerk(_case: str) -> Who:
    """Everybody signed in who vouches for no site, and is told so."""
    return PEOPLE - every_clerk("")


def nobody(_case: str) -> Who:
    return NOBODY


@dataclass(frozen=True, slots=True)
class Law:
    """What one route gives whom. `{kind}` in `at` and `send` is the id of that kind of the case.

    `knows`: who is told that they may not, beside those who may. `public`: no desk is needed; `asks`: somebody
    not signed in is asked to be all the same. `cases`: for which objects it is asked.
    `once`: whoever does it leaves nothing to do it with to the next.
    `works`: somebody can do it in this town; otherwise there is only nothing to do it with.
    """

    method: str
    route: str
    may: Of
    knows: Of = nobody
    at: str = ""
    send: Callable[[Town, str], Mapping[str, object]] | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    public: bool = False
    asks: bool = False
    otherwise: Answer = "hidden"
    cases: tuple[str, ...] = ("open", "closed", "foreign")
    once: bool = False
    works: bool = True

    def expected(self, role: str, case: str) -> Answer:
        """What this role is answered about this case."""
        if role in self.may(case) and (self.public or role not in {ANONYMOUS, INVITED}):
            return "done"
        if role == ANONYMOUS and (self.asks or not self.public):
            return "sign-in"
        if role == INVITED and not self.public:
            return "refused"
        return "refused" if role in self.knows(case) else self.otherwise
