"""Pages about protecting somebody: the orders of a case with the request form, and the judge's ruling."""

from datetime import date, timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.terms import Act
from app.desks.protection import protection_of, ruling_on
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Invalid, Refusal
from app.language.i18n import translate
from app.protection.errors import RulingIncomplete
from app.testimony.commands import RequestProtection, RuleOnProtection
from app.testimony.queries import sealed_reason_of
from app.testimony.terms import PRESET_WORDS
from app.web.pages import go, language_of, say, show

router = APIRouter()

_ASKED = {
    "legal_basis": N_("Name the legal basis of the order."),
    "public_reason": N_("Write the reasons that every party may read."),
    "review_on": N_("Choose the day on which the order is to be looked at again."),
    "counterbalance": N_("Say how the defence is counterbalanced."),
    "counsel_may_tell": N_("Say what counsel may tell the accused."),
    "sole_or_decisive": N_("Say whether this evidence may be the only or the decisive evidence."),
}
_LACKING = {**_ASKED, "adverse_party_has_counsel": N_("Identity can be withheld only from a party who has counsel.")}


@router.get("/cases/{case_id:uuid}/protection")
async def protection_page(request: Request, case_id: UUID) -> Response:
    """The orders of a case and the form to ask for one."""
    return await _case_page(request, case_id, await identity.require(request), Form({}), None)


@router.post("/cases/{case_id:uuid}/protection")
async def ask(request: Request, case_id: UUID) -> Response:
    """Take a request."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = RequestProtection.model_validate(
            form.chosen("person_id", "preset", "public_reason", "sealed_reason"), strict=False
        )
        await services_of(request).protections.request(case_id, command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _case_page(request, case_id, principal, form, _refusal(error))
    return go(f"/cases/{case_id}/protection")


@router.get("/bench/protections/{order_id:uuid}")
async def ruling_page(request: Request, order_id: UUID) -> Response:
    """The request with its reasons beside the form of the ruling."""
    return await _ruling_page(request, order_id, await identity.require(request), None, None)


@router.post("/bench/protections/{order_id:uuid}")
async def rule(request: Request, order_id: UUID) -> Response:
    """Take the ruling; what is missing is named, and nothing written is lost."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = RuleOnProtection.model_validate(_ruling(form))
        await services_of(request).protections.rule(order_id, command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _ruling_page(request, order_id, principal, form, _refusal(error))
    return go("/bench")


def _ruling(form: Form) -> dict[str, object]:
    texts = ("legal_basis", "public_reason", "sealed_reason", "dispense_reason", "counterbalance", "counsel_may_tell")
    given: dict[str, object] = {**form.chosen(*texts), "decision": form["decision"], "preset": form["preset"]}
    given["defence_heard"] = form["defence_heard"] == "yes"
    if form["sole_or_decisive"]:
        given["sole_or_decisive"] = form["sole_or_decisive"] == "yes"
    if form["review_on"]:
        given["review_on"] = form["review_on"]
    return given


def _refusal(error: Exception) -> Refusal:
    return error if isinstance(error, Refusal) else Invalid()


async def _case_page(
    request: Request, case_id: UUID, principal: Principal, form: Form, refusal: Refusal | None
) -> Response:
    services, language = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        desk = await protection_of(
            reader, case_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    errors = [("public_reason", say(request, principal, refusal))] if refusal else []
    return await show(
        request,
        "protection/case.html",
        status=422 if refusal else 200,
        desk=desk,
        errors=errors,
        form=form,
        presets=_presets(language),
    )


async def _ruling_page(
    request: Request, order_id: UUID, principal: Principal, form: Form | None, refusal: Refusal | None
) -> Response:
    services, language = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        file, order = await ruling_on(
            reader, order_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
        sealed = await sealed_reason_of(reader, order_id, principal) if order.sealed else None
    reason = (await services.disclosures.open(sealed, principal.by)).content if sealed else None
    errors = _errors(request, principal, refusal)
    return await show(
        request,
        "protection/ruling.html",
        status=422 if refusal else 200,
        case=file.view(),
        order=order,
        sealed_reason=reason.sealed_reason if reason else "",
        errors=errors,
        form=form or Form({"preset": [order.preset], "public_reason": [order.public_reason]}),
        presets=_presets(language),
        may_rule=file.may(Act.rule_on_protection),
        earliest_review=_days_on(services.clock.now().date(), 1),
        suggested_review=_days_on(services.clock.now().date(), 180) if form is None else "",
    )


def _errors(request: Request, principal: Principal, refusal: Refusal | None) -> list[tuple[str | None, str]]:
    """Each thing a ruling lacks leads to its field; every other refusal stands for itself."""
    if refusal is None:
        return []
    if not isinstance(refusal, RulingIncomplete):
        return [("decision", say(request, principal, refusal))]
    language, missing = language_of(request, principal).code, refusal.data["missing"]
    assert isinstance(missing, tuple)
    return [(name if name in _ASKED else None, translate(_LACKING[name], language)) for name in missing]


def _presets(language: str) -> list[tuple[str, str]]:
    return [(preset.value, f"{preset.value} · {translate(words, language)}") for preset, words in PRESET_WORDS.items()]


def _days_on(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()
