// @ts-check
/** Made by tools/protocol.py from app/sittings: change the models, then run it again. */

import { any, is, list, object, one, record } from "./core/shape.js";

export const VERSION = 1;

const AnswerFrame = object({
  type: one("answer"),
  epoch: is("number"),
  sdp: is("string"),
});

const CheckView = object({
  name: is("string"),
  words: is("string"),
  done: is("boolean"),
});

const ClosedFrame = object({
  type: one("closed"),
  reason: one("replaced", "left", "over", "signed_out", "not_allowed"),
});

const ControlView = object({
  act: is("string"),
  words: is("string"),
  participant_id: any(is("string"), is("null")),
  needs: list(is("string")),
  weight: one("main", "quiet"),
});

const IceView = object({
  servers: list(record(any(is("string"), list(is("string"))))),
  relay_only: is("boolean"),
});

const MeView = object({
  id: is("string"),
  name: is("string"),
  part: is("string"),
  role: is("string"),
  stage: is("string"),
  capture: one("no", "own_tap", "may"),
  guarded: is("boolean"),
  may_stop: is("boolean"),
  stopped: is("boolean"),
  ready: is("boolean"),
  attest: one("fresh", "due", "stale"),
});

const OfferFrame = object({
  type: one("offer"),
  epoch: is("number"),
  sdp: is("string"),
  slots: record(is("string")),
});

const OrderInForce = object({
  person: is("string"),
  preset: is("string"),
  words: is("string"),
  applied: is("boolean"),
});

const PersonView = object({
  id: is("string"),
  name: is("string"),
  part: is("string"),
  role: is("string"),
  stage: is("string"),
  stage_words: is("string"),
  here: is("boolean"),
});

const ProblemFrame = object({
  type: one("problem"),
  code: is("string"),
  title: is("string"),
  hint: is("string"),
  missing: list(is("string")),
});

const SlotView = object({
  number: is("number"),
  person: is("string"),
  name: is("string"),
  part: is("string"),
  picture: is("boolean"),
  sound: is("boolean"),
});

const ToldView = object({
  see_you: list(is("string")),
  hear_you: list(is("string")),
  cannot_see_you: list(is("string")),
  you_see: list(is("string")),
  public_sees: is("boolean"),
  public_hears: is("boolean"),
  public_follows: is("boolean"),
  recorded: is("boolean"),
  sentence: is("string"),
  mark: is("string"),
});

const RoomView = object({
  hearing_id: is("string"),
  media_epoch: is("number"),
  title: is("string"),
  state: is("string"),
  state_words: is("string"),
  private: is("boolean"),
  me: MeView,
  told: ToldView,
  people: list(PersonView),
  slots: list(SlotView),
  controls: list(ControlView),
  checks: record(list(CheckView)),
  orders: list(OrderInForce),
  alerts: list(is("string")),
  ice: IceView,
});

const ViewFrame = object({
  type: one("view"),
  sequence: is("number"),
  view: RoomView,
});

/** @param {unknown} value */
export const isFrame = any(ViewFrame, AnswerFrame, OfferFrame, ProblemFrame, ClosedFrame);
