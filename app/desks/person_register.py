"""People across cases: the search, who may be one person, who was taken for one, and what is for the registrar."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.views import Principal
from app.cases.errors.people import LikenessNotFound
from app.cases.queries import likenesses, seen
from app.cases.views import AlikeView, FoundPersonView, MatchView, MergeView, SeenPersonView
from app.db.database import Reader
from app.keys.port import IdentityCipher

Translate = Callable[[str], str]


class FoundPeople(BaseModel):
    """Who answers a search. `more`: so many share the words that not all were looked at; a second word helps."""

    model_config = ConfigDict(frozen=True)
    items: list[FoundPersonView]
    more: bool


@dataclass(frozen=True, slots=True)
class TwoPeople:
    """Two people side by side, before they are taken for one."""

    one: SeenPersonView
    other: SeenPersonView


async def search(
    reader: Reader, principal: Principal, words: str, index: IdentityCipher, translate: Translate = str
) -> FoundPeople:
    """People with a name like these words, in any letters. Raises OnlyOfficesFindPeople."""
    found = await seen.find_people(reader, principal, words, index, translate)
    return FoundPeople(items=found.people, more=found.more)


async def duplicates(
    reader: Reader, principal: Principal, case_id: UUID | None = None, translate: Translate = str
) -> list[AlikeView]:
    """Who may be one person. Raises OnlyClerksMerge."""
    return await likenesses.alike(reader, principal, translate, case_id)


async def duplicate(reader: Reader, principal: Principal, likeness_id: UUID, translate: Translate = str) -> AlikeView:
    """Two who may be one person, before somebody says that they are two. Raises OnlyClerksMerge, LikenessNotFound."""
    return await likenesses.one_alike(reader, principal, likeness_id, translate)


async def merges(reader: Reader, principal: Principal, translate: Translate = str) -> list[MergeView]:
    """Who is or was taken for one. Raises OnlyClerksMerge."""
    return await likenesses.merges(reader, principal, translate)


async def to_merge(
    reader: Reader, principal: Principal, part_id: UUID, other_id: UUID, translate: Translate = str
) -> TwoPeople:
    """Two people as the reader may know them. Raises OnlyClerksMerge, NotInCase."""
    one, other = await seen.two_seen(reader, principal, part_id, other_id, translate)
    return TwoPeople(one, other)


async def matches(reader: Reader, principal: Principal) -> list[MatchView]:
    """Cases whose people are alike where no clerk may see both. Raises OnlyTheRegistrarMatches."""
    return await likenesses.matches(reader, principal)


async def match(reader: Reader, principal: Principal, likeness_id: UUID) -> list[MatchView]:
    """The lines about two people, before they go off the list. Raises OnlyTheRegistrarMatches, LikenessNotFound."""
    found = await likenesses.matches(reader, principal, likeness_id)
    if not found:
        raise LikenessNotFound()
    return found
