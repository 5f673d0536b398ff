// Runs before every page of a journey: small fake pictures, sound as it is, and a memory of what was captured and what came in.
(() => {
  const watch = (window.journey = { asked: 0, taps: [], connections: [], pictures: [] });

  addEventListener("click", (event) => {
    const name = event.target instanceof Element ? Object.keys(event.target.dataset)[0] : undefined;
    watch.taps.push({ at: Date.now(), name });
  }, true);

  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(...given) {
      super(...given);
      watch.connections.push(this);
      this.addEventListener("track", ({ track }) => track.kind === "video" && watch.pictures.push(track));
    }
  };

  const devices = navigator.mediaDevices;
  const real = devices?.getUserMedia.bind(devices);
  if (real) {
    devices.getUserMedia = async ({ video, audio }) => {
      watch.asked += 1;
      const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
      const small = { width: 160, height: 120, frameRate: 7 };
      const stream = await real({ video: video && small, audio: audio && { ...(audio === true ? {} : audio), ...raw } });
      return window.journeyColour && video ? painted(stream, window.journeyColour) : stream;
    };
  }

  /** What a page receives, whether it shows it or not; played only while it is looked at, since playing costs. */
  async function played(track) {
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = new MediaStream([track]);
    video.play().catch(() => {});
    const begun = new Promise((resolve) => video.addEventListener("loadeddata", resolve, { once: true }));
    await Promise.race([begun, new Promise((resolve) => setTimeout(resolve, 2000))]);
    return video;
  }

  /** A picture of one colour with snow in it, so that it is known again and costs packets. */
  function painted(stream, [red, green, blue]) {
    const canvas = document.createElement("canvas");
    canvas.width = 160;
    canvas.height = 120;
    const ink = canvas.getContext("2d");
    const draw = () => {
      ink.fillStyle = `rgb(${red} ${green} ${blue})`;
      ink.fillRect(0, 0, 160, 120);
      ink.fillStyle = `rgb(${red >> 1} ${green >> 1} ${blue >> 1})`;
      for (let flake = 0; flake < 400; flake += 1) ink.fillRect(Math.random() * 160, Math.random() * 120, 2, 2);
    };
    draw();
    const track = canvas.captureStream(7).getVideoTracks()[0];
    const timer = setInterval(() => (track.readyState === "live" ? draw() : clearInterval(timer)), 140);
    stream.getVideoTracks().forEach((own) => own.stop());
    return new MediaStream([track, ...stream.getAudioTracks()]);
  }

  /** What came in, by m-line: packets, and when the last one did. */
  watch.inbound = async () => {
    const found = [];
    for (const connection of watch.connections) {
      if (connection.signalingState === "closed") continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type === "inbound-rtp") {
          found.push({ mid: report.mid, kind: report.kind, packets: report.packetsReceived, last: report.lastPacketReceivedTimestamp ?? 0 });
        }
      }
    }
    return found;
  };

  /** Whether any picture that came in was mostly of this colour. */
  watch.sees = async (colour) => {
    const videos = await Promise.all(watch.pictures.map(played));
    const found = videos.some((video) => shows(video, colour));
    videos.forEach((video) => { video.srcObject = null; });
    return found;
  };

  function shows(video, [red, green, blue]) {
    if (!video.videoWidth) return false;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 8;
    const ink = canvas.getContext("2d");
    ink.drawImage(video, 0, 0, 8, 8);
    const [r, g, b] = ink.getImageData(4, 4, 1, 1).data;
    return Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue) < 150;
  }
})();
