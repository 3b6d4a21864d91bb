/**
 * What the stand-in is made of: its sessions, their takeovers, its tokens, and what will happen by
 * itself.
 */
import type { Duration, Instant } from '../../core/time.js'
import type { Json } from '../../platform/contract.js'
import type { Exchange } from '../../platform/wire.js'
import type { Agenda } from './agenda.js'
import type { Chance } from './chance.js'
import type { Question } from './nlp.js'
import type { Profile } from './profile.js'
import type { Book, Content, RecordEntry, Way } from './record.js'

export interface VendorRequest extends Exchange {
  /** The header of that name, as it came. */
  readonly authorization?: string
  /** There was a body, and it was no JSON. */
  readonly malformed?: boolean
}

/** One breach of a schema, as ajv reports it. */
export interface Breach {
  readonly keyword: string
  readonly instancePath: string
  readonly message?: string
}

export interface ModelOptions {
  readonly appId: string
  readonly appKey: string
  /** Lower-case hex. */
  readonly md5: (text: string) => string
  readonly breaches: (name: 'live-script' | 'takeover', value: unknown) => readonly Breach[]
  readonly profile?: Partial<Profile>
  /** Decides ids and lots. */
  readonly seed?: number
  /** What the question library knows. */
  readonly questions?: readonly Question[]
  /** Named in the answer to a token request, as the vendor does. */
  readonly callbackUrl?: string
  /**
   * Fields added to every callback's body, for an account with an AuthKey; the vendor's scheme is
   * unknown.
   */
  readonly signCallback?: (body: Json, at: Instant) => Readonly<Record<string, Json>>
  /** How long a sound really is, by its address; undefined: nobody measured it. */
  readonly soundLength?: (url: string) => Duration | undefined
  readonly recordMax?: number
  /** Is told of every entry of the record as it is made. */
  readonly witness?: (entry: RecordEntry) => void
  /** From then on the wire is fair and every callback leaves once and in order. */
  readonly calmFrom?: Instant
}

export interface CallbackDue {
  readonly at: Instant
  readonly body: Json
}

export interface World {
  readonly options: ModelOptions
  readonly profile: Profile
  readonly ids: Chance
  readonly lots: Chance
  readonly agenda: Agenda<Due>
  readonly book: Book
  readonly tokens: TokenShelf
  /** Open ones, and the latest ended ones. */
  readonly sessions: Map<string, Session>
  readonly open: Set<Session>
  /** Oldest first. */
  readonly history: Ended[]
  readonly lines: Map<number, Line>
  /** Due callbacks that nobody has fetched yet. */
  readonly outbox: CallbackDue[]
  readonly counts: {
    tokens: number
    lines: number
    /** Well-formed creates, and those that became sessions. */
    creates: number
    sessions: number
    starts: number
    drops: number
    lostRequests: number
    lostAnswers: number
  }
  firstCreateAt: Instant | undefined
  /** Nothing happens before this any more. */
  latest: Instant
}

export type Due =
  | {
      readonly type: 'init-done' | 'init-failed' | 'silence' | 'drop' | 'script-over'
      readonly session: Session
    }
  | {
      readonly type: 'prepared' | 'speech-over'
      readonly session: Session
      readonly takeover: Takeover
    }
  | { readonly type: 'callback'; readonly body: Json }
  | { readonly type: 'late-effect'; readonly request: VendorRequest }

export type EndStatus = 5 | 50 | 9 | 99

export type Stage =
  | { readonly status: 32 }
  | { readonly status: 35; readonly readyAt: Instant }
  | { readonly status: 2; readonly readyAt: Instant; readonly liveAt: Instant }
  | { readonly status: EndStatus; readonly liveAt: Instant | undefined; readonly endedAt: Instant }

export interface Session {
  readonly id: string
  /** For its microphone. */
  readonly token: string
  readonly marker: string | undefined
  readonly script: Json
  readonly stream: {
    readonly rtcAppId: string
    readonly rtcChannelId: string
    readonly rtcUid: string
    readonly rtcToken: string
  }
  readonly createdAt: Instant
  stage: Stage
  lastBeatAt: Instant
  speaking: Takeover | undefined
  /** In playing order. */
  waiting: Takeover[]
  preparing: Takeover[]
  /** The line whose voice is on air. */
  microphone: number | undefined
}

export interface Takeover {
  readonly trace: string
  readonly way: Way
  readonly content: Content
  readonly length: number
  readonly wantedPlace: number | undefined
  /** Its preparation never ends. */
  readonly isStuck: boolean
  /** It will end in 39 after half its speech. */
  readonly breaksOff: boolean
  /** Its preparation will end in 39, with these words. */
  readonly spoilt: string | undefined
  queuedAt: Instant
}

/** A finished session as the history lists it; 97 and 98 never were one. */
export interface Ended {
  readonly sessionId: string
  readonly status: EndStatus | 97 | 98
  readonly startTime: string
  readonly endTime: string
}

export interface Line {
  readonly line: number
  readonly session: Session
  bytes: number
  /** The last piece of voice. */
  heardAt: Instant | undefined
  /** The longest wait between two pieces, in milliseconds. */
  gap: number
  /** What is to be sent down it and was not fetched yet. */
  down: Json[]
}

export interface TokenShelf {
  /** Oldest first. */
  readonly access: LiveToken[]
  readonly refresh: LiveToken[]
}

export interface LiveToken {
  readonly n: number
  readonly token: string
  readonly until: Instant
}

/** Ended sessions that are still known, and rows of the history. */
export const ENDED_MAX = 1_000
export const OUTBOX_MAX = 10_000
