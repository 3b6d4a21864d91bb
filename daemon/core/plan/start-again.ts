/**
 * What an operator stopped goes on for the time it has left: the same occurrence, in a session of its own number, as
 * another goes on where one grew too old (relay.ts). What was called before the stop has its verdict and is not called
 * again; what fell due since then is late, as after any gap.
 */
import { type Instant, latest } from '../time.js'
import { type Airing, hasEnded, lastCallAt, withSession } from './airing.js'
import type { AiringId } from './calendar.js'
import { edited } from './editing.js'
import { isRelayed, occurrenceOf, successorOf } from './relay.js'
import { wanted } from './session.js'
import type { Sheet } from './sheet.js'

/** Of a show's airings those that may be started again, the earliest first: of each occurrence the last session. */
export function stoppedOf(airings: readonly Airing[], now: Instant): readonly Airing[] {
  return lastOfEach(airings)
    .filter((airing) => isStopped(airing) && now < lastCallAt(airing))
    .sort((one, other) => one.startsAt - other.startsAt)
}

export const lastOfEach = (airings: readonly Airing[]): readonly Airing[] => [
  ...new Map(tookOver(airings).map((airing) => [occurrenceOf(airing.id), airing])).values(),
]

/** Without those that were to follow another, and came to nothing while that one was on air. */
const tookOver = (airings: readonly Airing[]): readonly Airing[] =>
  airings.filter((airing) => airing.succeeds === undefined || !hasEnded(airing))

/** A channel without an end is another one when it is opened again: its show is held (show.ts). */
export const isStopped = ({ situation, stop, endsAt }: Airing): boolean =>
  situation === 'closed' && stop !== undefined && endsAt !== undefined

/** Returns the airings to look at now. */
export function startAgain(sheet: Sheet, id: AiringId | undefined): readonly AiringId[] {
  const asked = id && sheet.airing(id)
  const show = asked && sheet.show(asked.show)
  if (!asked || !show || show.withdrawn) return []
  const airings = show.airings.flatMap((one) => sheet.airing(one) ?? [])
  const last = stoppedOf(airings, sheet.now).find((one) => one.id === id)
  if (!last) return []
  if (sheet.now < last.opensAt && !wasOpened(last)) {
    // Nothing of it was ever opened: it is planned anew, as the rundown has it now.
    sheet.dropAiring(last.id)
    sheet.putShow({ ...show, airings: show.airings.filter((one) => one !== last.id) })
    return []
  }
  const next = goingOn(
    airings.filter((one) => occurrenceOf(one.id) === occurrenceOf(last.id)),
    sheet.now,
  )
  const { forgottenUntil } = sheet.account(next.account)
  const facts = { ...next, spoken: show.spoken, forgottenUntil }
  const again = withSession(facts, wanted(latest(sheet.now, last.opensAt)), sheet.now)
  const programme = sheet.programme(again.version)
  const account = sheet.account(again.account)
  const scene = { programme, account, now: sheet.now, roll: sheet.roll }
  // What was changed in the rundown since counts as if it had been on air.
  const followed =
    again.version === show.version
      ? again
      : { ...edited(again, sheet.programme(show.version), scene), version: show.version }
  sheet.putAiring(followed)
  sheet.putAiring({ ...last, successor: next.id, relays: next.relays })
  sheet.putShow({ ...show, airings: [...show.airings, next.id] })
  return [next.id]
}

/** By a clock that was ahead even before its time: its openings have their numbers, and none is given twice. */
const wasOpened = ({ id, sessionsUsed }: Airing): boolean => sessionsUsed > 0 || isRelayed(id)

/** `sessions`: of the occurrence. One that never came to be on air does not know what was called before. */
function goingOn(sessions: readonly Airing[], now: Instant): Airing {
  const told = tookOver(sessions).reduce((one, other) =>
    other.calledUntil < one.calledUntil ? one : other,
  )
  const { renamed, lastSegment } = told
  const relays = Math.max(...sessions.map((one) => one.relays))
  const next = successorOf({ ...told, relays, late: { rule: 'join' } }, told.version, now)
  return {
    ...next,
    succeeds: undefined,
    calledUntil: told.calledUntil,
    renamed,
    lastSegment,
    calls: Math.max(...sessions.map(({ calls }) => calls)),
    revision: Math.max(...sessions.map(({ revision }) => revision)) + 1,
    // Whoever starts it knows what time it is.
    clockTrusted: true,
  }
}
