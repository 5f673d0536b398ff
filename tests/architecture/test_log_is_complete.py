"""Every act that commits has its leaf, and nothing protected leaves before its reading is on record.

Read from the source: a function that opens a unit of work must reach `audit.log.append`, through whatever it
calls, or stand in the list below with the reason why nothing of it belongs in the log.
"""

import ast
import re

import pytest

from tests.architecture.calls import Known, calls
from tests.architecture.source import modules

APPEND = "app.audit.log.append"
_TRY = "a question and its answer: what they lead to has a leaf"
_DRAFT = "a draft is nobody's business but its writer's; its submission has a leaf"
_UPLOAD = "bytes on their way; the document they become has a leaf"
_WORK = "a row of the work to be done; what the work does has its leaf"
WITHOUT_LEAF = {
    "audit.sequencer.Sequencer.fold": "the log itself",
    "audit.sequencer.Sequencer.sign_if_due": "the log itself",
    "audit.witnessing.Witnessing._keep": "a witness's signature is under the checkpoint, outside the tree it signs",
    "auth.actions.authenticators.Authenticators.begin": _TRY,
    "auth.actions.oidc.ProviderSignIns._claim": _TRY,
    "auth.actions.oidc.ProviderSignIns._depart": _TRY,
    "auth.actions.passkeys.Passkeys.ask_to_register": _TRY,
    "auth.actions.passkeys.Passkeys.ask_to_sign_in": _TRY,
    "auth.actions.programs.Programs.recognise": "a request is recognised; what it does has its leaf",
    "auth.actions.proofs.Proofs.ask_passkey": _TRY,
    "auth.actions.second_steps.SecondSteps._count": "a try that failed; the limit it leads to is kept in memory",
    "auth.actions.second_steps.SecondSteps.ask_passkey": _TRY,
    "auth.actions.second_steps.SecondSteps.ask_to_register": _TRY,
    "auth.actions.second_steps.SecondSteps.begin_app": _TRY,
    "auth.actions.sign_ins.SignIns._note": "when a sign-in was last seen",
    "auth.actions.tickets.Tickets.redeem": "a socket opens; whoever comes in is noted in the sitting",
    "cases.actions.erasures.Erasures._remove": "the second half of an erasure whose decision has its leaf",
    "cases.actions.likenesses.Likenesses._match": "what follows from a name; a person says what comes of it",
    "db.outbox.Relay._claim": _WORK,
    "db.outbox.Relay._mark": _WORK,
    "db.sealed.rewrite": "the same values under new keys, on an operator's command",
    "filings.actions.drafting.Drafts.acknowledge": _DRAFT,
    "filings.actions.drafting.Drafts.begin": _DRAFT,
    "filings.actions.drafting.Drafts.change": _DRAFT,
    "filings.actions.drafting.Drafts.discard": _DRAFT,
    "filings.actions.drafting.Drafts.remove": _DRAFT,
    "filings.actions.uploading.Uploads._forget": _UPLOAD,
    "filings.actions.uploading.Uploads._note_first_byte": _UPLOAD,
    "filings.actions.uploading.Uploads._note_interruption": _UPLOAD,
    "filings.actions.uploading.Uploads._open": _UPLOAD,
    "keys.rows.forget_old": "wrapped keys that nothing uses any more",
    "orders.actions.drafts.Orders.change": "a draft is the bench's alone; what it becomes has a leaf",
    "notices.actions.case_notices.Notices._write": "a letter waiting to go; its sending has a leaf",
    "notices.actions.warnings.Warnings._have_sent": "the same",
    "notices.actions.welcome.Welcome._have_sent": "the same",
}
MAKES_DISCLOSED = re.compile(r"app/(\w+)/actions(/\w+)?\.py")
PROTECTED = {
    "AuditPage": "what an auditor found in the log",
    "Bytes": "a document",
    "FilingDesk": "what another filed, with its receipt",
    "FilingView": "what another filed",
    "MinutesView": "minutes",
    "ReadersView": "who opened a document",
    "ReceiptView": "a receipt",
    "ReviewDesk": "what another filed",
    "SealedReasonView": "sealed reasons",
}
"""What edges may get from queries and desks only withheld, until the reading of it is on record."""


def _commits(known: Known) -> bool:
    return any(
        isinstance(node, ast.Call) and re.fullmatch(r"(self\.)?(\w+\.)*_?database\.begin", ast.unparse(node.func))
        for node in ast.walk(known.node)
    )


COMMITTING = sorted(name for name, known in calls().functions.items() if _commits(known))


def test_there_are_acts_that_commit() -> None:
    assert len(COMMITTING) > 40
    assert "app.testimony.actions.Protections.rule" in COMMITTING


@pytest.mark.parametrize("name", COMMITTING)
def test_whatever_commits_has_a_leaf_or_a_reason_to_have_none(name: str) -> None:
    logged = calls().reaches(name, APPEND)
    excused = name.removeprefix("app.") in WITHOUT_LEAF
    assert logged != excused, f"{name} {'needs no excuse any more' if logged else 'commits without a leaf'}"


def test_no_excuse_outlives_its_act() -> None:
    assert {f"app.{name}" for name in WITHOUT_LEAF} <= set(COMMITTING)


def test_whatever_is_written_into_the_minutes_is_told_to_the_log() -> None:
    for name, known in calls().functions.items():
        used = set(calls().used(name))
        if "app.sittings.steps.note" in used and name != "app.sittings.steps.note":
            assert "app.sittings.steps.tell" in used, name
        assert known.module.path.startswith("app/sittings/") or "app.sittings.steps.note" not in used, name


def test_only_the_act_of_disclosing_releases_what_was_withheld() -> None:
    found = {module.path for module in modules() if "app.audit.disclosure.release" in set(module.imports())}
    assert found == {"app/audit/actions.py"}
    reached = [
        m.path for m in modules() if "app.audit.disclosure" in m.text and re.search(r"(?<!self)\._content", m.text)
    ]
    assert reached == []


def test_only_acts_call_something_disclosed() -> None:
    for module in modules():
        if any(called == "Disclosed" for called in module.calls()):
            assert MAKES_DISCLOSED.fullmatch(module.path), module.path


def test_a_read_that_discloses_commits_a_leaf_before() -> None:
    for name, known in calls().functions.items():
        if any(isinstance(n, ast.Call) and ast.unparse(n.func) == "Disclosed" for n in ast.walk(known.node)):
            assert calls().reaches(name, APPEND), f"{name} discloses without a leaf"


def test_edges_get_protected_material_only_withheld() -> None:
    edges = [module for module in modules() if module.path.startswith(("app/api/", "app/web/"))]
    reads = {calls().real(name) for module in edges for name in module.imports()}
    seen = 0
    for name in reads & set(calls().functions):
        if not re.match(r"app\.(desks|\w+\.queries)\b", name):
            continue
        returns = calls().functions[name].node.returns
        words = ast.unparse(returns) if returns else ""
        seen += words.startswith("Withheld[")
        bare = re.sub(r"Withheld\[\w+\]", "", words)
        assert not set(re.findall(r"\w+", bare)) & set(PROTECTED), f"{name} gives {words} to an edge"
    assert seen >= 6
