/**
 * All that is known, as plain data. A turn reads it and returns what changed; `settle` puts the changes in, so the
 * cost of a turn does not grow with the number of airings.
 */
import type { Programme } from '../compile/programme.js'
import type { AccountId, ShowId } from '../rundown/rundown.js'
import type { Instant } from '../time.js'
import type { Account } from './account.js'
import type { Airing } from './airing.js'
import type { AiringId } from './calendar.js'
import type { SessionId } from './events.js'
import type { Spoken } from './variants.js'

export interface State {
  readonly accounts: Readonly<Record<string, Account>>
  readonly shows: Readonly<Record<string, Show>>
  /** Every version of a programme that a show or one of its airings still follows. */
  readonly programmes: Readonly<Record<string, Programme>>
  /** Airings planned, running, or ended and still part of their show's horizon. */
  readonly airings: Readonly<Record<string, Airing>>
  /** Which airing a session belongs to. */
  readonly sessions: Readonly<Record<string, AiringId>>
}

export interface Show {
  readonly id: ShowId
  readonly account: AccountId
  /** Key of the programme in force for airings not yet opened. */
  readonly version: string
  /** Airings are fixed up to here. */
  readonly fixedUntil: Instant
  readonly airings: readonly AiringId[]
  /** An operator stopped this channel without end; it stays closed until started again. */
  readonly held: boolean
  /** Variants its cues have used. */
  readonly spoken: Spoken
  /** Its rundown is gone: no new airings. */
  readonly withdrawn: boolean
}

/** What a turn changed; undefined takes an entry away. */
export interface Changes {
  readonly accounts: ReadonlyMap<AccountId, Account | undefined>
  readonly shows: ReadonlyMap<ShowId, Show | undefined>
  readonly programmes: ReadonlyMap<string, Programme | undefined>
  readonly airings: ReadonlyMap<AiringId, Airing | undefined>
  readonly sessions: ReadonlyMap<SessionId, AiringId | undefined>
}

export const emptyState = (): State => ({
  accounts: {},
  shows: {},
  programmes: {},
  airings: {},
  sessions: {},
})

/** Puts the changes into `state` itself: the one place where state is written, owned by the loop. */
export function settle(state: State, changes: Changes): void {
  put(state.accounts, changes.accounts)
  put(state.shows, changes.shows)
  put(state.programmes, changes.programmes)
  put(state.airings, changes.airings)
  put(state.sessions, changes.sessions)
}

function put<T>(into: Record<string, T>, changes: ReadonlyMap<string, T | undefined>): void {
  for (const [key, value] of changes) {
    if (value === undefined) delete into[key]
    else into[key] = value
  }
}
