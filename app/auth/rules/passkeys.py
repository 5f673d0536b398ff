"""Passkeys (WebAuthn Level 3): what a browser is asked, and whether its answer is the one that was asked for.

Every passkey must check its owner (user verification) and be found without a name (discoverable), so that each
is two factors by itself. Attestation is not asked for: a court does not choose which maker's key people use.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from app.auth.errors import PasskeyNotRight
from app.auth.terms import CHALLENGE_LIFE

MOST_PASSKEYS = 20
_WAIT = int(CHALLENGE_LIFE.total_seconds() * 1000)


@dataclass(frozen=True, slots=True)
class Site:
    """For whom passkeys are made: the host they are bound to, and the one origin that may use them."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey that was just made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    synced: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """A right answer: the counter it came with, and whether that went back although it cannot."""

    sign_count: int
    counted_back: bool


def site_of(public_url: str) -> Site:
    """The relying party of an installation; `http://localhost` is the one plain address browsers accept."""
    parts = urlsplit(public_url)
    return Site(parts.hostname or "localhost", f"{parts.scheme}://{parts.netloc}")


def registration_options(
    site: Site, challenge: bytes, account_id: UUID, label: str, known: Iterable[bytes]
) -> dict[str, Any]:
    """The JSON for `navigator.credentials.create`; `known` keys are not made a second time."""
    from webauthn import generate_registration_options
    from webauthn.helpers import options_to_json_dict
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.host,
        user_id=account_id.bytes,
        user_name=label,
        user_display_name=label,
        challenge=challenge,
        timeout=_WAIT,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return dict(options_to_json_dict(options))


def request_options(site: Site, challenge: bytes, known: Iterable[bytes] = ()) -> dict[str, Any]:
    """The JSON for `navigator.credentials.get`; without `known` the person chooses among all of this site."""
    from webauthn import generate_authentication_options
    from webauthn.helpers import options_to_json_dict
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        timeout=_WAIT,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options_to_json_dict(options))


def registered(site: Site, challenge: bytes, credential: Mapping[str, object]) -> NewKey:
    """The key inside an answer to `create`; raises PasskeyNotRight for anything else."""
    from webauthn import verify_registration_response
    from webauthn.helpers.structs import CredentialDeviceType

    try:
        found = verify_registration_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception as reason:  # parsing what strangers send: whatever breaks, it was not right
        raise PasskeyNotRight() from reason
    synced = found.credential_device_type is CredentialDeviceType.MULTI_DEVICE
    return NewKey(found.credential_id, found.credential_public_key, found.sign_count, synced)


def answered(
    site: Site, challenge: bytes, credential: Mapping[str, object], public_key: bytes, sign_count: int, *, synced: bool
) -> Answered:
    """Whether the key signed this challenge here; raises PasskeyNotRight.

    The counter is judged apart (§6.1.1): keys that never count stay at 0, and synced keys count each for itself.
    """
    from webauthn import verify_authentication_response

    try:
        found = verify_authentication_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception as reason:
        raise PasskeyNotRight() from reason
    counts = bool(sign_count or found.new_sign_count) and not synced
    return Answered(found.new_sign_count, counts and found.new_sign_count <= sign_count)


def credential_id_of(credential: Mapping[str, object]) -> bytes:
    """Which key answered, as the answer says; raises PasskeyNotRight."""
    from webauthn.helpers import base64url_to_bytes

    try:
        return base64url_to_bytes(str(credential["id"]))
    except (KeyError, ValueError) as reason:
        raise PasskeyNotRight() from reason


def user_handle_of(credential: Mapping[str, object]) -> bytes | None:
    """The account the key was made for, as the key says; None when it does not say."""
    from webauthn.helpers import base64url_to_bytes

    response = credential.get("response")
    handle = response.get("userHandle") if isinstance(response, Mapping) else None
    try:
        return base64url_to_bytes(str(handle)) if handle else None
    except ValueError as reason:
        raise PasskeyNotRight() from reason
