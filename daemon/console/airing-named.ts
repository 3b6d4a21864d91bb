/** What a name typed at the desk stands for: an airing, or the one of its show that is meant. */
import { covers, type Scope } from '../core/desk/roles.js'
import { type Airing, hasEnded, isManned } from '../core/plan/airing.js'
import type { Show, State } from '../core/plan/state.js'
import { suggest } from '../core/rundown/suggest.js'
import { type Refused, refused } from './answers.js'

/**
 * By its id, or by its show's id if just one airing of that show is manned (else the next one planned). Where another
 * session goes on in its place that one is meant, by whichever id.
 */
export function findAiring(state: State, name: string): Airing | undefined {
  const found = Object.hasOwn(state.airings, name) ? state.airings[name] : ofShow(state, name)
  let goesOn = found
  while (goesOn?.successor && (goesOn.handingOver || hasEnded(goesOn)))
    goesOn = state.airings[goesOn.successor]
  return goesOn ?? found
}

function ofShow(state: State, name: string): Airing | undefined {
  const all = Object.values(state.airings)
    .filter((airing) => airing.show === name && !hasEnded(airing))
    .sort(
      (one, other) =>
        Number(other.situation === 'on-air') - Number(one.situation === 'on-air') ||
        Number(isManned(other)) - Number(isManned(one)) ||
        one.startsAt - other.startsAt,
    )
  return all[0]
}

/**
 * Of a show that is over the desk asks again and again: it is told that it is over, not that it does not exist. Without
 * a scope nobody is there who may be told more.
 */
export function noAiring(
  { airings, shows }: State,
  name: string,
  scope: Scope | undefined,
): Refused {
  const says = `there is no airing or show "${name}"`
  if (!scope) return refused('not-found', says)
  const reached = Object.values(airings)
    .filter(({ id, show, account }) => covers(scope, { airing: id, show, account }))
    .sort((one, other) => one.startsAt - other.startsAt)
  const known = Object.hasOwn(shows, name) ? shows[name] : undefined
  if (known && covers(scope, { show: known.id, account: known.account, airing: undefined }))
    return noneNow(known, reached)
  const near = suggest(name, new Set(reached.flatMap(({ id, show }) => [show, id])))
  if (near !== undefined) return refused('not-found', says, `did you mean "${near}"?`)
  const ids = reached.filter((airing) => !hasEnded(airing)).map(({ id }) => id)
  return refused('not-found', says, ids.length === 0 ? 'nothing is planned' : listed(ids))
}

export function noShow({ shows }: State, name: string, scope: Scope): Refused {
  const says = `there is no show "${name}"`
  const known = Object.values(shows)
    .filter(({ id, account }) => covers(scope, { show: id, account, airing: undefined }))
    .map(({ id }) => id)
  const near = suggest(name, known)
  if (near !== undefined) return refused('not-found', says, `did you mean "${near}"?`)
  return refused('not-found', says, known.length === 0 ? undefined : listed(known))
}

function noneNow({ id, held }: Show, airings: readonly Airing[]): Refused {
  const says = `nothing of "${id}" is on air, and nothing of it is planned in the next hours`
  const last = airings.findLast(({ show }) => show === id)
  const was = last && 'because' in last ? `${last.id} is over: ${last.because}; ` : ''
  const todo = held ? `it was stopped: onair start ${id}` : `what went out: onair log ${id}`
  return refused('not-found', says, was + todo)
}

const listed = (ids: readonly string[]) => {
  const more = ids.length - LISTED_MAX
  return `there are: ${ids.slice(0, LISTED_MAX).join(', ')}${more > 0 ? `, and ${more} more` : ''}`
}

/** More are not read. */
const LISTED_MAX = 10
