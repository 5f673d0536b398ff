"""Reading templates and orders, each for one reader; whom the words of an order may name."""

from app.orders.queries.audience import Audience, audience_of
from app.orders.queries.orders import (
    Bundle,
    bundle_of,
    judges_now,
    lines_of_bench,
    lines_of_case,
    on_bench,
    order_view,
    panel_of,
)
from app.orders.queries.templates import template_row, template_view, templates_of, version_of

__all__ = [
    "Audience",
    "Bundle",
    "audience_of",
    "bundle_of",
    "judges_now",
    "lines_of_bench",
    "lines_of_case",
    "on_bench",
    "order_view",
    "panel_of",
    "template_row",
    "template_view",
    "templates_of",
    "version_of",
]
