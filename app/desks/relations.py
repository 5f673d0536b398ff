"""What a judge declared about people they are related to, on their own page."""

from app.auth.views import Principal
from app.cases.queries.relations import own_relations
from app.cases.views import RelationView
from app.db.database import Reader


async def declared(reader: Reader, principal: Principal) -> list[RelationView]:
    """One's own declarations. Raises OnlyJudgesDeclare."""
    return await own_relations(reader, principal)
