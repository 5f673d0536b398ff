"""Whatever can be done can be done by a program and by a person: each public act has an API route and a page."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from app import api, web
from app.edge.services import Services
from app.filings.actions import Filings

# (field of Services, act) → why one of the two edges does not have it.
NO_API = {
    ("sign_ins", "sign_in"): "a program asks for a token instead; a cookie is a browser's",
    ("sign_ins", "sign_out"): "the same",
    **{("second_steps", act): "the same" for act in ("give_code", "give_passkey", "begin_app", "confirm_app")},
    ("second_steps", "add_passkey"): "the same",
    ("passkeys", "sign_in"): "the same",
    ("recoveries", "use"): "the same: it leads into a browser",
    **{
        ("provider_sign_ins", act): "a browser goes to the provider and comes back"
        for act in ("begin", "begin_linking", "begin_confirming", "come_back", "farewell")
    },
    ("invitations", "enter"): "a spoken code is for a person at a browser; programs have accounts",
    ("invitations", "known"): "the same",
    ("invitations", "leave"): "the same",
    ("sites", "set_up"): "what makes a browser a device of a site is a cookie of it",
    ("filings.uploads", "receive"): "a plain form sends its files at once; a program resumes (tus)",
    ("filings.reviews", "take_up"): "opening the page is taking it up; a program decides at once",
}
_CHALLENGES = (
    ("passkeys", "ask_to_sign_in"),
    ("passkeys", "ask_to_register"),
    ("second_steps", "ask_passkey"),
    ("second_steps", "ask_to_register"),
    ("proofs", "ask_passkey"),
)
NO_PAGE = {
    ("sign_ins", "issue_token"): "a browser holds a cookie, never a token",
    **dict.fromkeys(
        (
            ("passkeys", "ask_to_sign_in"),
            ("passkeys", "ask_to_register"),
            ("second_steps", "ask_passkey"),
            ("second_steps", "ask_to_register"),
            ("proofs", "ask_passkey"),
        ),
        "the page's script asks for the challenge; the answer comes with the page's form",
    ),
    ("provider_sign_ins", "end_by_provider"): "the provider's own server calls",
    ("programs", "refresh"): "the same",
    ("programs", "revoke"): "a person ends the sign-in of the program on their page",
    ("tickets", "issue"): "a browser opens the room's socket with its cookie",
    ("tickets", "redeem"): "the same",
    **{
        ("filings.uploads", act): "the page's script speaks to the API (tus); without one the form sends files at once"
        for act in ("create", "append", "status", "terminate")
    },
    **{
        ("presence", act): "a step of a sitting is taken in the room, over its socket"
        for act in ("devices", "attest", "consent", "capture_off", "leave")
    },
    ("floors", "take"): "the same",
}
NEITHER = {
    ("accounts", "first_administrator"): "the operator asks for it on the machine, before anybody can sign in",
    ("break_glass", "note"): "the edge writes down what is opened while emergency access runs",
    ("sign_ins", "recognise"): "the edge recognises every request",
    ("sign_ins", "recognise_bearer"): "the same",
    ("programs", "recognise"): "the same",
    ("sign_ins", "still"): "the edge looks again while a socket or a download is open",
    ("presence", "arrive"): "opening the room's socket is arriving (floors)",
    ("presence", "lost"): "the service notices by itself that somebody is gone",
    ("presence", "behind_own_tap"): "the service takes a tap back when a page was reloaded",
    ("filings.uploads", "expire"): "the outbox ends an upload nobody finished",
}
ACTS = (
    "accounts",
    "break_glass",
    "courts",
    "queue",
    "sign_ins",
    "programs",
    "tickets",
    "invitations",
    "sites",
    "bookings",
    "protections",
    "presence",
    "floors",
    "second_steps",
    "proofs",
    "own_passwords",
    "authenticators",
    "passkeys",
    "recoveries",
    "providers",
    "provider_sign_ins",
    "account_requests",
    "openings",
    "askings",
    "relations",
    "kinds",
    "likenesses",
    "merges",
    "persons",
    "deadlines",
    "court_days",
    "grants",
    "counsel",
    "seals",
    "stand_ins",
    "templates",
    "orders",
    "motions",
    "order_signatures",
    "notes",
    "work",
    "day_files",
    "fees",
    "exhibits",
    "cash_days",
    "statements",
    "fee_schedules",
    "transfers",
    "lineage",
    "instances",
)
FILINGS = ("uploads", "drafts", "submissions", "reviews", "readings", "corrections")
_FLOORS = {"take"}  # the rest of it is the life of the rooms, run by the service


def _acts() -> Iterator[tuple[str, str]]:
    kinds = inspect.get_annotations(Services, eval_str=True)
    parts = inspect.get_annotations(Filings, eval_str=True)
    classes = {field: kinds[field] for field in ACTS} | {f"filings.{field}": parts[field] for field in FILINGS}
    for field, kind in classes.items():
        for name, member in inspect.getmembers(kind, inspect.isfunction):
            if not name.startswith("_") and (field != "floors" or name in _FLOORS):
                assert inspect.iscoroutinefunction(member) or inspect.isasyncgenfunction(member), (field, name)
                yield field, name


def _called_from(package: ModuleType) -> set[str]:
    """The names of every method that the modules of an edge call."""
    folder = Path(inspect.getfile(package)).parent
    trees = [ast.parse(path.read_text()) for path in sorted(folder.glob("*.py"))]
    calls = [node.func for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {_owner(call) for call in calls if isinstance(call, ast.Attribute)}


def _owner(call: ast.Attribute) -> str:
    """`services.filings.drafts.begin` → "drafts.begin"; a local name counts as what it is called."""
    owner = call.value
    name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return f"{name}.{call.attr}"


API, WEB = _called_from(api), _called_from(web)
EVERY = sorted(_acts())


@pytest.mark.parametrize(("field", "act"), EVERY)
def test_every_act_is_there_for_a_program_and_for_a_person(field: str, act: str) -> None:
    called = f"{field.rpartition('.')[2]}.{act}"
    excused = (field, act)
    assert (called in API) == (excused not in NO_API | NEITHER), f"{called} and the API"
    assert (called in WEB) == (excused not in NO_PAGE | NEITHER), f"{called} and the pages"


def test_no_exception_outlives_its_act() -> None:
    assert set(NO_API) | set(NO_PAGE) | set(NEITHER) <= set(EVERY)
