"""Filings: dry run, fee quote, draft, submission, receipt; and their review by the court (ECF 5.01 ReviewFiling)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Response
from starlette.responses import PlainTextResponse

from app.api.deps import CurrentPrincipal, IdempotencyKey, ServicesDep
from app.filings.commands import Acknowledgement, Decision, FilingPayload
from app.filings.queries import (
    dry_run,
    fee_quote,
    filing_for,
    filing_of,
    filings_of,
    receipt_file,
    receipt_for,
    review_queue,
)
from app.filings.views import DryRunView, FeeView, FilingLine, FilingView, ReceiptView

router = APIRouter(prefix="/filings", tags=["filings"])


@router.post("/dry-run")
async def try_out(payload: FilingPayload, services: ServicesDep, principal: CurrentPrincipal) -> DryRunView:
    """Everything that would stand in the way of this submission, all at once. Nothing is kept."""
    await services.limits.title(principal.person_id, payload.title)
    async with services.database.read() as reader:
        return await dry_run(reader, payload, principal)


@router.post("/fee-quote")
async def quote_fee(payload: FilingPayload, services: ServicesDep, principal: CurrentPrincipal) -> FeeView:
    """What this submission costs at the court of its case; a request for waiver is enough to file without paying."""
    async with services.database.read() as reader:
        return await fee_quote(reader, payload, principal)


@router.get("")
async def my_filings(services: ServicesDep, principal: CurrentPrincipal) -> list[FilingLine]:
    """Your drafts and filings, the newest first."""
    async with services.database.read() as reader:
        return await filings_of(reader, principal)


@router.get("/review-queue")
async def queue(services: ServicesDep, principal: CurrentPrincipal) -> list[FilingLine]:
    """What waits for the clerks of your court, the longest waiting first."""
    async with services.database.read() as reader:
        return await review_queue(reader, principal)


@router.post("", status_code=201)
async def begin(
    payload: FilingPayload, response: Response, services: ServicesDep, principal: CurrentPrincipal
) -> FilingView:
    """Start a draft. Nothing is filed before its submission."""
    await services.limits.title(principal.person_id, payload.title)
    view = await services.filings.drafts.begin(principal, payload)
    response.headers["location"] = f"/api/v1/filings/{view.id}"
    return view


@router.get("/{filing_id}")
async def show(filing_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> FilingView:
    """A filing of yours or, for the court, one it received."""
    async with services.database.read() as reader:
        filing = await filing_for(reader, await filing_of(reader, filing_id, principal))
    return (await services.disclosures.open(filing, principal.by)).content


@router.put("/{filing_id}")
async def change(
    filing_id: UUID, payload: FilingPayload, services: ServicesDep, principal: CurrentPrincipal
) -> FilingView:
    """Make a draft or a returned filing say this."""
    await services.limits.title(principal.person_id, payload.title)
    return await services.filings.drafts.change(principal, filing_id, payload)


@router.delete("/{filing_id}", status_code=204)
async def discard(filing_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Throw a draft away."""
    await services.filings.drafts.discard(principal, filing_id)


@router.delete("/{filing_id}/documents/{document_id}", status_code=204)
async def take_out(filing_id: UUID, document_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Take a document out of a draft."""
    await services.filings.drafts.remove(principal, filing_id, document_id)


@router.post("/{filing_id}/documents/{document_id}/cleaned-copy", status_code=201)
async def clean(
    filing_id: UUID, document_id: UUID, services: ServicesDep, principal: CurrentPrincipal
) -> dict[str, UUID]:
    """Put a cleaned copy in the document's place; the original is kept."""
    return {"document_id": await services.filings.drafts.clean(principal, filing_id, document_id)}


@router.post("/{filing_id}/acknowledgements", status_code=204)
async def acknowledge(
    filing_id: UUID, answer: Acknowledgement, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Keep a document as it is although the check found something."""
    await services.filings.drafts.acknowledge(principal, filing_id, answer)


@router.post("/{filing_id}/submission", status_code=201)
async def submit(
    filing_id: UUID, payload: FilingPayload, key: IdempotencyKey, services: ServicesDep, principal: CurrentPrincipal
) -> ReceiptView:
    """File it. The answer is the receipt; the same key gives the same receipt."""
    await services.limits.title(principal.person_id, payload.title)
    return await services.filings.submissions.submit(principal, filing_id, key, payload)


@router.post("/{filing_id}/withdrawal", status_code=201)
async def withdraw(
    filing_id: UUID, key: IdempotencyKey, services: ServicesDep, principal: CurrentPrincipal
) -> FilingView:
    """Take back a filing that is not accepted yet."""
    return await services.filings.submissions.withdraw(principal, filing_id, key)


@router.get("/{filing_id}/receipt")
async def receipt(filing_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> ReceiptView:
    """The receipt; its proof is null until the next checkpoint is signed."""
    async with services.database.read() as reader:
        found = await receipt_for(reader, await filing_of(reader, filing_id, principal))
    return (await services.disclosures.open(found, principal.by)).content


@router.get("/{filing_id}/receipt/bundle")
async def bundle(
    filing_id: UUID, services: ServicesDep, principal: CurrentPrincipal, kept: int | None = None
) -> PlainTextResponse:
    """The receipt as a file that proves itself offline; `kept`: the size of a checkpoint you kept before."""
    async with services.database.read() as reader:
        file = await receipt_file(reader, await filing_of(reader, filing_id, principal), services.log_key, kept)
    text = (await services.disclosures.open(file, principal.by)).content
    name = f"receipt-{filing_id}.json"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return PlainTextResponse(text, media_type="application/json", headers=headers)


@router.post("/{filing_id}/review", status_code=201)
async def review(
    filing_id: UUID,
    decision: Annotated[Decision, Body()],
    key: IdempotencyKey,
    services: ServicesDep,
    principal: CurrentPrincipal,
) -> FilingView:
    """Accept, return for correction, or reject; the same key decides once."""
    return await services.filings.reviews.decide(principal, filing_id, decision, key)


@router.delete("/{filing_id}/review")
async def undo(filing_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> FilingView:
    """Take an acceptance back before it takes effect."""
    return await services.filings.reviews.undo(principal, filing_id)
