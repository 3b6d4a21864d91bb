/** That things get done, judged once the trouble is over: L1 to L8. */

import { MISSED_ROWS_MAX } from '../../daemon/core/limits.js'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import { turnsDue } from '../../daemon/core/plan/cues.js'
import { type Instant, instant } from '../../daemon/core/time.js'
import {
  clearTime,
  clockOf,
  endOf,
  isKnown,
  isMistimed,
  isStorm,
  isUndisturbed,
  isUnknowable,
  knowableFrom,
  type Night,
  sessionsOf,
} from './night.js'
import { endOfSession, handedOverAt, wasStopped } from './off.js'
import { type AiringPlan, programmeOf } from './scenario.js'
import { rootOf, type SessionTruth } from './truth.js'

/** One opening nobody answered, and another one. */
export const RECOVERY = 90_000
const BEAT_GAP = 45_000
/** Where a quarter of all requests fail, eight in a row do; where a fifth, six do in one night of thousands. */
const BEAT_GAP_IN_STORMS = 90_000

export function judgeLiveness(night: Night): void {
  for (const airing of night.airings) {
    onAir(night, airing)
    closed(night, airing)
    everyItem(night, airing)
  }
  nothingOpen(night)
  heartbeats(night)
  outcomes(night)
  turnsTaken(night)
}

/** L1 */
function onAir(night: Night, airing: AiringPlan): void {
  const { startsAt, endsAt, opensAt, id } = airing
  const profile =
    night.scenario.accounts.find((one) => one.id === airing.plan.account)?.profile ?? {}
  if (wasStopped(night, id)) return
  const liveAt = Math.min(...sessionsOf(night, id).map((one) => one.liveAt ?? Infinity))
  const init = profile.init ?? 2_000
  const wellBefore = Math.max(opensAt, night.scenario.startsAt)
  if (isMistimed(night, { opensAt, endsAt: startsAt + 6_000 })) return
  if (isUndisturbed(night, wellBefore - 1_000, startsAt + 2_000) && slotsSuffice(night, airing)) {
    if (wellBefore + init + 3_000 < startsAt && liveAt > startsAt + 2_000)
      night.breach('L1', `${id} was live at ${clockOf(liveAt)}, nothing was in its way`)
    return
  }
  // A platform that refuses to start is asked again two seconds later.
  const startedBy = startsAt + 2_000 + 3_000 * (profile.startFails ?? 0)
  const soon = Math.max(startedBy, lastInTheWay(night, airing) + RECOVERY + init)
  const row = showRow(night, id)
  const over = row !== undefined && (row.endedAt ?? Infinity) <= soon
  const isTimed = !isMistimed(night, { opensAt, endsAt: soon })
  if (isTimed && soon + 30_000 < endsAt && liveAt > soon && !over && slotsSuffice(night, airing))
    night.breach('L1', `${id} was not live by ${clockOf(soon)}`)
  const alerted = night.tells.some(
    ({ airing: about, level, at }) => about === id && level === 'alert' && at <= startsAt + 6_000,
  )
  // Up to the last moment in which it could have told: one that died in it tells at its next start.
  const wasUp = clearTime(night, startsAt, startsAt + 6_000) >= 6_000
  // A channel without an end opens at once, and is late after a minute: relay.test.ts and channel.test.ts.
  if (airing.plan.always) return
  if (liveAt > startsAt + 6_000 && wasUp && !alerted && startsAt + 6_000 < endsAt)
    night.breach('L1', `${id} was not live at ${clockOf(startsAt + 5_000)}, and nobody was told`)
}

/** The trouble, or the last session that the vendor itself did not bring on air. */
function lastInTheWay(night: Night, { id, plan }: AiringPlan): number {
  const { still, scenario } = night
  const profile = scenario.accounts.find((one) => one.id === plan.account)?.profile ?? {}
  if (!profile.initFails && !profile.initNever && !profile.startFails) return still
  const inVain = sessionsOf(night, id).filter(({ liveAt }) => liveAt === undefined)
  return Math.max(still, ...inVain.map(({ endedAt }) => endedAt ?? still))
}

/** As many at once as the account has slots, of ours and of anybody's. */
export function slotsSuffice(night: Night, { plan, opensAt, endsAt }: AiringPlan): boolean {
  const account = night.scenario.accounts.find(({ id }) => id === plan.account)
  const atOnce = night.airings.filter(
    (other) =>
      other.plan.account === plan.account && other.opensAt < endsAt && other.endsAt > opensAt,
  )
  return account?.exclusive === true && atOnce.length <= account.slots
}

/** L3. Half a minute where nothing is wrong; else a minute in which nothing is in the way, longer where calls get lost. */
function closed(night: Night, airing: AiringPlan): void {
  for (const session of sessionsOf(night, airing.id)) {
    const end = endOfSession(night, airing, session)
    const well = isUndisturbed(night, end - 5_000, end + 30_000)
    const most = well ? 30_000 : isStorm(night, airing.plan.account) ? 120_000 : 60_000
    if (isKnown(night, session.id) && openAfter(night, session, end) > most)
      night.breach('L3', `${airing.id}#${session.attempt} was open long after ${clockOf(end)}`)
  }
}

/** L2 */
function nothingOpen(night: Night): void {
  for (const session of night.truth.sessions.values()) {
    const airing = night.airings.find(({ id }) => id === session.airing)
    if (!airing || isUnknowable(night, session)) continue
    const end = endOfSession(night, airing, session)
    if (openAfter(night, session, end) > 180_000)
      night.breach(
        'L2',
        `${airing.id}#${session.attempt} was open three minutes after ${clockOf(end)}`,
      )
  }
}

/** How long a session was open when its show was over, and nothing was in the way of closing it. */
function openAfter(night: Night, session: SessionTruth, end: Instant): number {
  const from = Math.max(end, knowableFrom(night, session))
  const to = session.endedAt ?? night.scenario.until
  return to > from ? clearTime(night, from, to) : 0
}

/** L4 */
function heartbeats(night: Night): void {
  for (const session of night.truth.sessions.values()) {
    const { gaps, account, airing, leg, attempt, endedAt } = session
    if (airing === undefined || !isBeaten(night, leg, attempt)) continue
    for (const { from, to } of gaps) {
      const plan = night.airings.find(({ id }) => id === airing)
      const end = plan && endOfSession(night, plan, session)
      const left = handedOverAt(night, session) ?? Infinity
      const wanted = end && Math.min(end, left, setPast(night, end, to))
      const until = Math.min(to, wanted ?? to, endedAt ?? to)
      if (
        clearTime(night, from, until, ({ mute }) => mute) >
        (isStorm(night, account) ? BEAT_GAP_IN_STORMS : BEAT_GAP)
      )
        night.breach(
          'L4',
          `${airing}#${attempt} was not beaten from ${clockOf(from)} to ${clockOf(until)}`,
        )
    }
  }
}

/** When a clock was set to after its end: by that it is over, and is being closed. */
const setPast = ({ scenario }: Night, end: number, before: number): number =>
  Math.min(
    ...scenario.happenings.map((one) =>
      one.do === 'step-clock' && one.at < before && one.at + one.by >= end - 1_000
        ? one.at
        : Infinity,
    ),
  )

/** An orphan nobody knows of is L2's affair. */
const isBeaten = (night: Night, leg: string, attempt: number) =>
  night.rows.some((row) => row.type === 'session' && row.instance === `${leg}#${attempt}`)

export const showRow = (night: Night, id: string): AsRunRow | undefined =>
  night.rows.findLast((row) => row.type === 'show' && rootOf(row.airing) === id)

/** L5 */
function everyItem(night: Night, airing: AiringPlan): void {
  const row = showRow(night, airing.id)
  if (!row) {
    night.breach('L5', `${airing.id} has no row of its own`)
    return
  }
  const isEdited = night.scenario.happenings.some(
    (one) => one.do === 'edit' && one.show === airing.plan.show,
  )
  const wasMissed = row.status === 'missed'
  const wasOnAir = row.startedAt !== undefined
  if ((!wasMissed && !wasOnAir) || isEdited) return
  const window = { startsAt: airing.startsAt, endsAt: airing.endsAt, timezone: airing.plan.zone }
  // A channel without an end goes on as another airing.
  const isAllOfIt = wasMissed && !airing.plan.always
  const over = Math.min(endOf(night, airing), (isAllOfIt ? undefined : row.endedAt) ?? Infinity)
  const due = turnsDue(
    programmeOf(airing.plan).cues,
    window,
    instant(airing.startsAt - 1),
    (over - 5_000) as Instant,
    MISSED_ROWS_MAX,
  )
  const verdicts = new Set(
    night.rows
      .filter(({ type, airing: of }) => type === 'takeover' && rootOf(of) === airing.id)
      .map(({ instance }) => rootOf(instance)),
  )
  const ask = (cue: string, turn: number) => {
    const instance = `${airing.id}/${cue}/${turn}`
    if (!verdicts.has(instance)) night.breach('L5', `${instance} has no verdict`)
    // What an operator ended before it was called need not be named.
    if (wasStopped(night, airing.id) || airing.plan.always) return
    for (const { name, when } of airing.plan.cues)
      if (when.kind === 'after' && when.after === cue) ask(name, turn)
  }
  for (const { cue, turn } of due) ask(cue.cue, turn)
}

/** L6. Each call has its answer, or it was found out or decided what became of it. */
function outcomes(night: Night): void {
  for (const [key, { state, resolved, at }] of night.store?.intents() ?? []) {
    if (state === 'intended') night.breach('L6', `${key} has no outcome`)
    if (state === 'ambiguous' && resolved === undefined)
      night.breach('L6', `${key} of ${clockOf(at)} was never resolved`)
  }
}

/** L8 */
function turnsTaken(night: Night): void {
  const hours = night.airings.reduce(
    (sum, { opensAt, endsAt }) => sum + (endsAt - opensAt) / 3_600_000,
    0,
  )
  const items = night.rows.length + night.truth.items.size
  /** Per hour 240 heartbeats and 240 looks, each asked and answered; per item its queue, once a second or two. */
  const quiet = hours * 1_000 + items * 60 + 500
  if (night.turns > 3 * quiet)
    night.breach('L8', `${night.turns} turns, ${Math.round(quiet)} would do`)
}
