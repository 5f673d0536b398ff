"""A provider, or somebody between it and the court, lies in one place: nobody is signed in, and the reason is named.

Each lie is told once; the same journey without it succeeds first, so that no refusal is for another reason.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.kernel.errors import Refusal
from app.oidc.errors import DiscoveryUnusable, ProviderNotTrusted, ProviderRefused, ProviderSilent, SignInCancelled
from tests.doubles.hostile_provider import HostileProvider, Lies, other_keys
from tests.ports.oidc.conftest import ASK, Meeting

Json = dict[str, Any]
OTHERS = other_keys()


def claims(**changes: object) -> Lies:
    """Claims changed; None leaves one out."""
    return Lies(claims=lambda true: {k: v for k, v in {**true, **changes}.items() if v is not None})


def later(name: str, seconds: int) -> Lies:
    return Lies(claims=lambda true: {**true, name: true[name] + seconds})


def header(**changes: object) -> Lies:
    return Lies(header=lambda true: {k: v for k, v in {**true, **changes}.items() if v is not None})


def signed(algorithm: str, key: Any) -> Lies:
    return Lies(header=lambda true: {**true, "alg": algorithm}, key=key)


def answered(**changes: str) -> Lies:
    return Lies(answer=lambda true: {**true, **changes})


def _broken(part: int) -> Callable[[str], str]:
    def change(token: str) -> str:
        parts = token.split(".")
        text = parts[part]
        parts[part] = text[:-2] + ("AA" if text[-2:] != "AA" else "BB")
        return ".".join(parts)

    return change


def _other_payload(token: str) -> str:
    head, body, signature = token.split(".")
    said = json.loads(base64.urlsafe_b64decode(body + "=="))
    forged = base64.urlsafe_b64encode(json.dumps({**said, "sub": "somebody else"}).encode()).decode().rstrip("=")
    return f"{head}.{forged}.{signature}"


LIES: dict[str, tuple[Lies, str]] = {
    "a nonce of another journey": (claims(nonce="x" * 64), "nonce"),
    "no nonce": (claims(nonce=None), "nonce"),
    "another issuer in the token": (claims(iss="https://evil.example"), "iss"),
    "an issuer that only begins alike": (Lies(claims=lambda true: {**true, "iss": true["iss"] + "/"}), "iss"),
    "no issuer": (claims(iss=None), "iss"),
    "a token for somebody else": (claims(aud="another court"), "aud"),
    "a token for a list without us": (claims(aud=["another court"]), "aud"),
    "no audience": (claims(aud=None), "aud"),
    "an audience that is no text": (claims(aud={"court": True}), "aud"),
    "a token for several without saying for whom": (claims(aud=["court", "another court"]), "azp"),
    "a token issued to another of several": (claims(aud=["court", "another court"], azp="another court"), "azp"),
    "issued to another though for us": (claims(azp="another court"), "azp"),
    "expired": (later("exp", -301 - 60), "exp"),
    "no expiry": (claims(exp=None), "exp"),
    "an expiry in words": (claims(exp="2099-01-01"), "exp"),
    "an expiry that is true": (claims(exp=True), "exp"),
    "an expiry without end": (claims(exp=2**60), "exp"),
    "issued long ago": (later("iat", -3600), "iat"),
    "issued in an hour": (later("iat", 3600), "iat"),
    "no time of issue": (claims(iat=None), "iat"),
    "valid only tomorrow": (Lies(claims=lambda true: {**true, "nbf": true["iat"] + 86_400}), "nbf"),
    "no subject": (claims(sub=None), "sub"),
    "an empty subject": (claims(sub=""), "sub"),
    "a subject that is a number": (claims(sub=17), "sub"),
    "a subject of thousands of letters": (claims(sub="s" * 5000), "sub"),
    "the hash of another access token": (claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), "at_hash"),
    "alg none": (header(alg="none"), "alg"),
    "alg none in other letters": (header(alg="nOnE"), "alg"),
    "something in the header that must be understood": (header(crit=["exp"], exp=1), "header"),
    "a key of its own in the header": (
        Lies(header=lambda true: {**true, "jwk": OTHERS["rsa"].as_dict(private=False)}, key=OTHERS["rsa"]),
        "signature",
    ),
    "signed with the client secret": (signed("HS256", OTHERS["oct"]), "alg"),
    "signed with a key of its own under our key's name": (Lies(key=OTHERS["rsa"]), "signature"),
    "signed with another kind of key under our key's name": (signed("ES256", OTHERS["ec"]), "kid"),
    "an algorithm that is not on the court's list": (header(alg="RS512"), "alg"),
    "a key that is not published": (header(kid="../../keys"), "kid"),
    "a token made for another purpose": (header(typ="at+jwt"), "header"),
    "a logout token in place of one": (header(typ="logout+jwt"), "header"),
    "one letter of the claims changed": (Lies(token=_other_payload), "signature"),
    "one letter of the signature changed": (Lies(token=_broken(2)), "signature"),
    "no signature": (Lies(token=lambda token: token.rpartition(".")[0] + "."), "signature"),
    "two parts": (Lies(token=lambda token: token.rpartition(".")[0]), "form"),
    "no token at all": (Lies(tokens=lambda true: {**true, "id_token": None}), "id_token"),
    "a token as long as a book": (Lies(token=lambda token: "e" * 20_000 + token), "form"),
    "a header that is no object": (Lies(token=lambda token: "W10." + token.partition(".")[2]), "form"),
    "userinfo about somebody else": (Lies(info=lambda true: {**true, "sub": "somebody else"}), "sub"),
    "an answer in the name of another provider": (answered(iss="https://evil.example"), "iss"),
    "an answer in nobody's name": (answered(iss=""), "iss"),
    "an error in the name of another provider": (answered(iss="https://evil.example", error="access_denied"), "iss"),
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_lie_signs_nobody_in(meeting: Meeting, lie: str) -> None:
    assert (await meeting.sign_in()).subject == "ines"
    meeting.provider.lies, reason = LIES[lie]
    with pytest.raises(ProviderNotTrusted) as refused:
        await meeting.sign_in()
    assert refused.value.data == {"reason": reason}


async def test_an_old_proof_is_none_where_a_fresh_one_was_asked_for(meeting: Meeting) -> None:
    again = replace(ASK, again=True)
    assert (await meeting.sign_in(again)).subject == "ines"
    for lie in (later("auth_time", -3600), claims(auth_time=None), claims(auth_time="now")):
        meeting.provider.lies = lie
        with pytest.raises(ProviderNotTrusted) as refused:
            await meeting.sign_in(again)
        assert refused.value.data == {"reason": "auth_time"}


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        ("access_denied", SignInCancelled),
        ("login_required", SignInCancelled),
        ("server_error", ProviderSilent),
        ("temporarily_unavailable", ProviderSilent),
        ("invalid_scope", ProviderRefused),
        ("<script>alert(1)</script>", ProviderRefused),
    ],
)
async def test_an_error_of_the_provider_becomes_one_of_ours_and_none_of_its_words_are_repeated(
    meeting: Meeting, error: str, refusal: type[Refusal]
) -> None:
    meeting.provider.lies = answered(error=error, code="")
    with pytest.raises(refusal) as refused:
        await meeting.sign_in()
    assert refused.value.data == {}


NO_ANSWER: dict[str, bytes] = {
    "not HTTP": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "nothing": b"",
    "not JSON": b"HTTP/1.1 200 x\r\ncontent-length: 6\r\n\r\n<html>",
    "a list": b"HTTP/1.1 200 x\r\ncontent-length: 2\r\n\r\n[]",
    "deeper than anybody reads": b"HTTP/1.1 200 x\r\ncontent-length: 200000\r\n\r\n" + b"[" * 200_000,
    "more than anybody needs": b"HTTP/1.1 200 x\r\ncontent-length: 900000\r\n\r\n" + b" " * 900_000,
    "a redirect into the network": b"HTTP/1.1 302 x\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
    "half of it": b"HTTP/1.1 200 x\r\ncontent-length: 500\r\n\r\n{}",
    "packed": b"HTTP/1.1 200 x\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n\x1f\x8b",
}


@pytest.mark.parametrize("answer", NO_ANSWER)
async def test_a_provider_that_answers_nonsense_counts_as_silent(meeting: Meeting, answer: str) -> None:
    meeting.provider.lies = Lies(raw=NO_ANSWER[answer])
    with pytest.raises(ProviderSilent):
        await meeting.speaker.find(meeting.provider.issuer)


DISCOVERY: dict[str, tuple[Json, str]] = {
    "another issuer": ({"issuer": "https://evil.example"}, "issuer"),
    "no token endpoint": ({"token_endpoint": None}, "token_endpoint"),
    "keys on plain http elsewhere": ({"jwks_uri": "http://keys.example/jwks"}, "jwks_uri"),
    "a token endpoint in a file": ({"token_endpoint": "file:///etc/passwd"}, "token_endpoint"),
    "a way out that runs a script": ({"end_session_endpoint": "javascript:alert(1)"}, "end_session_endpoint"),
    "no code flow": ({"response_types_supported": ["id_token"]}, "response_types_supported"),
    "no S256": ({"code_challenge_methods_supported": ["plain"]}, "code_challenge_methods_supported"),
    "shared secrets and nothing alone": (
        {"id_token_signing_alg_values_supported": ["HS256", "none"]},
        "id_token_signing_alg_values_supported",
    ),
    "a list that is none": ({"response_types_supported": "code"}, "response_types_supported"),
    "ways to take a secret we do not know": (
        {"token_endpoint_auth_methods_supported": ["tls_client_auth"]},
        "token_endpoint_auth_methods_supported",
    ),
}


@pytest.mark.parametrize("described", DISCOVERY)
async def test_a_provider_that_describes_itself_wrongly_is_not_used(meeting: Meeting, described: str) -> None:
    assert (await meeting.speaker.find(meeting.provider.issuer)).algorithms == ("RS256", "ES256")
    changes, reason = DISCOVERY[described]
    meeting.provider.lies = Lies(discovery=lambda true: {k: v for k, v in {**true, **changes}.items() if v is not None})
    with pytest.raises(DiscoveryUnusable) as refused:
        await meeting.speaker.find(meeting.provider.issuer)
    assert refused.value.data == {"reason": reason}


def _logout(provider: HostileProvider, lie: str) -> str:
    match lie:
        case "events":
            return provider.logout_token(events={})
        case "nonce":
            return provider.logout_token(nonce="n")
        case "sub":
            return provider.logout_token(sub=None)
        case "jti":
            return provider.logout_token(jti=None)
        case "aud":
            return provider.logout_token(aud="another court")
        case "exp":
            return provider.logout_token(exp=1)
        case _:
            return provider.logout_token(iss="https://evil.example")


@pytest.mark.parametrize("lie", ["events", "nonce", "sub", "jti", "aud", "exp", "iss"])
async def test_a_logout_token_that_lies_ends_nothing(meeting: Meeting, lie: str) -> None:
    ended = await meeting.speaker.read_logout(meeting.client, meeting.provider.logout_token(session="one"))
    assert (ended.subject, ended.session) == ("ines", "one")
    with pytest.raises(ProviderNotTrusted) as refused:
        await meeting.speaker.read_logout(meeting.client, _logout(meeting.provider, lie))
    assert refused.value.data == {"reason": lie}


async def test_an_id_token_is_no_logout_token(meeting: Meeting) -> None:
    kept: list[str] = []
    meeting.provider.lies = Lies(token=lambda token: kept.append(token) or token)  # type: ignore[func-returns-value]
    await meeting.sign_in()
    with pytest.raises(ProviderNotTrusted):
        await meeting.speaker.read_logout(meeting.client, kept[0])
