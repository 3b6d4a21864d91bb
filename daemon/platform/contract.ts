/**
 * What a platform is to the rest of the house. It says what it can do, and does it; it holds no rules of the show.
 * Every call has its own deadline, is made exactly once (no automatic retry, no redirect), and answers an Outcome.
 * A platform that lacks a call answers `unsupported` at once.
 */
import type { SoundForm } from '../core/compile/media-forms.js'
import type { LiveScript, TakeoverScript } from '../core/compile/programme.js'
import type { SpeechLimits } from '../core/limits.js'
import type { HintFacts } from '../core/plan/events.js'
import type { Outcome, SessionState } from '../core/plan/outcome.js'
import type { Duration } from '../core/time.js'

/** Plain JSON, as it goes over the wire. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/** The pure half: tested without a socket. */
export interface Dialect {
  readonly platform: string
  /** What this platform's presenter can be asked to say; `onair check` holds rundowns to it. */
  readonly speech: SpeechLimits
  /** What it takes of sounds; pictures are made to fit their boxes. */
  readonly sound: SoundForm
  /** Sessions are rolled over before they are older. */
  readonly sessionMaxAge: Duration
  /** Items of ours the platform may hold at once, the one on air included. */
  readonly queueShare: number
  readonly canReorder: boolean
  readonly canCancelOne: boolean
  /** The sound a live voice must come as: 16-bit little-endian PCM, mono; undefined: it takes none. */
  readonly voice: { readonly sampleRate: number } | undefined
  encodeLiveScript(script: LiveScript): Json
  encodeTakeover(script: TakeoverScript): Json
  /** What a callback's body says, or undefined if it is none of this platform's. It is a hint, never a fact. */
  readCallback(body: unknown): Hint | undefined
}

/** What a callback claims. `session` and `trace` are the vendor's ids, not yet known to be ours. */
export interface Hint extends Omit<HintFacts, 'session' | 'trace'> {
  readonly session: string
  readonly trace: string | undefined
}

export interface Opened {
  readonly session: string
  readonly state: SessionState
}

export interface Enqueued {
  /** The vendor's id of the takeover; undefined where the call gives none. */
  readonly trace: string | undefined
  readonly prepared: boolean
}

export interface RunningSession {
  readonly session: string
  readonly state: SessionState
}

export interface EndedSession extends RunningSession {
  /** As the vendor writes them: `yyyy-MM-dd HH:mm:ss`, zone not stated. */
  readonly startTime: string | undefined
  readonly endTime: string | undefined
}

export interface Viewer {
  readonly appId: string
  readonly channelId: string
  readonly uid: string
}

/** A live voice on its way to a session. Who has it lets it go. */
export interface VoiceLine extends Disposable {
  /** Sound as the dialect's `voice` has it, no faster than it is to be heard. After the end it does nothing. */
  readonly send: (pcm: Uint8Array) => void
  /** There is no more: the platform's queue may go on. */
  readonly end: () => void
  readonly over: Promise<LineOver>
}

export interface LineOver {
  /** `ended`: we said so. `stopped`: the platform did. `broken`: nobody did. */
  readonly how: 'ended' | 'stopped' | 'broken'
  readonly says: string
}

/** One account at one platform. The sessions' own secrets (stream tokens) stay inside. */
export interface Platform extends AsyncDisposable {
  open(script: LiveScript, marker: string): Promise<Outcome<Opened>>
  state(session: string): Promise<Outcome<SessionState>>
  goLive(session: string): Promise<Outcome<true>>
  keepAlive(session: string): Promise<Outcome<true>>
  /** At a place in the platform's queue: 1 is the item on air, 1 asks to be next after it; undefined: at the tail. */
  enqueue(
    session: string,
    script: TakeoverScript,
    place: number | undefined,
  ): Promise<Outcome<Enqueued>>
  /** Cuts in past the queue. For operators; planned cues use the queue. */
  cutIn(
    session: string,
    script: TakeoverScript,
    how: 'interruptible' | 'plain',
  ): Promise<Outcome<Enqueued>>
  move(session: string, trace: string, place: number): Promise<Outcome<true>>
  cancel(session: string, trace: string): Promise<Outcome<true>>
  /** Vendor ids in playing order, the one on air first. */
  queue(session: string): Promise<Outcome<readonly string[]>>
  /** A line for a live voice; `busy`: the platform wants its queue empty first. */
  speak(session: string): Promise<Outcome<VoiceLine>>
  close(session: string): Promise<Outcome<true>>
  running(): Promise<Outcome<readonly RunningSession[]>>
  history(page: number): Promise<Outcome<readonly EndedSession[]>>
  viewer(session: string): Promise<Outcome<Viewer>>
  /** A token with which a viewer's player may join the picture; secret. */
  viewerToken(session: string, channelId: string): Promise<Outcome<string>>
  /** Asks the platform's question library; empty: it knows no answer. */
  ask(library: string, question: string, conversation: string): Promise<Outcome<string>>
  /** Closes connections. Sessions stay as they are. */
  [Symbol.asyncDispose](): Promise<void>
}
