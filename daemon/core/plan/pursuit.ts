/** What pursuing an airing leads to: the airing as it is now, what to do, and what it needs of its account. */
import type { Programme } from '../compile/programme.js'
import type { Instant } from '../time.js'
import type { Account } from './account.js'
import type { Action } from './actions.js'
import type { Airing } from './airing.js'

export interface Scene {
  readonly programme: Programme
  readonly account: Account
  readonly now: Instant
  /** 0 ≤ roll < 1 */
  readonly roll: number
  /** Another session is about to go on in its place. */
  readonly leaving?: boolean
  /** Another one is on air, and calls the cues: this one is to follow it. */
  readonly isBeside?: boolean
}

export interface Pursuit<A extends Airing = Airing> {
  readonly airing: A
  readonly actions: readonly Action[]
  readonly needs: readonly Need[]
}

export type Need =
  /** To open a session, when it is this airing's turn. */
  | 'slot'
  /** To know which sessions the platform runs. */
  | 'running-list'

export const still = <A extends Airing>(airing: A): Pursuit<A> => ({
  airing,
  actions: [],
  needs: [],
})
