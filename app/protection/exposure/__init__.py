"""Exposure: the one pure decision everything obeys."""

from app.protection.exposure.audiences import audiences, protected_from, screened
from app.protection.exposure.changes import effect, rising
from app.protection.exposure.decide import caps_on, exposure, guarded, meet_all
from app.protection.exposure.endpoints import (
    ATTESTATION_LASTS,
    Endpoint,
    attested,
    endpoint_exposure,
    sending,
)
from app.protection.terms import FULL, NOTHING, Exposure, Name, Presence, Setting, Video, Voice, Words

__all__ = [
    "ATTESTATION_LASTS",
    "FULL",
    "NOTHING",
    "Endpoint",
    "Exposure",
    "Name",
    "Presence",
    "Setting",
    "Video",
    "Voice",
    "Words",
    "attested",
    "audiences",
    "caps_on",
    "effect",
    "endpoint_exposure",
    "exposure",
    "guarded",
    "meet_all",
    "protected_from",
    "rising",
    "screened",
    "sending",
]
