/** What a name typed at the desk stands for: an airing or its show, a takeover by its handle, id or cue. */

import { findAiring, noAiring } from '../console/airing-named.js'
import { handlesOf } from '../console/airing-view.js'
import { type Refused, refused } from '../console/answers.js'
import type { Caller, Subject } from '../core/desk/roles.js'
import type { Airing } from '../core/plan/airing.js'
import type { Show, State } from '../core/plan/state.js'
import { hasEnded, type Takeover, title } from '../core/plan/takeover.js'

export const STATION: Subject = { account: undefined, show: undefined, airing: undefined }

export const subject = ({ id, show, account }: Airing): Subject => ({ account, show, airing: id })

export const subjectOfShow = ({ id, account }: Show): Subject => ({
  account,
  show: id,
  airing: undefined,
})

export function airingNamed(state: State, name: string, who: Caller): Airing | Refused {
  return findAiring(state, name) ?? noAiring(state, name, who.scope)
}

/** Whole names first; then what only one begins with. */
export function takeoverNamed(airing: Airing, name: string): Takeover | Refused {
  const there = airing.takeovers.filter((takeover) => !hasEnded(takeover))
  const handles = handlesOf(airing)
  const names = (takeover: Takeover) => [
    handles.get(takeover.id) ?? '',
    takeover.id,
    ...(takeover.cue === undefined ? [] : [takeover.cue]),
  ]
  const exact = there.filter((takeover) => names(takeover).includes(name))
  const found =
    exact.length > 0
      ? exact
      : there.filter((takeover) => names(takeover).some((one) => one.startsWith(name)))
  const [only, other] = found
  if (only && !other) return only
  const listed = (found.length > 0 ? found : there).slice(0, LISTED_MAX)
  const hint = listed.map((one) => `${handles.get(one.id)} ${one.cue ?? title(one.script)}`)
  return only
    ? refused('not-found', `"${name}" may be one of several`, hint.join(', '))
    : refused(
        'not-found',
        `there is no takeover "${name}" in the queue of ${airing.id}`,
        hint.length > 0 ? `there are: ${hint.join(', ')}` : 'the queue is empty',
      )
}

/** More are not read. */
const LISTED_MAX = 10

export const isRefused = (found: object): found is Refused => 'ok' in found && found.ok === false
