// Made by tools/protocol.py from app/sittings: change the models, then run it again.

export interface AnswerFrame {
  type: "answer";
  epoch: number;
  sdp: string;
}

/** One thing that has to be settled before somebody is called. */
export interface CheckView {
  name: string;
  words: string;
  done: boolean;
}

/** The socket ends here: replaced by another window, left, or the sitting is closed. */
export interface ClosedFrame {
  type: "closed";
  reason: "replaced" | "left" | "over" | "signed_out" | "not_allowed";
}

/** A step this viewer may take now. `needs`: the fields its form asks for. */
export interface ControlView {
  act: string;
  words: string;
  participant_id: string | null;
  needs: (string)[];
  weight: "main" | "quiet";
}

/** Where media may go: TURN servers with short credentials; `relay_only` for protected people. */
export interface IceView {
  servers: (Record<string, string | (string)[]>)[];
  relay_only: boolean;
}

/** The viewer. `capture`: "own_tap" asks them to look at the list and tap, "may" that they are free to send. */
export interface MeView {
  id: string;
  name: string;
  part: string;
  role: string;
  stage: string;
  capture: "no" | "own_tap" | "may";
  guarded: boolean;
  may_stop: boolean;
  stopped: boolean;
  ready: boolean;
  attest: "fresh" | "due" | "stale";
}

/** `slots`: slot name -> m-line, made once and never moved. */
export interface OfferFrame {
  type: "offer";
  epoch: number;
  sdp: string;
  slots: Record<string, string>;
}

export interface OrderInForce {
  person: string;
  preset: string;
  words: string;
  applied: boolean;
}

/** Somebody this viewer may know of. `name` is what they may read; `id` means nothing outside this hearing. */
export interface PersonView {
  id: string;
  name: string;
  part: string;
  role: string;
  stage: string;
  stage_words: string;
  here: boolean;
}

export interface ProblemFrame {
  type: "problem";
  code: string;
  title: string;
  hint: string;
  missing: (string)[];
}

/** The whole room for one viewer. A page shows what is here and nothing else. */
export interface RoomView {
  hearing_id: string;
  media_epoch: number;
  title: string;
  state: string;
  state_words: string;
  private: boolean;
  me: MeView;
  told: ToldView;
  people: (PersonView)[];
  slots: (SlotView)[];
  controls: (ControlView)[];
  checks: Record<string, (CheckView)[]>;
  orders: (OrderInForce)[];
  alerts: (string)[];
  ice: IceView;
}

/** What fills one numbered place of this viewer: sound in `a<number>`, picture in `v<number>`. */
export interface SlotView {
  number: number;
  person: string;
  name: string;
  part: string;
  picture: boolean;
  sound: boolean;
}

/** Who sees and hears this person, in words, generated from the plan; `mark` names this very list. */
export interface ToldView {
  see_you: (string)[];
  hear_you: (string)[];
  cannot_see_you: (string)[];
  you_see: (string)[];
  public_sees: boolean;
  public_hears: boolean;
  public_follows: boolean;
  recorded: boolean;
  sentence: string;
  mark: string;
}

export interface ViewFrame {
  type: "view";
  sequence: number;
  view: RoomView;
}

export type Frame = ViewFrame | AnswerFrame | OfferFrame | ProblemFrame | ClosedFrame;

/** `next_date`: a court day, in words or as a date; the new booking is made on the hearing's page. */
export interface Adjourn {
  act: "adjourn";
  reason: string;
  next_date: string;
}

export interface Admit {
  act: "admit";
  participant_id: string;
}

/** Still the same people at this screen. */
export interface Attest {
  type: "attest";
}

export interface Begin {
  act: "begin";
}

export interface Call {
  act: "call";
  participant_id: string;
}

export interface Candidate {
  type: "candidate";
  which: "pub" | "sub";
  epoch: number;
  candidate: Record<string, unknown> | null;
}

/** They switched camera and microphone off: for everyone, at once. */
export interface CaptureOff {
  type: "capture_off";
}

export interface Conclude {
  act: "conclude";
}

/** Their own tap for the list they were shown; `list` is its mark, so that a changed list is no consent. */
export interface Consent {
  type: "consent";
  list: string;
}

/** The person saw their picture and heard their sound, and says who is at this screen. */
export interface Devices {
  type: "devices";
  camera: boolean;
  microphone: boolean;
  alone: boolean;
}

/** The summary owed to somebody who was sent out has been given. */
export interface GiveSummary {
  act: "summary";
  participant_id: string;
}

/** The first message. `last`: the sequence of the last view seen before a cut. */
export interface Hello {
  type: "hello";
  version: number;
  last?: number | null;
}

export interface Leave {
  type: "leave";
}

/** The judge's one line to somebody who pressed Stop; prosecution and defence counsel hear it. */
export interface Line {
  act: "line";
  open: boolean;
}

export interface Object {
  act: "object";
}

export interface Open {
  act: "open";
}

/** What this listener would like: people to keep in view, less data. Never a source. */
export interface Prefer {
  type: "prefer";
  pins?: (string)[];
  less_data?: boolean;
}

/** A client's offer to send; `epoch` counts its attempts. */
export interface Publish {
  type: "publish";
  epoch: number;
  sdp: string;
}

/** Her own tap after a Stop; only the judge resumes, after it. */
export interface Ready {
  act: "ready";
}

export interface Recess {
  act: "recess";
}

export interface RecordAlone {
  act: "alone";
  participant_id: string;
  method: "asked" | "attendant" | "supporter_present" | "waived";
  reason?: string;
}

/** How the identity was verified, never a document's number; `waived` is the judge's, with reasons. */
export interface RecordIdentity {
  act: "identity";
  participant_id: string;
  method: "document" | "known_person" | "attendant" | "officer" | "waived";
  reason?: string;
}

export interface RecordPromise {
  act: "promise";
  participant_id: string;
  form: "oath" | "affirmation" | "other_form";
}

export interface Release {
  act: "release";
  participant_id: string;
}

/** The judge sends a party out, with reasons, or goes on without them; a summary is owed from then on. */
export interface Remove {
  act: "remove";
  participant_id: string;
  reason: string;
}

export interface Resume {
  act: "resume";
}

export interface RuleOnObjection {
  act: "rule_on_objection";
  sustained: boolean;
}

/** An act, sent over the socket; the answer is the next view, or a problem. */
export interface Say {
  type: "act";
  act: Open | Begin | Recess | Suspend | Resume | Object | RuleOnObjection | Adjourn | Conclude | Admit | Call | Release | Remove | GiveSummary | RecordIdentity | RecordAlone | RecordPromise | Line | Stop | Ready;
}

/** A break, at once; asks for no reason. `participant_id`: whose, when a helper or the court presses it. */
export interface Stop {
  act: "stop";
  participant_id?: string | null;
}

/** Ask for the engine's offer to receive. */
export interface Subscribe {
  type: "subscribe";
  epoch: number;
}

export interface Subscribed {
  type: "subscribed";
  epoch: number;
  sdp: string;
}

export interface Suspend {
  act: "suspend";
  reason?: string;
}

export type Message = Hello | Devices | Attest | Consent | CaptureOff | Publish | Subscribe | Subscribed | Candidate | Prefer | Say | Leave;

export const VERSION: 1;
export function isFrame(value: unknown): value is Frame;
