"""A real Chromium as a peer of the media engine: one page publishes a fake camera, another shows it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from app.media.port import MediaEngine, Offer

ARGUMENTS = [
    "--no-sandbox",
    "--allow-loopback-in-peer-connection",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--autoplay-policy=no-user-gesture-required",
]
PAGE = "http://localhost/media"
# A page of the test's own: a secure context, so that the camera may be used.
SCRIPT = """
const gathered = (pc) => new Promise((done) => {
  if (pc.iceGatheringState === 'complete') return done();
  pc.onicegatheringstatechange = () => pc.iceGatheringState === 'complete' && done();
});
async function offer(configuration) {
  const video = {width: 160, height: 120, frameRate: 15};
  const stream = await navigator.mediaDevices.getUserMedia({audio: true, video});
  window.pub = new RTCPeerConnection(configuration);
  stream.getTracks().forEach((track) => pub.addTransceiver(track, {direction: 'sendonly', streams: [stream]}));
  await pub.setLocalDescription();
  await gathered(pub);
  return pub.localDescription.sdp;
}
async function accept(sdp) { await pub.setRemoteDescription({type: 'answer', sdp}); }
async function answer([sdp, configuration]) {
  window.sub = new RTCPeerConnection(configuration);
  await sub.setRemoteDescription({type: 'offer', sdp});
  await sub.setLocalDescription();
  await gathered(sub);
  return sub.localDescription.sdp;
}
async function inbound(kind) {
  const reports = [...(await sub.getStats()).values()];
  return reports.filter((r) => r.type === 'inbound-rtp' && r.kind === kind);
}
async function frames(least) {
  for (;;) {
    const [video] = await inbound('video');
    if (video && video.framesDecoded >= least) return video.framesDecoded;
    await new Promise((again) => setTimeout(again, 50));
  }
}
async function packets(kind, least) {
  for (;;) {
    const [report] = await inbound(kind);
    if (report && report.packetsReceived >= least) return report.packetsReceived;
    await new Promise((again) => setTimeout(again, 50));
  }
}
async function localType(name) {
  const reports = await window[name].getStats();
  const transport = [...reports.values()].find((r) => r.type === 'transport');
  return reports.get(reports.get(transport.selectedCandidatePairId).localCandidateId).candidateType;
}
async function profile(name) {
  const reports = [...(await window[name].getStats()).values()];
  return reports.find((r) => r.type === 'transport').srtpCipher;
}
"""


@asynccontextmanager
async def chromium(launcher: str = "/usr/bin/chromium") -> AsyncIterator[Browser]:
    """A browser with a fake camera and microphone; `launcher` may run it somewhere else."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=launcher, args=ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()


async def open_page(browser: Browser) -> Page:
    page = await browser.new_page()
    html = f"<!doctype html><script>{SCRIPT}</script>"
    await page.route(PAGE, lambda route: route.fulfill(content_type="text/html", body=html))
    await page.goto(PAGE)
    return page


async def publish(
    page: Page,
    engine: MediaEngine,
    room: str,
    peer: str,
    configuration: dict[str, Any] | None = None,
    *,
    relay_only: bool = False,
) -> str:
    """Send the page's fake camera and microphone as `peer`; gives the engine's answer."""
    offer = await page.evaluate("(c) => offer(c)", configuration or {})
    answer = await engine.publish(room, peer, 1, offer, relay_only=relay_only)
    await page.evaluate("(sdp) => accept(sdp)", answer)
    return answer


async def subscribe(page: Page, engine: MediaEngine, room: str, peer: str, audio: int = 1, video: int = 1) -> Offer:
    offer = await engine.subscribe(room, peer, 1, audio_slots=audio, video_slots=video)
    answer = await page.evaluate("(a) => answer(a)", [offer.sdp, {}])
    await engine.subscribed(room, peer, 1, answer)
    return offer
