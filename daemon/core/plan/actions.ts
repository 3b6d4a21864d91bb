/**
 * All we can do, each with the reason that goes to the log. Calls that cost, air or change something are guarded:
 * the loop commits an intent under `key` before the first byte leaves. Reads and heartbeats never wait for the log.
 */
import type { LiveScript, TakeoverScript } from '../compile/programme.js'
import type { AccountId } from '../rundown/rundown.js'
import type { AsRunRow } from './as-run.js'
import type { AiringId } from './calendar.js'
import type { SessionId, TraceId } from './events.js'
import type { TakeoverId } from './takeover.js'

export type Action = Call | Record | Tell | Resolve

export type Call = Guarded | Read | Pulse | LetGo

export type Guarded =
  | (Wish & {
      readonly type: 'open'
      readonly class: 'costly'
      readonly script: LiveScript
      /** Echoed by the platform where it can: finds a session whose opening was never answered. */
      readonly marker: string
    })
  | (SessionWish & { readonly type: 'go-live'; readonly class: 'guarded' })
  | (TakeoverWish & {
      readonly type: 'enqueue'
      readonly class: 'airing'
      readonly script: TakeoverScript
      readonly place: number | undefined
    })
  | (TakeoverWish & {
      readonly type: 'cut-in'
      readonly class: 'airing'
      readonly script: TakeoverScript
      readonly how: 'interruptible' | 'plain'
    })
  | (TakeoverWish & {
      readonly type: 'cancel'
      readonly class: 'converge'
      readonly trace: TraceId
    })
  | (TakeoverWish & {
      readonly type: 'move'
      readonly class: 'converge'
      readonly trace: TraceId
      readonly place: number
    })
  | (SessionWish & { readonly type: 'close'; readonly class: 'converge' })
  /** A line for a live voice, for whoever asked for it with this request. */
  | (SessionWish & {
      readonly type: 'open-line'
      readonly class: 'guarded'
      readonly request: string
    })
  /** A session that no airing has. */
  | {
      readonly type: 'close-stranger'
      readonly class: 'converge'
      readonly key: string
      readonly account: AccountId
      readonly session: SessionId
      readonly because: string
    }

export type Read =
  | (OfSession & { readonly type: 'look' })
  | (OfSession & { readonly type: 'look-at-queue' })
  | { readonly type: 'look-at-running'; readonly account: AccountId }
  /** Whether the media of this version of its rundown are there and can be played. */
  | {
      readonly type: 'check-media'
      readonly account: AccountId
      readonly airing: AiringId
      readonly version: string
    }

export type Pulse = OfSession & { readonly type: 'beat' }

/** The line of a live voice is let go. Nothing is asked of the platform that it would not do by itself. */
export interface LetGo {
  readonly type: 'close-line'
  readonly account: AccountId
  readonly airing: AiringId
  readonly request: string
  readonly because: string
}

/** A line of the as-run log. Appended, never changed. */
export interface Record {
  readonly type: 'record'
  readonly row: AsRunRow
}

/** The end of a doubt: what became of an intent whose outcome was ambiguous. One that was answered stays as it is. */
export interface Resolve {
  readonly type: 'resolve'
  readonly airing: AiringId | undefined
  readonly of: 'open' | 'go-live' | 'close' | 'takeover' | 'moves' | 'stranger' | 'line'
  readonly takeover?: TakeoverId
  readonly gen?: number
  readonly session?: SessionId
  readonly how: 'applied' | 'not-applied' | 'given-up'
  readonly because: string
}

/** Something a person at the desk should read. `alert`: should act on. */
export interface Tell {
  readonly type: 'tell'
  readonly level: 'info' | 'warn' | 'alert'
  readonly airing: AiringId | undefined
  /** Whose it is, where it is about no airing alone. */
  readonly account?: AccountId | undefined
  readonly says: string
}

interface Wish {
  /** Unique for what is wished: the same key is never carried out twice. */
  readonly key: string
  readonly account: AccountId
  readonly airing: AiringId
  readonly because: string
}

interface SessionWish extends Wish {
  readonly session: SessionId
}

interface TakeoverWish extends SessionWish {
  readonly takeover: TakeoverId
  readonly gen: number
}

interface OfSession {
  readonly account: AccountId
  readonly airing: AiringId
  readonly session: SessionId
}

export const isGuarded = (action: Action): action is Guarded => 'class' in action

/** Calls that change nothing by themselves: they leave at once, before anything is on the disk. */
type Free = Exclude<Call, Guarded>

/** One that is forgotten here does not compile. */
const FREE: { readonly [Type in Free['type']]: true } = {
  beat: true,
  look: true,
  'look-at-queue': true,
  'look-at-running': true,
  'check-media': true,
  'close-line': true,
}

export const isFree = (action: Action): action is Free => action.type in FREE
