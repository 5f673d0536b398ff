"""What forms say about passkeys and apps: the answer of a passkey in a hidden field, a picture to scan."""

import json
from uuid import UUID

from markupsafe import Markup

from app.auth.commands import AddPasskey, PasskeyAnswer
from app.auth.errors import PasskeyNotRight
from app.edge.forms import Form


def answer(form: Form) -> PasskeyAnswer:
    """The answer that the page's script put into the form; raises PasskeyNotRight."""
    try:
        return PasskeyAnswer(challenge_id=UUID(form["challenge_id"]), credential=json.loads(form["credential"]))
    except (ValueError, RecursionError) as reason:
        raise PasskeyNotRight() from reason


def added(form: Form) -> AddPasskey:
    """A new passkey with the name its owner typed; raises PasskeyNotRight."""
    given = answer(form)
    try:
        return AddPasskey(name=form["name"] or "–", challenge_id=given.challenge_id, credential=given.credential)
    except ValueError as reason:
        raise PasskeyNotRight() from reason


def picture(address: str) -> Markup:
    """A QR code as part of the page itself: dark on white whatever the page's colours, with its quiet zone."""
    import segno

    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=5, border=4, dark="#000000", light="#ffffff")
    return Markup(drawn)  # noqa: S704 (drawn by us; nothing of the address is markup)
