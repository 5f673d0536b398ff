"""Orders in the town: a template, a draft, and an order that waits for its panel, in each case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.orders.commands import BeginOrder, ChangeOrder, PutToPanel, WriteTemplate

if TYPE_CHECKING:
    from tests.http.town import Town


async def write_orders(town: Town, case: str) -> None:
    """Nobody is named in them by name: what the court fills in is what every reader may know."""
    services, judge = town.app.services, town.people["foreign_judge" if case == "foreign" else "judge"]
    written = WriteTemplate(name=f"Template of the town, {case}", words="In {{case_number}}, about {{injured}}.")
    administrator = town.people["administrator"]
    town.ids[f"template:{case}"] = await services.templates.write(town.id("court", case), written, by=administrator)
    for kind in ("draft-order", "asked-order"):
        begun = BeginOrder(title="Order of the town", template_id=town.id("template", case))
        town.ids[f"{kind}:{case}"] = order_id = await services.orders.begin(town.id("case", case), begun, by=judge)
        said = ChangeOrder(version=1, title="Order of the town", level=begun.level, words="About {{injured}}.")
        version = await services.orders.change(order_id, said, by=judge)
        if kind == "asked-order":
            await services.orders.put_to_panel(order_id, PutToPanel(version=version), by=judge)
