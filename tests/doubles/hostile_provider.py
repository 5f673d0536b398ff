"""An OpenID provider on loopback that speaks the protocol rightly, until it is told to lie in one place."""

import asyncio
import base64
import hashlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from joserfc import jws
from joserfc.jwk import ECKey, OctKey, RSAKey

from app.kernel.clock import Clock
from app.oidc.port import Answer

Json = dict[str, Any]
SECRET = "a secret of forty letters+or/thereabouts"
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


def _same(value: Json) -> Json:
    return value


@dataclass
class Lies:
    """Where it lies: each takes what would be true and gives what is sent. `key` signs in place of its own."""

    claims: Callable[[Json], Json] = _same
    header: Callable[[Json], Json] = _same
    discovery: Callable[[Json], Json] = _same
    answer: Callable[[Json], Json] = _same
    tokens: Callable[[Json], Json] = _same
    info: Callable[[Json], Json] = _same
    key: Any = None
    token: Callable[[str], str] = str
    status: int = 200
    raw: bytes | None = None  # every answer is this, whatever was asked


@dataclass
class HostileProvider:
    """`asked`: the paths that were asked for, in order. `people`: extra claims by subject."""

    issuer: str
    clock: Clock
    client_id: str = "court"
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})
    )
    lies: Lies = field(default_factory=Lies)
    asked: list[str] = field(default_factory=list)
    people: dict[str, Json] = field(default_factory=dict)
    codes: dict[str, Json] = field(default_factory=dict)

    def authorize(self, address: str, subject: str = "ines") -> Answer:
        """What a browser brings back after this person signed in there."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = uuid4().hex
        self.codes[code] = {**asked, "subject": subject}
        answer = self.lies.answer({"state": asked["state"], "code": code, "iss": self.issuer, "error": ""})
        return Answer(state=answer["state"], code=answer["code"], issuer=answer["iss"], error=answer["error"])

    def rotate(self, kid: str = "second") -> None:
        """Sign with another key from now on, and publish that one alone."""
        self.key = _signing_key(kid)

    def logout_token(self, subject: str = "ines", session: str = "", **changes: Any) -> str:
        """What it sends when somebody signed out there; a change of None leaves a claim out."""
        claims = {
            **self._times(120),
            "aud": self.client_id,
            "jti": uuid4().hex,
            "sub": subject,
            "events": {LOGOUT: {}},
            **({"sid": session} if session else {}),
            **changes,
        }
        return self._signed({name: value for name, value in claims.items() if value is not None}, "logout+jwt")

    def discovery(self) -> Json:
        """OpenID Connect Discovery 1.0 §3."""
        return self.lies.discovery(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/auth",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
                "userinfo_endpoint": f"{self.issuer}/me",
                "end_session_endpoint": f"{self.issuer}/end",
                "response_types_supported": ["code"],
                "code_challenge_methods_supported": ["S256"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
                "authorization_response_iss_parameter_supported": True,
                "backchannel_logout_supported": True,
            }
        )

    def handle(self, path: str, headers: dict[str, str], body: str) -> tuple[int, Json]:
        """Answer one request."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return self.lies.status, self.discovery()
        if path == "/jwks":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        if path == "/me":
            subject = headers["authorization"].removeprefix("Bearer token of ")
            return 200, self.lies.info({"sub": subject, **self.people.get(subject, {})})
        return self._token({name: values[0] for name, values in parse_qs(body).items()}, headers)

    def _token(self, form: dict[str, str], headers: dict[str, str]) -> tuple[int, Json]:
        asked = self.codes.pop(form.get("code", ""), None)
        pair = base64.b64decode(headers.get("authorization", "").removeprefix("Basic ")).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        right = (
            asked is not None
            and pair == "court:a+secret+of+forty+letters%2Bor%2Fthereabouts"
            and challenge.decode().rstrip("=") == asked["code_challenge"]
            and form.get("redirect_uri") == asked["redirect_uri"]
        )
        if not right or asked is None:
            return 400, {"error": "invalid_grant"}
        access = f"token of {asked['subject']}"
        claims = self.lies.claims({**self._id_token(asked), **self._half_hash(access)})
        tokens = {"access_token": access, "token_type": "Bearer", "id_token": self._signed(claims, "JWT")}
        return 200, self.lies.tokens(tokens)

    def _id_token(self, asked: Json) -> Json:
        return {
            **self._times(300),
            "aud": self.client_id,
            "sub": asked["subject"],
            "nonce": asked["nonce"],
            "auth_time": int(self.clock.now().timestamp()) - 5,
            "sid": f"session of {asked['subject']}",
        }

    def _times(self, life: int) -> Json:
        now = int(self.clock.now().timestamp())
        return {"iss": self.issuer, "iat": now, "exp": now + life}

    def _half_hash(self, access: str) -> Json:
        half = hashlib.sha256(access.encode()).digest()[:16]
        return {"at_hash": base64.urlsafe_b64encode(half).decode().rstrip("=")}

    def _signed(self, claims: Json, kind: str) -> str:
        header = self.lies.header({"alg": "RS256", "kid": self.key.kid, "typ": kind})
        signed = f"{_part(json.dumps(header).encode())}.{_part(json.dumps(claims).encode())}"
        if header["alg"].lower() == "none":
            return self.lies.token(f"{signed}.")
        algorithm = jws.JWSRegistry.algorithms[header["alg"]]
        return self.lies.token(f"{signed}.{_part(algorithm.sign(signed.encode(), self.lies.key or self.key))}")


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@cache
def _signing_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


def other_keys() -> dict[str, Any]:
    """Keys that are none of the provider's, by what they are."""
    return {
        "rsa": RSAKey.generate_key(2048, {"kid": "first"}),
        "ec": ECKey.generate_key("P-256", {"kid": "first"}),
        "oct": OctKey.import_key(SECRET, {"kid": "first"}),
    }


@asynccontextmanager
async def hostile_provider(clock: Clock) -> AsyncIterator[HostileProvider]:
    """One that listens on loopback until the block is left."""
    made = HostileProvider("", clock)
    server = await asyncio.start_server(lambda reader, writer: _serve(made, reader, writer), "127.0.0.1", 0)
    made.issuer = f"http://localhost:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        await server.wait_closed()


async def _serve(provider: HostileProvider, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        body = (await reader.readexactly(int(headers.get("content-length", 0)))).decode()
        if provider.lies.raw is not None:
            writer.write(provider.lies.raw)
        else:
            status, document = provider.handle(urlsplit(first.split(" ")[1]).path, headers, body)
            content = json.dumps(document).encode()
            writer.write(f"HTTP/1.1 {status} x\r\ncontent-length: {len(content)}\r\n\r\n".encode() + content)
        await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()
