// @ts-check
/** The people in the hearing: one tile for each slot the server filled, never for anybody else. */

import { element, fill } from "../core/dom.js";
import { say } from "./words.js";

const LOUD = 0.02;

export class Floor {
  /** @param {HTMLElement} root @param {import("./peer.js").Subscriber} subscriber */
  constructor(root, subscriber) {
    this.root = root;
    this.subscriber = subscriber;
    /** @type {Map<number, HTMLElement>} */
    this.tiles = new Map();
    /** @type {Map<string, HTMLMediaElement>} by slot */
    this.players = new Map();
    this.sound = element("div", { hidden: true });
    this.unheard = element("button", { type: "button", class: "button", hidden: true, listen: { click: () => this.hear() } }, say("tap_to_hear"));
    root.append(this.unheard, this.sound);
    setInterval(() => this.outline(), 300);
  }

  /** @param {import("../protocol.js").SlotView[]} slots @param {number | null} big which slot is large */
  show(slots, big) {
    const wanted = new Set(slots.map((slot) => slot.number));
    for (const [number, tile] of this.tiles) {
      if (wanted.has(number)) continue;
      tile.remove();
      this.tiles.delete(number);
      this.silence(number);
    }
    for (const slot of slots) this.root.append(this.tile(slot, slot.number === big));
  }

  /** @param {import("../protocol.js").SlotView} slot @param {boolean} big */
  tile(slot, big) {
    const tile = this.tiles.get(slot.number) ?? element("figure");
    this.tiles.set(slot.number, tile);
    tile.className = big ? "tile tile-big" : "tile";
    tile.dataset.person = slot.person;
    const picture = slot.picture && this.player(`v${slot.number}`, "video");
    if (slot.sound) this.player(`a${slot.number}`, "audio");
    else this.mute(`a${slot.number}`);
    if (!slot.picture) this.mute(`v${slot.number}`);
    const doing = slot.part && slot.part !== slot.name ? ` · ${slot.part}` : "";
    fill(
      tile,
      element("span", { class: "tile-face", "aria-hidden": "true", translate: "no" }, initials(slot.name)),
      picture,
      element("figcaption", { class: "tile-name" }, element("bdi", {}, slot.name), doing),
    );
    return tile;
  }

  /** @param {string} slot @param {"audio" | "video"} kind */
  player(slot, kind) {
    const track = this.subscriber.slots.get(slot)?.track;
    if (!track) return null;
    const found = this.players.get(slot);
    if (found && found.srcObject instanceof MediaStream && found.srcObject.getTracks()[0] === track) return found;
    const player = element(kind, { autoplay: true, playsinline: true });
    player.srcObject = new MediaStream([track]);
    if (kind === "audio") this.sound.append(player);
    else player.muted = true;
    player.play().catch(() => (this.unheard.hidden = kind !== "audio" && this.unheard.hidden));
    this.players.get(slot)?.remove();
    this.players.set(slot, player);
    return player;
  }

  /** @param {string} slot */
  mute(slot) {
    const player = this.players.get(slot);
    if (!player) return;
    player.srcObject = null;
    player.remove();
    this.players.delete(slot);
  }

  /** @param {number} number */
  silence(number) {
    this.mute(`a${number}`);
    this.mute(`v${number}`);
  }

  hear() {
    this.unheard.hidden = true;
    for (const player of this.players.values()) player.play().catch(() => (this.unheard.hidden = false));
  }

  outline() {
    for (const [number, tile] of this.tiles) {
      const receiver = this.subscriber.slots.get(`a${number}`)?.receiver;
      const level = receiver?.getSynchronizationSources?.()[0]?.audioLevel ?? 0;
      tile.classList.toggle("tile-speaking", level > LOUD);
    }
  }
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return words.slice(0, 2).map((word) => [...word][0]).join("").toUpperCase();
}
