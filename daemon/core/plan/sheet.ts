/**
 * The sheet of one turn: reads go to what was changed in this turn, else to the state; nothing is written to the
 * state.
 */
import { assert } from '../assert.js'
import type { Programme } from '../compile/programme.js'
import type { AccountId, ShowId } from '../rundown/rundown.js'
import type { Instant } from '../time.js'
import type { Account } from './account.js'
import type { Action } from './actions.js'
import type { Airing } from './airing.js'
import type { AiringId } from './calendar.js'
import type { SessionId } from './events.js'
import type { Changes, Show, State } from './state.js'

export interface Sheet {
  readonly now: Instant
  readonly roll: number
  readonly changes: Changes
  readonly actions: readonly Action[]
  airing(id: AiringId): Airing | undefined
  account(id: AccountId): Account
  accountOrNone(id: AccountId): Account | undefined
  show(id: ShowId): Show | undefined
  programme(version: string): Programme
  airingOf(session: SessionId): AiringId | undefined
  putAiring(airing: Airing): void
  dropAiring(id: AiringId): void
  putAccount(account: Account): void
  putShow(show: Show): void
  putProgramme(version: string, programme: Programme | undefined): void
  putSession(session: SessionId, airing: AiringId | undefined): void
  act(...actions: readonly Action[]): void
}

export function openSheet(state: State, now: Instant, roll: number): Sheet {
  const accounts = new Map<AccountId, Account | undefined>()
  const shows = new Map<ShowId, Show | undefined>()
  const programmes = new Map<string, Programme | undefined>()
  const airings = new Map<AiringId, Airing | undefined>()
  const sessions = new Map<SessionId, AiringId | undefined>()
  const actions: Action[] = []
  return {
    now,
    roll,
    changes: { accounts, shows, programmes, airings, sessions },
    actions,
    airing: (id) => (airings.has(id) ? airings.get(id) : state.airings[id]),
    accountOrNone: (id) => accounts.get(id) ?? state.accounts[id],
    account: (id) => known(accounts.get(id) ?? state.accounts[id], `no account ${id}`),
    show: (id) => (shows.has(id) ? shows.get(id) : state.shows[id]),
    programme: (version) =>
      known(programmes.get(version) ?? state.programmes[version], `no programme ${version}`),
    airingOf: (session) =>
      sessions.has(session) ? sessions.get(session) : state.sessions[session],
    putAiring: (airing) => airings.set(airing.id, airing),
    dropAiring: (id) => airings.set(id, undefined),
    putAccount(account) {
      if (account !== (accounts.get(account.id) ?? state.accounts[account.id])) {
        accounts.set(account.id, account)
      }
    },
    putShow: (show) => shows.set(show.id, show),
    putProgramme: (version, programme) => programmes.set(version, programme),
    putSession(session, airing) {
      if (airing !== state.sessions[session]) sessions.set(session, airing)
    },
    act: (...more) => actions.push(...more),
  }
}

function known<T>(value: T | undefined, says: string): T {
  assert(value !== undefined, says)
  return value
}
