"""What somebody asked to have corrected on the dockets of the town."""

from typing import TYPE_CHECKING

from app.filings.commands import CorrectTitle
from app.filings.models import Filing

if TYPE_CHECKING:
    from tests.http.town import Town


async def ask_corrections(town: "Town", case: str) -> None:
    """Counsel asks, once for the API and once for the page, that the title of their filing be corrected."""
    acts, counsel = town.app.services.filings, town.people["counsel"]
    async with town.app.services.database.read() as reader:
        filing = await reader.get(Filing, town.id("docketed", case))
    assert filing is not None
    assert filing.entry_id is not None
    town.ids[f"entry:{case}"] = filing.entry_id
    for kind in ("correction", "correction-by-page"):
        ask = CorrectTitle(title=f"Motion to hear the expert by video, {kind}", reason="It was shortened.")
        made = await acts.corrections.ask(town.id("case", case), filing.entry_id, ask, by=counsel)
        town.ids[f"{kind}:{case}"] = made
