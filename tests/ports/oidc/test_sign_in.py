"""The client against a provider that speaks the truth: what it asks for, what it takes, what it keeps."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from app.oidc.errors import ProviderNotTrusted, ProviderRefused
from app.oidc.port import Answer
from tests.ports.oidc.conftest import ASK, Meeting


async def test_what_the_browser_is_sent_with_holds_state_nonce_and_a_challenge_and_no_secret(meeting: Meeting) -> None:
    address = await meeting.speaker.address(meeting.client, ASK)
    sent = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{meeting.provider.issuer}/auth?")
    assert (sent["state"], sent["nonce"], sent["code_challenge_method"]) == (ASK.state, ASK.nonce, "S256")
    assert (sent["response_type"], sent["client_id"], sent["redirect_uri"]) == ("code", "court", ASK.redirect_uri)
    assert sent["scope"] == "openid profile email"
    assert ASK.verifier not in address
    assert "prompt" not in sent


async def test_a_fresh_proof_is_asked_for_where_one_is_needed(meeting: Meeting) -> None:
    meeting.wanting(acr_values="loa3 loa4")
    address = await meeting.speaker.address(meeting.client, replace(ASK, again=True))
    sent = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert (sent["prompt"], sent["max_age"], sent["acr_values"]) == ("login", "0", "loa3 loa4")


async def test_who_somebody_is_comes_from_the_signed_token_and_the_userinfo(
    meeting: Meeting, clock: SettableClock
) -> None:
    meeting.provider.people["ines"] = {
        "name": "Ines Moreau",
        "email": "ines@bar.example",
        "email_verified": True,
        "groups": ["advocates", "board"],
        "realm": {"roles": ["member"]},
    }
    meeting.provider.lies.claims = lambda claims: {**claims, "acr": "loa3", "amr": ["pwd", "otp"]}
    said = await meeting.sign_in()
    assert (said.issuer, said.subject, said.session) == (meeting.provider.issuer, "ines", "session of ines")
    assert (said.name, said.email) == (Protected("Ines Moreau"), Protected("ines@bar.example"))
    assert said.email_verified
    assert said.claims == {"groups": {"advocates", "board"}, "realm.roles": {"member"}}
    assert (said.acr, said.amr) == ("loa3", {"pwd", "otp"})
    assert said.auth_time == clock.now() - timedelta(seconds=5)


async def test_where_both_speak_what_was_signed_counts(meeting: Meeting) -> None:
    meeting.provider.people["ines"] = {"groups": ["judges"], "email_verified": True}
    meeting.provider.lies.claims = lambda claims: {**claims, "groups": ["advocates"], "email_verified": "true"}
    said = await meeting.sign_in()
    assert said.claims["groups"] == {"advocates"}
    assert not said.email_verified


async def test_a_key_that_was_changed_is_fetched_anew_once(meeting: Meeting, clock: SettableClock) -> None:
    await meeting.sign_in()
    clock.advance(timedelta(minutes=1))
    meeting.provider.rotate()
    asked = len(meeting.provider.asked)
    assert (await meeting.sign_in()).subject == "ines"
    assert meeting.provider.asked[asked:].count("/jwks") == 1
    clock.advance(timedelta(minutes=1))
    meeting.provider.lies.header = lambda header: {**header, "kid": "never published"}
    asked = len(meeting.provider.asked)
    with pytest.raises(ProviderNotTrusted) as refused:
        await meeting.sign_in()
    assert refused.value.data == {"reason": "kid"}
    assert meeting.provider.asked[asked:].count("/jwks") == 1


async def test_what_a_provider_publishes_is_kept_and_asked_for_again_after_a_while(
    meeting: Meeting, clock: SettableClock
) -> None:
    published = ("/.well-known/openid-configuration", "/jwks")
    for _ in range(3):
        await meeting.sign_in()
    assert [meeting.provider.asked.count(path) for path in published] == [1, 1]
    clock.advance(timedelta(hours=2))
    await meeting.sign_in()
    assert [meeting.provider.asked.count(path) for path in published] == [2, 2]


async def test_the_test_of_a_connection_asks_now_whatever_is_kept(meeting: Meeting) -> None:
    for _ in range(2):
        assert (await meeting.speaker.find(meeting.provider.issuer)).names_itself
    assert len(meeting.provider.asked) == 2


async def test_a_code_is_redeemed_with_the_verifier_of_its_own_journey_alone(meeting: Meeting) -> None:
    answer = await meeting.answer()
    with pytest.raises(ProviderRefused):
        await meeting.speaker.redeem(meeting.client, replace(ASK, verifier="w" * 64), answer)
    with pytest.raises(ProviderRefused):
        await meeting.speaker.redeem(meeting.client, ASK, answer)


async def test_a_public_client_sends_no_secret(meeting: Meeting) -> None:
    meeting.wanting(secret=None)
    with pytest.raises(ProviderRefused):  # this provider wants one
        await meeting.sign_in()


async def test_the_way_to_sign_out_there_leads_back_here(meeting: Meeting) -> None:
    address = await meeting.speaker.farewell(meeting.client, "http://localhost:8000/")
    assert address == (
        f"{meeting.provider.issuer}/end?client_id=court&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A8000%2F"
    )
    meeting.provider.lies.discovery = lambda found: {k: v for k, v in found.items() if k != "end_session_endpoint"}
    assert (await meeting.speaker.find(meeting.provider.issuer)).end_session_endpoint is None
    assert await meeting.speaker.farewell(meeting.client, "http://localhost:8000/") is None


async def test_an_answer_without_a_code_and_without_an_error_is_refused(meeting: Meeting) -> None:
    await meeting.speaker.address(meeting.client, ASK)
    with pytest.raises(ProviderRefused):
        await meeting.speaker.redeem(meeting.client, ASK, Answer(state=ASK.state, issuer=meeting.provider.issuer))
