"""What the service refuses, as facts of the domain: a kind, a code, words for the person, and data.

    Refusal
    ├── Invalid            the request cannot be understood or is incomplete
    ├── Unauthenticated    sign in first
    ├── Forbidden          you may see it, you may not do this
    ├── NotFound           it is not there, or not there for you
    ├── Conflict           it clashes with what stands
    ├── Precondition       it changed since you last saw it
    ├── Gone               it was there and has ended
    ├── TooLarge           more than the court takes
    ├── TooMany            too often in a short time
    └── Unavailable        a part of the service is down; try again

Status numbers live in `app/api/problems.py` alone. Data fields never carry what the person typed.
"""

from typing import ClassVar, Literal

Kind = Literal[
    "invalid",
    "unauthenticated",
    "forbidden",
    "not_found",
    "conflict",
    "precondition",
    "gone",
    "too_large",
    "too_many",
    "unavailable",
]


def N_(text: str) -> str:
    """Mark words for the translators; they are translated where they are shown."""
    return text


class Refusal(Exception):
    """A refusal the person can read: what happened (`title`) and what to do next (`hint`).

    Keyword arguments are data for the problem document: ids, limits, times; never names, never input.
    """

    kind: ClassVar[Kind]
    code: ClassVar[str]
    title: ClassVar[str]
    hint: ClassVar[str] = ""

    def __init__(self, **data: object) -> None:
        super().__init__(self.code)
        self.data = data


class Invalid(Refusal):
    kind, code = "invalid", "invalid"
    title = N_("Something in this request is missing or not as expected.")
    hint = N_("Check the marked fields and send it again.")


class Unauthenticated(Refusal):
    kind, code = "unauthenticated", "sign-in-needed"
    title = N_("Please sign in first.")
    hint = N_("Sign in, then try again. Nothing you wrote is lost.")


class Forbidden(Refusal):
    kind, code = "forbidden", "not-allowed"
    title = N_("You cannot do this with the part you have in this matter.")
    hint = N_("If you think you should be able to, ask the court office.")


class NotFound(Refusal):
    kind, code = "not_found", "not-found"
    title = N_("There is nothing here for you to see.")
    hint = N_("Check the address, or ask the court office.")


class Conflict(Refusal):
    kind, code = "conflict", "conflict"
    title = N_("This does not fit with what already stands.")
    hint = N_("Reload the page to see how things stand now.")


class Precondition(Refusal):
    kind, code = "precondition", "changed-meanwhile"
    title = N_("Somebody changed this while you were looking at it.")
    hint = N_("Reload the page, look at the change, then try again.")


class Gone(Refusal):
    kind, code = "gone", "ended"
    title = N_("This has ended.")
    hint = N_("The court office can tell you what comes next.")


class TooLarge(Refusal):
    kind, code = "too_large", "too-large"
    title = N_("This is larger than the court takes.")
    hint = N_("Make it smaller or send it in parts.")


class TooMany(Refusal):
    kind, code = "too_many", "too-many"
    title = N_("That was too often in a short time.")
    hint = N_("Wait a moment, then try again. You are not locked out.")


class Unavailable(Refusal):
    kind, code = "unavailable", "unavailable"
    title = N_("A part of the service is not answering.")
    hint = N_("Try again in a minute. What you sent before is safe.")


def all_refusals(root: type[Refusal] = Refusal) -> list[type[Refusal]]:
    """Every refusal class below `root`, depth first, in order of definition."""
    found = []
    for child in root.__subclasses__():
        found.append(child)
        found.extend(all_refusals(child))
    return found
