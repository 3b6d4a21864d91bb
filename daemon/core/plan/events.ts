/** All that can happen. The loop stamps each with the time and one roll of the dice; nothing else comes in. */
import type { Programme, TakeoverScript } from '../compile/programme.js'
import type { AccountId, ShowId, Urgency } from '../rundown/rundown.js'
import type { Duration, Instant } from '../time.js'
import type { AccountFacts } from './account.js'
import type { AiringId } from './calendar.js'
import type { Outcome, SessionState } from './outcome.js'
import type { TakeoverId } from './takeover.js'

export interface Turn {
  readonly event: Event
  readonly now: Instant
  /** 0 ≤ roll < 1 */
  readonly roll: number
}

/** The vendor's id of a session, and of a takeover. */
export type SessionId = string & { readonly id: 'session' }
export type TraceId = string & { readonly id: 'trace' }

export type Event =
  // what is planned
  /** `forgottenSince`: the journal was restored, it knows nothing of what was done from then on. */
  | {
      readonly type: 'account-taken-in'
      readonly account: AccountFacts
      readonly forgottenSince?: Instant
    }
  | { readonly type: 'show-taken-in'; readonly programme: Programme }
  | { readonly type: 'show-withdrawn'; readonly show: ShowId }
  // look again: a timer, the bell, the start of the daemon. They say nothing; the state decides.
  | { readonly type: 'show-due'; readonly show: ShowId }
  | { readonly type: 'airing-due'; readonly airing: AiringId }
  | { readonly type: 'account-due'; readonly account: AccountId }
  /** The daemon started: what was under way when the last one ended is in doubt. */
  | { readonly type: 'woke'; readonly airing: AiringId; readonly forgottenSince?: Instant }
  /** Our clock was set, or the machine slept: it went on by so much more (or less) than the time that passed. */
  | { readonly type: 'clock-moved'; readonly by: Duration }
  /** The platform's own clock says otherwise, by so much; undefined: they agree again. */
  | {
      readonly type: 'clock-doubted'
      readonly account: AccountId
      readonly by: Duration | undefined
    }
  // answers of the platform
  | {
      readonly type: 'opened'
      readonly airing: AiringId
      readonly outcome: Outcome<{ readonly session: SessionId; readonly state: SessionState }>
    }
  | (OfSession & { readonly type: 'went-live'; readonly outcome: Outcome<true> })
  | (OfSession & { readonly type: 'beaten'; readonly outcome: Outcome<true> })
  | (OfSession & { readonly type: 'seen'; readonly outcome: Outcome<SessionState> })
  | (OfSession & { readonly type: 'queue-seen'; readonly outcome: Outcome<readonly TraceId[]> })
  | (OfSession & { readonly type: 'close-answered'; readonly outcome: Outcome<true> })
  | (OfTakeover & {
      readonly type: 'enqueued'
      readonly outcome: Outcome<{ readonly trace: TraceId | undefined; readonly prepared: boolean }>
    })
  | (OfTakeover & { readonly type: 'cancel-answered'; readonly outcome: Outcome<true> })
  | (OfTakeover & { readonly type: 'move-answered'; readonly outcome: Outcome<true> })
  | {
      readonly type: 'running-seen'
      readonly account: AccountId
      readonly outcome: Outcome<
        readonly { readonly session: SessionId; readonly state: SessionState }[]
      >
    }
  | {
      readonly type: 'stranger-close-answered'
      readonly account: AccountId
      readonly session: SessionId
      readonly outcome: Outcome<true>
    }
  /** A callback. It is never believed, only looked into. */
  | { readonly type: 'hinted'; readonly account: AccountId; readonly hint: HintFacts }
  // the operator
  | {
      readonly type: 'operator-said'
      readonly airing: AiringId
      /** Unique; the same one twice is one takeover. */
      readonly request: string
      readonly script: TakeoverScript
      readonly urgency: Urgency
      readonly how: 'queue' | 'interrupt' | 'interrupt-plain'
    }
  | { readonly type: 'operator-stopped'; readonly airing: AiringId; readonly hold: boolean }
  | { readonly type: 'operator-started'; readonly show: ShowId }

interface OfSession {
  readonly airing: AiringId
  readonly session: SessionId
}

interface OfTakeover extends OfSession {
  readonly takeover: TakeoverId
  readonly gen: number
}

export interface HintFacts {
  readonly session: SessionId
  readonly trace: TraceId | undefined
  readonly claim:
    | SessionState
    | 'queued'
    | 'speaking'
    | 'finished'
    | 'takeover-failed'
    | 'unheard-of'
  readonly says: string | undefined
  /** What we gave at opening, echoed: finds a session whose opening was never answered. */
  readonly marker: string | undefined
}
