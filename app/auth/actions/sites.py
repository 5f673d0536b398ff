"""The places a court vouches for, and setting up their devices: there a code alone opens an appointment."""

from uuid import UUID

from app.audit.log import append
from app.auth.commands import OpenSite
from app.auth.errors import SiteNotFound, WrongSiteCode
from app.auth.events import SiteClosed, SiteCodeMade, SiteDeviceEnded, SiteDeviceSetUp, SiteOpened
from app.auth.models import Site, SiteDevice
from app.auth.queries import hashed
from app.auth.queries.sites import court_that_vouches
from app.auth.rules.invitations import draw_label
from app.auth.steps import BlindIndex
from app.auth.steps.sites import hold_site, labels_of, waiting_device
from app.auth.terms import SITE_CODE_LIFE
from app.auth.views import Principal, SiteCode, SiteView
from app.db.database import Database
from app.kernel.clock import Clock
from app.kernel.errors import NotFound
from app.kernel.ids import normalise_code, secret_token, spoken_code


class Sites:
    """Every act on a vetted site. A clerk acts for the court; whoever holds the device types its code."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._clock = clock

    async def open(self, command: OpenSite, by: Principal) -> SiteView:
        """Vouch for a place, under a drawn label; raises OnlyClerksVouch."""
        at, court_id = self._clock.now(), court_that_vouches(by)
        async with self._database.begin() as uow:
            label = draw_label(await labels_of(uow, court_id), iter(lambda: spoken_code(3), ""))
            row = Site(court_id=court_id, label=label, kind=command.kind.value, opened_at=at)
            uow.add(row)
            await uow.flush()
            await append(uow, SiteOpened(site_id=row.id, court_id=court_id), by=by.by, at=at)
        return SiteView(id=row.id, label=label, kind=command.kind, devices=[])

    async def close(self, site_id: UUID, by: Principal) -> None:
        """End a site: on its devices a code alone opens nothing from now on. Raises SiteNotFound."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            site = await hold_site(uow, site_id, court_that_vouches(by))
            site.closed_at = at
            await append(uow, SiteClosed(site_id=site_id), by=by.by, at=at)

    async def add_device(self, site_id: UUID, by: Principal) -> SiteCode:
        """A code of 16 characters that sets up one device of this site, once, within a day. Raises SiteNotFound."""
        at, code = self._clock.now(), spoken_code(16)
        async with self._database.begin() as uow:
            await hold_site(uow, site_id, court_that_vouches(by))
            row = SiteDevice(site_id=site_id, code_hash=self._hash(code), code_until=at + SITE_CODE_LIFE)
            uow.add(row)
            await uow.flush()
            await append(uow, SiteCodeMade(site_id=site_id, device_id=row.id), by=by.by, at=at)
        spoken = "-".join(code[start : start + 4] for start in range(0, 16, 4))
        return SiteCode(device_id=row.id, code=spoken, expires_at=row.code_until)

    async def end_device(self, site_id: UUID, device_id: UUID, by: Principal) -> None:
        """Take a device, or a code that waits for one, out of use. Raises SiteNotFound."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            await hold_site(uow, site_id, court_that_vouches(by))
            try:
                row = await uow.lock(SiteDevice, device_id)
            except NotFound as reason:
                raise SiteNotFound() from reason
            if row.site_id != site_id or row.ended_at is not None:
                raise SiteNotFound()
            row.ended_at = at
            await append(uow, SiteDeviceEnded(site_id=site_id, device_id=device_id), by=by.by, at=at)

    async def set_up(self, code: str) -> str:
        """The secret this device keeps from now on; a code works once. Raises WrongSiteCode."""
        at, secret = self._clock.now(), secret_token()
        async with self._database.begin() as uow:
            row = await waiting_device(uow, self._hash(code), at)
            if row is None:
                raise WrongSiteCode()
            row.secret_hash, row.enrolled_at = hashed(secret), at
            await append(uow, SiteDeviceSetUp(site_id=row.site_id, device_id=row.id), by=None, at=at)
        return secret

    def _hash(self, code: str) -> bytes:
        return self._index.blind_index(f"site:{normalise_code(code)}")
