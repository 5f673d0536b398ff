"""At a site the court vouches for a code alone opens an appointment; nowhere else."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.auth.commands import OpenSite
from app.auth.errors import OnlyClerksVouch, SiteNotFound, WrongCode, WrongSiteCode
from app.auth.queries.sites import sites_of
from app.auth.terms import SITE_CODE_LIFE, Desk, SiteKind
from app.auth.views import Principal, SiteView
from tests.actions.auth.conftest import Door


def clerk(door: Door, court: UUID | None = None) -> Principal:
    return Principal(door.clerk, Desk.clerk, court or door.court)


async def opened(door: Door, court: UUID | None = None) -> SiteView:
    return await door.sites.open(OpenSite(kind=SiteKind.assisted), clerk(door, court))


async def device(door: Door, court: UUID | None = None) -> tuple[SiteView, UUID, str]:
    """A site with a device in use: the site, the device's id, the secret it keeps."""
    site = await opened(door, court)
    made = await door.sites.add_device(site.id, clerk(door, court))
    return site, made.device_id, await door.sites.set_up(made.code.lower().replace("-", " "))


async def seen(door: Door, court: UUID | None = None) -> list[SiteView]:
    async with door.database.read() as reader:
        return await sites_of(reader, clerk(door, court), door.clock.now())


async def test_at_a_site_of_the_court_the_code_alone_opens_the_appointment_once(door: Door) -> None:
    _, _, secret = await device(door)
    invited = await door.invite()
    opened_here = await door.enter(invited.code, device="the shelter's tablet", site=secret)
    assert opened_here.principal.person_id == door.witness
    _, _, elsewhere = await device(door)
    with pytest.raises(WrongCode):
        await door.enter(invited.code, device="the desk in the hall", site=elsewhere)


async def test_a_code_alone_opens_nothing_at_another_courts_site_or_anywhere_else(door: Door) -> None:
    _, _, foreign = await device(door, uuid4())
    invited = await door.invite()
    for secret in (foreign, "made up", ""):
        with pytest.raises(WrongCode):
            await door.enter(invited.code, site=secret)


async def test_at_a_site_a_wrong_link_spoils_a_right_code(door: Door) -> None:
    _, _, secret = await device(door)
    invited = await door.invite()
    with pytest.raises(WrongCode):
        await door.enter(invited.code, "x" * 43, site=secret)


async def test_a_device_taken_out_of_use_and_a_closed_site_vouch_for_nobody(door: Door) -> None:
    site, device_id, secret = await device(door)
    closed, _, of_closed = await device(door)
    invited = await door.invite()
    await door.sites.end_device(site.id, device_id, clerk(door))
    await door.sites.close(closed.id, clerk(door))
    for ended in (secret, of_closed):
        with pytest.raises(WrongCode):
            await door.enter(invited.code, site=ended)
    assert [(one.id, one.devices) for one in await seen(door)] == [(site.id, [])]


async def test_the_code_of_a_device_works_once_even_for_64_at_one_moment(door: Door) -> None:
    site = await opened(door)
    made = await door.sites.add_device(site.id, clerk(door))
    found = await asyncio.gather(*(door.sites.set_up(made.code) for _ in range(64)), return_exceptions=True)
    assert sum(isinstance(one, str) for one in found) == 1
    assert sum(isinstance(one, WrongSiteCode) for one in found) == 63


async def test_the_code_of_a_device_ends_after_a_day_or_with_its_site(door: Door) -> None:
    site = await opened(door)
    late, ended = [await door.sites.add_device(site.id, clerk(door)) for _ in range(2)]
    await door.sites.end_device(site.id, ended.device_id, clerk(door))
    for code in (ended.code, "0000-0000-0000-0000"):
        with pytest.raises(WrongSiteCode):
            await door.sites.set_up(code)
    door.clock.advance(SITE_CODE_LIFE)
    with pytest.raises(WrongSiteCode):
        await door.sites.set_up(late.code)
    assert [one.state for one in (await seen(door))[0].devices] == ["too late"]


async def test_a_clerk_sees_the_sites_of_their_own_court_by_drawn_labels(door: Door) -> None:
    site, device_id, _ = await device(door)
    await opened(door, uuid4())
    (found,) = await seen(door)
    assert (found.id, found.label, found.kind) == (site.id, site.label, SiteKind.assisted)
    assert [(one.id, one.state, one.since) for one in found.devices] == [(device_id, "in use", door.clock.now())]
    assert len(site.label) == 3


async def test_only_clerks_vouch_and_only_for_their_own_court(door: Door) -> None:
    site, device_id, _ = await device(door)
    judge, stranger = Principal(door.clerk, Desk.judge, door.court), clerk(door, uuid4())
    with pytest.raises(OnlyClerksVouch):
        await door.sites.open(OpenSite(kind=SiteKind.courthouse), judge)
    for act in (door.sites.close(site.id, stranger), door.sites.end_device(site.id, device_id, stranger)):
        with pytest.raises(SiteNotFound):
            await act
    for act in (door.sites.close(uuid4(), clerk(door)), door.sites.end_device(site.id, uuid4(), clerk(door))):
        with pytest.raises(SiteNotFound):
            await act


async def test_she_comes_back_at_the_same_site_within_her_appointment(door: Door) -> None:
    _, _, secret = await device(door)
    invited = await door.invite()
    for _ in range(2):
        assert await door.enter(invited.code, device="the shelter's tablet", site=secret)
        door.clock.advance(timedelta(hours=1))
