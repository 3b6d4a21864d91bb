/** Whoever can be due: an airing, a show, an account. Keys are made from their ids and go back to them. */
import type { Decision, Subject } from '../core/plan/decide.js'
import type { Event } from '../core/plan/events.js'
import type { State } from '../core/plan/state.js'

export type Key = `${'airing' | 'show' | 'account'}:${string}`

type DueEvent = Extract<Event, { type: 'airing-due' | 'show-due' | 'account-due' }>

export const keysOfAll = ({ airings, shows, accounts }: State): readonly Key[] => [
  ...Object.keys(airings).map((id): Key => `airing:${id}`),
  ...Object.keys(shows).map((id): Key => `show:${id}`),
  ...Object.keys(accounts).map((id): Key => `account:${id}`),
]

/** Whom a decision changed. */
export const keysOf = ({ changes }: Decision): readonly Key[] => [
  ...[...changes.airings.keys()].map((id): Key => `airing:${id}`),
  ...[...changes.shows.keys()].map((id): Key => `show:${id}`),
  ...[...changes.accounts.keys()].map((id): Key => `account:${id}`),
]

/** Whose bell it was. */
export function keyDue(event: Event): Key | undefined {
  if (event.type === 'airing-due') return `airing:${event.airing}`
  if (event.type === 'show-due') return `show:${event.show}`
  return event.type === 'account-due' ? `account:${event.account}` : undefined
}

export function subjectOf(key: Key): Subject {
  const event = dueEvent(key)
  if (event.type === 'airing-due') return { airing: event.airing }
  if (event.type === 'show-due') return { show: event.show }
  return { account: event.account }
}

export function dueEvent(key: Key): DueEvent {
  const at = key.indexOf(':')
  const id = key.slice(at + 1) as never
  if (key.startsWith('airing:')) return { type: 'airing-due', airing: id }
  if (key.startsWith('show:')) return { type: 'show-due', show: id }
  return { type: 'account-due', account: id }
}
