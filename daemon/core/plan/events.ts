/** All that can happen. The loop stamps each with the time and one roll of the dice; nothing else comes in. */
import type { Programme } from '../compile/programme.js'
import type { AccountId, ShowId } from '../rundown/rundown.js'
import type { Duration, Instant } from '../time.js'
import type { AccountFacts } from './account.js'
import type { AiringId } from './calendar.js'
import type { Command } from './commands.js'
import type { Outcome, SessionState } from './outcome.js'
import type { Finding } from './preflight.js'
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
  /** It is no longer in the config: nobody could carry out what is asked of it. */
  | { readonly type: 'account-taken-out'; readonly account: AccountId }
  | { readonly type: 'show-taken-in'; readonly programme: Programme }
  | { readonly type: 'show-withdrawn'; readonly show: ShowId }
  // look again: a timer, the bell, the start of the daemon. They say nothing; the state decides.
  | { readonly type: 'show-due'; readonly show: ShowId }
  | { readonly type: 'airing-due'; readonly airing: AiringId }
  | { readonly type: 'account-due'; readonly account: AccountId }
  /** The daemon started: what was under way when the last one ended is in doubt. */
  | { readonly type: 'woke'; readonly airing: AiringId; readonly forgottenSince?: Instant }
  /**
   * What it wanted was refused by the journal: it is parked; and if it was parked already, it is over. With the same id
   * once more it is no news.
   */
  | {
      readonly type: 'broke'
      readonly airing: AiringId
      readonly says: string
      readonly id?: string
    }
  /** The wall clock went away from the one that nobody sets, or the daemon stood still: look at everything first. */
  | {
      readonly type: 'clock-moved'
      /** How far it was set; what a machine slept is not in it. */
      readonly by: Duration
      readonly paused: Duration
      /** While nobody ran: each airing wakes next, and nothing is done about it before. */
      readonly away?: true
    }
  /** The platform's servers disagree with our clock by more than 5 s, or, with less, agree again. */
  | { readonly type: 'clock-doubted'; readonly account: AccountId; readonly by: Duration }
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
  /** `request`: of whoever asked for the microphone. */
  | (OfSession & {
      readonly type: 'line-opened'
      readonly request: string
      readonly outcome: Outcome<true>
    })
  | {
      readonly type: 'line-over'
      readonly airing: AiringId
      readonly request: string
      readonly how: 'ended' | 'broken'
      readonly says: string
    }
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
  /** Its media were looked at; of which rundown. */
  | {
      readonly type: 'media-checked'
      readonly airing: AiringId
      readonly version: string
      readonly findings: readonly Finding[]
    }
  /** A callback. It is never believed, only looked into. */
  | { readonly type: 'hinted'; readonly account: AccountId; readonly hint: HintFacts }
  // the operator
  | {
      readonly type: 'commanded'
      readonly airing: AiringId
      /** Unique; the same one twice acts once. */
      readonly request: string
      /** Who asked for it, as the as-run log names them. */
      readonly by: string
      readonly command: Command
    }
  | {
      readonly type: 'operator-started'
      readonly show: ShowId
      /** One that was stopped, to go on. */
      readonly again?: AiringId | undefined
    }

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
