/** Safety that is judged at the end, from all that happened: S1, S2, S3, S5, S11. */

import {
  MAY_STILL_COME,
  SETTLE_ENQUEUE,
  WATCH_GAP_MAX,
  WRITE_DEADLINE,
} from '../../daemon/core/limits.js'
import type { Guarded } from '../../daemon/core/plan/actions.js'
import type { Instant } from '../../daemon/core/time.js'
import { hasLateTakeovers } from './draw-vendor.js'
import { doubtOf, isOnePiece, isQuestion, itemOf } from './named.js'
import { clockOf, isClear, isMistimed, isNameless, type Night, sessionsOf } from './night.js'
import type { ItemTruth } from './truth.js'
import { APP_KEY } from './vendor.js'

export function judgeSafety(night: Night): void {
  airedAgain(night)
  begunAnew(night)
  ghostsTakenBack(night)
  wordForWord(night)
  intended(night)
  replacedOnlyWhenOver(night)
  fewOpenings(night)
  noSecrets(night)
}

/** S2. Of whatever was not to be repeated one airing; of the rest one more for each decision to send again. */
function airedAgain(night: Night): void {
  const byTakeover = new Map<string, ItemTruth[]>()
  for (const item of ours(night)) {
    if (item.spoken === 0 || brokeOffUnseen(night, item)) continue
    byTakeover.set(item.takeover, [...(byTakeover.get(item.takeover) ?? []), item])
  }
  for (const [takeover, items] of byTakeover) {
    const gens = new Set(items.map(({ gen }) => gen))
    const isMust = doubtOf(night, takeover) === 'must'
    if (gens.size < items.length && !(isMust && isForgotten(night, items)))
      night.breach('S2', `${takeover} aired twice in one generation`)
    else if (items.length > 1 && !isMust)
      night.breach('S2', `${takeover} aired ${items.length} times`)
  }
}

/** Of what was sent while the journal was not there, nobody knows how often. */
export const isForgotten = ({ restored }: Night, items: readonly ItemTruth[]): boolean =>
  restored.some(({ to }) => items.some(({ receivedAt }) => receivedAt < to))

/**
 * What broke off before the next reading of a queue that is watched without a gap cannot be seen. That is not promised:
 * docs/reliability.md says so.
 */
function brokeOffUnseen(night: Night, { key, speakingAt, over }: ItemTruth): boolean {
  if (over?.how !== 'failed' || speakingAt === undefined) return false
  if (over.at - speakingAt > WATCH_GAP_MAX) return false
  const intents = [...(night.store?.intents().values() ?? [])]
  return !intents.some(
    ({ action, state }) => whatOf(action) === `air ${key}` && state === 'applied',
  )
}

/** S2. What was heard to its end does not begin anew because it was thought to be cut, unless it must air. */
function begunAnew(night: Night): void {
  const restart = /~\d+\.1$/
  const whole = new Map<string, Instant>()
  for (const { takeover, over } of ours(night))
    if (over?.how === 'finished' && isOnePiece(night, takeover)) {
      const item = itemOf(takeover)
      whole.set(item, Math.min(over.at, whole.get(item) ?? over.at) as Instant)
    }
  for (const { takeover, spoken, receivedAt } of ours(night)) {
    const heardAt = whole.get(itemOf(takeover))
    if (spoken === 0 || !restart.test(takeover) || heardAt === undefined) continue
    if (heardAt < receivedAt && doubtOf(night, takeover) !== 'must')
      night.breach('S2', `${takeover} began anew, and had been heard to its end`)
  }
}

/** S2. Long given up, it came, and waited in a queue that could be read: nobody needs it any more. */
function ghostsTakenBack(night: Night): void {
  const intents = [...(night.store?.intents().values() ?? [])].flatMap(({ action, at, state }) =>
    action.type === 'enqueue' ? [{ what: whatOf(action), at, state, session: action.session }] : [],
  )
  const first = new Map(intents.toReversed().map((intent) => [intent.what, intent]))
  for (const item of ours(night)) {
    const { key, queuedAt = Infinity, speakingAt = 0, session, receivedAt } = item
    const sent = first.get(`air ${key}`)
    const isGhost = sent !== undefined && receivedAt - sent.at > GIVEN_UP
    if (!isGhost || speakingAt - queuedAt < TAKEN_BACK) continue
    // While another one is in doubt, an id that nobody knows is that one.
    const isAnother = intents.some(
      (one) =>
        one !== sent &&
        one.session === session.id &&
        one.state === 'ambiguous' &&
        one.at > receivedAt - SETTLE_ENQUEUE * 2 &&
        one.at < speakingAt,
    )
    // What was sent in forgotten minutes, and came late as well, may have been taken for it.
    const isMixedUp = night.restored.some(
      ({ to }) => to < receivedAt && receivedAt < to + 2 * MAY_STILL_COME,
    )
    if (!isAnother && !isMixedUp && isQuiet(night, queuedAt - 1_000, speakingAt))
      night.breach('S2', `${key} was given up, came, waited, and was heard all the same`)
  }
}

/** Nothing is in the way of reading a queue and cancelling in it. */
const isQuiet = (night: Night, from: number, to: number): boolean =>
  night.scenario.accounts.every(({ profile }) => hasLateTakeovers(profile)) &&
  isClear(night, from, to)

/** Its answer was waited for, and its effect. */
const GIVEN_UP = WRITE_DEADLINE + SETTLE_ENQUEUE + 1_000
/** A look at the queue, which may lag, and a call. */
const TAKEN_BACK = 8_000

/** A long text is heard in pieces of it. */
function saidSince({ words }: Night, heard: string): Instant | undefined {
  const whole = words.get(heard)
  if (whole !== undefined) return whole
  const [first] = [...words]
    .filter(([text]) => text.includes(heard))
    .sort((one, other) => one[1] - other[1])
  return first?.[1]
}

/** S3 */
function wordForWord(night: Night): void {
  for (const item of ours(night)) {
    // judge-audience.ts asks the book.
    if (isQuestion(item.takeover)) continue
    const since = saidSince(night, item.words)
    if (item.takeover === '') night.breach('S3', `nobody sent "${item.words.slice(0, 40)}"`)
    else if (since === undefined || since > item.receivedAt)
      night.breach('S3', `${item.takeover} says what no rundown in force says`)
  }
}

/** S5 */
function intended(night: Night): void {
  const { store, truth } = night
  if (!store) return
  const sent = new Map<string, number>()
  const seen = (what: string, at: number) => {
    sent.set(what, (sent.get(what) ?? 0) + 1)
    const intents = byWhat.get(what)?.filter((intent) => intent <= at).length ?? 0
    if ((sent.get(what) ?? 0) > intents)
      night.breach('S5', `${what} at ${clockOf(at)} was not intended`)
  }
  const byWhat = new Map<string, number[]>()
  for (const { action, at } of [...store.intents().values(), ...store.lostIntents()]) {
    const what = whatOf(action)
    byWhat.set(what, [...(byWhat.get(what) ?? []), at])
  }
  for (const session of truth.sessions.values())
    if (session.airing !== undefined)
      seen(`open ${session.leg}#${session.attempt}`, session.createdAt)
  for (const item of ours(night)) seen(`air ${item.key}`, item.receivedAt)
  // While the disk fails a close leaves without its intent: twice is harmless, and open costs money.
  const isDiskBad = (at: number) =>
    night.disturbances.some(
      ({ what, from, to }) => what === 'disk' && from <= at && at < to + 2_000,
    )
  for (const { endpoint, session, at } of truth.writes)
    if (
      truth.sessions.get(session)?.airing !== undefined &&
      !(endpoint === 'close' && isDiskBad(at))
    )
      seen(`${endpoint} ${session}`, at)
}

function whatOf(action: Guarded): string {
  switch (action.type) {
    case 'open':
      return `open ${action.marker.replace(/^test\//, '')}`
    case 'go-live':
      return `start ${action.session}`
    case 'enqueue':
    case 'cut-in':
      return `air ${action.takeover}/${action.gen}`
    case 'move':
      return `reorder ${action.session}`
    case 'close-stranger':
      return `close ${action.session}`
    default:
      return `${action.type} ${action.session}`
  }
}
/** S1. Another channel of an airing goes live only after the log says that the one before is over. */
function replacedOnlyWhenOver(night: Night): void {
  for (const { id } of night.airings) {
    const live = sessionsOf(night, id).filter(({ liveAt }) => liveAt !== undefined)
    for (const session of live.slice(0, -1)) {
      const known = night.rows.some((row) => row.type === 'session' && row.session === session.id)
      if (!known && !isNameless(night, session))
        night.breach('S1', `${id} was replaced, and its log does not say so`)
    }
  }
}

/** S12-cap. A session that lived gives its opening back; the others count, also across restarts. */
function fewOpenings(night: Night): void {
  const [OPENINGS, LIVED] = [3, 600_000]
  for (const airing of night.airings) {
    const { id } = airing
    // By a clock that jumps nobody knows how long one lived, and a restored journal not how many there were.
    if (isMistimed(night, airing) || night.restored.length > 0) continue
    let count = 0
    let last = ''
    for (const { id: session, liveAt, endedAt = Infinity, leg } of sessionsOf(night, id)) {
      // Whoever follows another, or is started again, begins to count anew.
      count = leg === last ? count + 1 : 1
      last = leg
      if (count > OPENINGS) night.breach('S12-cap', `${id} was opened ${count} times in vain`)
      // It lived as long as the log says: nobody knew earlier that it was over.
      const row = night.rows.find((one) => one.type === 'session' && one.session === session)
      const overAt = Math.max(endedAt, row?.endedAt ?? 0)
      if (liveAt !== undefined && overAt - liveAt >= LIVED - 60_000) count = 0
    }
  }
}

/** S11 */
function noSecrets(night: Night): void {
  const written = JSON.stringify([night.rows, night.tells, night.state().accounts])
  if (written.includes(APP_KEY)) night.breach('S11', 'the application key is in the log')
}

/** Of every item by its key, when it was intended. */
export function sentFirst({ store }: Night): ReadonlyMap<string, Instant> {
  const first = new Map<string, Instant>()
  for (const { action, at } of store?.intents().values() ?? []) {
    const [, key] = /^air (.+)$/.exec(whatOf(action)) ?? []
    if (key !== undefined && !first.has(key)) first.set(key, at as Instant)
  }
  return first
}

export const ours = ({ truth }: Night): readonly ItemTruth[] =>
  [...truth.items.values()].filter(({ session }) => session.airing !== undefined)
