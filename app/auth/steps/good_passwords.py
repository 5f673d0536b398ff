"""What several actions do before they keep a password: hold it to the policy for this person, here."""

from collections.abc import Awaitable, Callable, Sequence

from app.auth.models import Person
from app.auth.rules.good_passwords import require_good
from app.db.database import Reader

CourtNames = Callable[[Reader], Awaitable[Sequence[str]]]


async def require_good_for(reader: Reader, person: Person, password: str, court_names: CourtNames) -> None:
    """Raises PasswordTooShort, PasswordTellsWhoYouAre, PasswordTooEasy."""
    require_good(password, (person.name, person.email), await court_names(reader))
