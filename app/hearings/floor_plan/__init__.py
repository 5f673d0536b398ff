"""Decides what flows on the floor: people, rulings and connections in, a plan out; pure, and never above exposure."""

from app.hearings.floor_plan.draw import floor_plan
from app.hearings.floor_plan.fairness import Cause, Missing, Need, missing_for_fairness
from app.hearings.floor_plan.plan import Binding, Edge, FloorPlan, SeenBy, Source

__all__ = [
    "Binding",
    "Cause",
    "Edge",
    "FloorPlan",
    "Missing",
    "Need",
    "SeenBy",
    "Source",
    "floor_plan",
    "missing_for_fairness",
]
