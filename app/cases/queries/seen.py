"""People across cases: where this reader may know of them under their full names, and nowhere else."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Person
from app.auth.steps import BlindIndex
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import NotInCase
from app.cases.errors.people import OnlyClerksMerge, OnlyOfficesFindPeople
from app.cases.models import Case, NameKey, OtherName, Part
from app.cases.queries.actors import actor_of, live
from app.cases.queries.people import people_of_cases
from app.cases.queries.scope import visible_to
from app.cases.rules.alike import FOUND, found_by, keys_of, words_to_find
from app.cases.terms import Act, Relation
from app.cases.views import FoundPersonView, SeenPersonView
from app.db.database import Reader
from app.protection.labels import names_to_match
from app.protection.terms import Name

KEY_BYTES = 16
MOST = 200
"""People looked at for one search: beyond that a second word is asked for."""
Seen = dict[UUID, tuple[SeenPersonView, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave. `more`: so many share the words that not all were looked at."""

    people: list[FoundPersonView]
    more: bool


async def require_finder(reader: Reader, principal: Principal) -> None:
    """Raises OnlyOfficesFindPeople for whoever is neither a clerk nor a contact officer in some case."""
    mine = select(Part.id).where(
        Part.person_id == principal.person_id, Part.role == Relation.contact_officer.value, *live(Part, reader.at)
    )
    if principal.desk is not Desk.clerk and await reader.first(mine) is None:
        raise OnlyOfficesFindPeople()


def require_clerk(principal: Principal) -> None:
    """Raises OnlyClerksMerge."""
    if principal.desk is not Desk.clerk:
        raise OnlyClerksMerge()


async def seen_people(
    reader: Reader,
    principal: Principal,
    people: Collection[UUID],
    act: Act,
    translate: Callable[[str], str] = str,
) -> Seen:
    """Where each plays a part now in a case in which the reader may do this, and reads their full name."""
    scope = visible_to(await actor_of(reader, principal))
    parts = select(Part).where(
        col(Part.person_id).in_(people), *live(Part, reader.at), scope.inside(col(Part.case_id), act)
    )
    rows: list[Part] = await reader.all(parts.order_by(col(Part.id)).params(scope.values))
    cases = await reader.all(select(Case).where(col(Case.id).in_({row.case_id for row in rows})))
    known = await people_of_cases(reader, cases)
    found: dict[UUID, dict[UUID, SeenPersonView]] = {}
    for row in rows:
        of_case = known[row.case_id]
        label = of_case.label(of_case.viewer(principal), row.person_id, reader.at, translate)
        if label.name is Name.FULL and row.case_id not in found.get(row.person_id, {}):
            view = SeenPersonView(
                id=row.id, case_id=row.case_id, number=of_case.case.number, name=label.text, part=label.part
            )
            found.setdefault(row.person_id, {})[row.case_id] = view
    return {person_id: tuple(views.values()) for person_id, views in found.items()}


async def find_people(
    reader: Reader,
    principal: Principal,
    search: str,
    index: BlindIndex,
    translate: Callable[[str], str] = str,
) -> Found:
    """Who has a name like this among those whom the reader may know of, the likest first."""
    await require_finder(reader, principal)
    keys = _looked_up(search, index)
    if not keys:
        return Found([], more=False)
    scope = visible_to(await actor_of(reader, principal))
    wanted = (
        select(NameKey.person_id)
        .join(Part, col(Part.person_id) == col(NameKey.person_id))
        .where(col(NameKey.key).in_(keys), scope.inside(col(Part.case_id), Act.find_people))
        .distinct()
        .limit(MOST + 1)
    )
    ids: list[UUID] = await reader.all(wanted.params(scope.values))
    seen = await seen_people(reader, principal, ids[:MOST], Act.find_people, translate)
    names = await names_of(reader, seen)
    scored = [(found_by(search, names[one]), one) for one in seen]
    best = sorted(((score, one) for score, one in scored if score >= FOUND), key=lambda pair: (-pair[0], pair[1]))
    return Found([FoundPersonView(score=score, seen=seen[one]) for score, one in best], more=len(ids) > MOST)


def blind(index: BlindIndex, keys: Iterable[str]) -> frozenset[bytes]:
    """The keys of a name as they are stored: names are found by them, and cannot be read from them."""
    return frozenset(index.blind_index(f"name:{key}")[:KEY_BYTES] for key in keys)


def _looked_up(search: str, index: BlindIndex) -> frozenset[bytes]:
    """Any two of the words, or the one there is."""
    pairs = frozenset(key for key in keys_of(search) if key.startswith("2:"))
    return blind(index, pairs or words_to_find(search))


async def names_of(reader: Reader, people: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Every name of each, for the rule that compares them."""
    ids = list(people)
    found: dict[UUID, tuple[str, ...]] = {}
    for row in await reader.all(select(Person).where(col(Person.id).in_(ids))):
        found[row.id] = names_to_match([row.name])
    for other in await reader.all(select(OtherName).where(col(OtherName.person_id).in_(ids))):
        found[other.person_id] += names_to_match([other.name])
    return found


async def two_seen(
    reader: Reader, principal: Principal, part_id: UUID, other_id: UUID, translate: Callable[[str], str] = str
) -> tuple[SeenPersonView, SeenPersonView]:
    """The people who play two parts, where the reader may merge them. Raises OnlyClerksMerge, NotInCase."""
    require_clerk(principal)
    parts = [await reader.get(Part, part_id), await reader.get(Part, other_id)]
    seen = await seen_people(reader, principal, {part.person_id for part in parts if part}, Act.merge_people, translate)
    found = [view for part in parts if part for view in seen.get(part.person_id, ()) if view.case_id == part.case_id]
    if len(found) != len(parts):
        raise NotInCase()
    return found[0], found[1]
