/** Whoever can be due: an airing, a show, an account. Keys are made from their ids, and events from keys. */
import type { Decision, Subject } from '../core/plan/decide.js'
import type { Event } from '../core/plan/events.js'
import type { State } from '../core/plan/state.js'

export type Key = `${'airing' | 'show' | 'account'}:${string}`
export type Subjects = ReadonlyMap<Key, Subject>

type DueEvent = Extract<Event, { type: 'airing-due' | 'show-due' | 'account-due' }>

export function allOf({ airings, shows, accounts }: State): Subjects {
  const all = new Map<Key, Subject>()
  for (const { id } of Object.values(airings)) all.set(`airing:${id}`, { airing: id })
  for (const { id } of Object.values(shows)) all.set(`show:${id}`, { show: id })
  for (const { id } of Object.values(accounts)) all.set(`account:${id}`, { account: id })
  return all
}

/** Whom a decision changed, and whose bell it was. */
export function touchedBy(event: Event, { changes }: Decision): Subjects {
  const all = new Map<Key, Subject>()
  for (const airing of changes.airings.keys()) all.set(`airing:${airing}`, { airing })
  for (const show of changes.shows.keys()) all.set(`show:${show}`, { show })
  for (const account of changes.accounts.keys()) all.set(`account:${account}`, { account })
  if (event.type === 'airing-due') all.set(`airing:${event.airing}`, { airing: event.airing })
  if (event.type === 'show-due') all.set(`show:${event.show}`, { show: event.show })
  if (event.type === 'account-due') all.set(`account:${event.account}`, { account: event.account })
  return all
}

export function dueEvent(key: Key): DueEvent {
  const at = key.indexOf(':')
  const id = key.slice(at + 1) as never
  if (key.startsWith('airing:')) return { type: 'airing-due', airing: id }
  if (key.startsWith('show:')) return { type: 'show-due', show: id }
  return { type: 'account-due', account: id }
}
