/** What the desk is told: each thing that went wrong once, half a minute after it could be known at the latest. L11. */
import type { Guarded, Tell } from '../../daemon/core/plan/actions.js'
import type { Instant } from '../../daemon/core/time.js'
import { showRow } from './judge-liveness.js'
import { doubtOf } from './named.js'
import {
  clearTime,
  clockOf,
  type Disturbance,
  isHalted,
  isKnown,
  isMistimed,
  isStormy,
  type Night,
} from './night.js'
import { endOfSession } from './off.js'
import { rootOf, type SessionTruth } from './truth.js'

export function judgeTold(night: Night): void {
  for (const { id } of night.airings) missedOrLost(night, id)
  lostSessions(night)
  orphans(night)
  stuckCloses(night)
  takeovers(night)
  noBurst(night)
}

const TOLD_WITHIN = 30_000
/** Written down here as well: what limits.ts says may be the mistake. */
const CLOSE_ALERT = 120_000

interface Told extends Tell {
  readonly at: Instant
}

const alerts = ({ tells }: Night, pattern: RegExp): readonly Told[] =>
  tells.filter(({ level, says }) => level === 'alert' && pattern.test(says))

const about = (night: Night, airing: string, pattern: RegExp): readonly Told[] =>
  // The one that went on in its place is missed for it.
  alerts(night, pattern).filter((one) => one.airing !== undefined && rootOf(one.airing) === airing)

/** A journal put back to where it was forgets that it told. */
const forgets = ({ scenario }: Night): number =>
  scenario.happenings.filter((one) => one.do === 'restore').length

function missedOrLost(night: Night, id: string): void {
  const row = showRow(night, id)
  const first = about(night, id, /^(?:missed|lost): /)
  // After a crash it is told again, and says so.
  const again = about(night, id, /^told again .*: (?:missed|lost): /)
  const wanted = row?.status === 'missed' || row?.reason === 'PROVIDER_SESSION_LOST' ? 1 : 0
  if (first.length > 1 + forgets(night))
    night.breach('L11', `${id} was told as ${first.length} alerts`)
  if (row?.status === 'missed' && first.length + again.length < wanted)
    night.breach('L11', `${id} was missed, and nobody was told`)
  const late = about(night, id, /^not on air in time/)
  if (late.length > 1 + forgets(night))
    night.breach('L11', `${id} was told ${late.length} times not to be on air in time`)
}

/** What the vendor ended on air, and nobody had asked it to. */
function lostSessions(night: Night): void {
  const over = /(?:^|: )session over: /
  for (const session of night.truth.sessions.values()) {
    const { airing, attempt, liveAt, endedAt, leg } = session
    const plan = night.airings.find(({ id }) => id === airing)
    if (!plan || liveAt === undefined || endedAt === undefined) continue
    const opened = [...night.truth.sessions.values()].filter((one) => one.leg === leg)
    const told = alerts(night, /^session over: /).filter((one) => one.airing === leg)
    if (told.length > opened.length + forgets(night))
      night.breach('L11', `${leg} lost ${opened.length} sessions, and ${told.length} were told`)
    const from = isStormy(night) ? Math.max(endedAt, night.still) : endedAt
    const by = soonAfter(night, from, TOLD_WITHIN)
    if (
      by > endOfSession(night, plan, session) ||
      isMistimed(night, { opensAt: endedAt, endsAt: by })
    )
      continue
    if (wasClosed(night, session)) continue
    if (!isKnown(night, session.id)) continue
    const isTold = about(night, plan.id, over).some(({ at }) => at >= endedAt && at <= by)
    if (!isTold)
      night.breach(
        'L11',
        `${leg}#${attempt} was lost at ${clockOf(endedAt)}, and nobody was told by ${clockOf(by)}`,
      )
  }
}

const wasClosed = ({ truth }: Night, { id, endedAt }: SessionTruth): boolean =>
  truth.writes.some(
    ({ endpoint, session, at }) =>
      endpoint === 'close' && session === id && (endedAt === undefined || at <= endedAt),
  )

/** One alert when it is found, before anything is done about it, and one line when it is gone. */
function orphans(night: Night): void {
  const most = 1 + forgets(night)
  for (const { id, account, airing, endedAt } of night.truth.sessions.values()) {
    const found = alerts(night, new RegExp(`^orphan session ${id} at `))
    const gone = night.tells.filter(({ says }) =>
      says.startsWith(`the orphan session ${id} at ${account} is closed`),
    )
    if (found.length > most || gone.length > most)
      night.breach(
        'L11',
        `${id} was told ${found.length} times as an orphan, ${gone.length} as gone`,
      )
    const [closing] = intents(night, 'close-stranger', id)
    const anyhow = alerts(night, new RegExp(`orphan session ${id} at `))
    // What is told with a call is told in its commit; a daemon that dies in it tells again.
    if (closing && !anyhow.some(({ at }) => at <= soonAfter(night, closing.at, TOLD_WITHIN)))
      night.breach('L11', `${id} was closed as an orphan, and nobody was told that it was there`)
    if (!found[0] || endedAt === undefined || airing === undefined) continue
    const by = soonAfter(night, Math.max(endedAt, night.still, found[0].at), GONE_BY)
    if (gone.length === 0 && by < night.scenario.until)
      night.breach('L11', `${id}, an orphan, was over at ${clockOf(endedAt)}, and nobody was told`)
  }
}

/** Two looks through the running list, and half a minute. */
const GONE_BY = 150_000

/** It costs: who asked for a close is told that it does not come about, by a daemon that runs. */
function stuckCloses(night: Night): void {
  const words = /^the platform still runs this session/
  const stuck = new Map<string, number>()
  for (const session of night.truth.sessions.values()) {
    const { id, leg, airing, endedAt = Infinity, attempt } = session
    const [asked] = intents(night, 'close', id)
    const plan = night.airings.find((one) => one.id === airing)
    if (!asked || !plan) continue
    // It may be closed, and nobody have had an answer.
    stuck.set(leg, (stuck.get(leg) ?? 0) + 1)
    const due = asked.at + CLOSE_ALERT
    const by = soonAfter(night, due, TOLD_WITHIN, isHalted)
    if (endedAt <= by || by > night.scenario.until) continue
    if (isMistimed(night, { opensAt: asked.at, endsAt: by })) continue
    if (night.restored.some(({ to }) => to > asked.at)) continue
    const anyhow = about(night, plan.id, /the platform still runs this session/)
    // Two minutes by a clock that was set meanwhile may be fewer.
    const isSet = night.disturbances.some(
      ({ what, from }) => what === 'step-clock' && from >= asked.at && from <= by,
    )
    const early = isSet ? asked.at : due - 5_000
    if (!anyhow.some(({ at }) => at >= early && at <= by))
      night.breach(
        'L11',
        `${leg}#${attempt} was to be closed from ${clockOf(asked.at)}, and nobody was told by ${clockOf(by)}`,
      )
  }
  for (const [leg, count] of stuck) {
    const told = alerts(night, words).filter((one) => one.airing === leg).length
    const plan = night.airings.find(({ id }) => id === rootOf(leg))
    if (plan && !isMistimed(night, plan) && told > count + forgets(night))
      night.breach(
        'L11',
        `${leg} was to be closed ${count} times, and ${told} times told to run on`,
      )
  }
}

/** What had to air and did not, and what nobody knows of: one alert for each row that says so. */
function takeovers(night: Night): void {
  const mourned = night.written.flatMap(({ row, at }) => {
    const says = row.type === 'takeover' ? mourning(night, row) : undefined
    return says === undefined ? [] : [{ airing: rootOf(row.airing), row, at, says }]
  })
  // What is sent again is not lost yet: its last row counts.
  const last = new Map(night.written.map(({ row }) => [rootOf(row.instance), row]))
  for (const { airing, row, at, says } of mourned) {
    if (last.get(rootOf(row.instance)) !== row) continue
    const by = soonAfter(night, at, TOLD_WITHIN)
    const told = about(night, airing, new RegExp(`(?:^|: )(?:${says}|missed|lost)`))
    if (!told.some((one) => one.at >= at - 1_000 && one.at <= by))
      night.breach('L11', `${says} (${row.instance}, ${clockOf(at)}), and nobody was told`)
  }
  const kinds = new Set(mourned.map(({ airing, says }) => `${airing} ${says}`))
  for (const kind of kinds) {
    const rows = mourned.filter(({ airing, says }) => `${airing} ${says}` === kind)
    const [{ airing, says } = { airing: '', says: '' }] = rows
    const told = about(night, airing, new RegExp(`^${says}`))
    if (told.length > rows.length)
      night.breach('L11', `${kind}: ${rows.length} rows, and ${told.length} alerts`)
  }
}

/** As the desk is told it. */
function mourning(night: Night, row: Night['written'][number]['row']): string | undefined {
  // Whoever spoke live knows.
  if (row.source === 'microphone') return undefined
  const name = (row.item ?? row.source).replaceAll(/[^\w ]/g, '.')
  const isMust = doubtOf(night, rootOf(row.instance)) === 'must'
  const isHeard = HEARD.has(row.status)
  if (isMust && !isHeard) return `${name} must air, and did not`
  const isUnknown =
    row.reason === 'IN_DOUBT_AFTER_CRASH' || (isMust && row.status === 'aired_unconfirmed')
  return isUnknown ? `nobody knows whether ${name} aired` : undefined
}

const HEARD: ReadonlySet<string> = new Set(['aired', 'aired_late', 'aired_unconfirmed'])

/** The same words about the same thing, a moment later; what has a name of its own is counted above. */
function noBurst(night: Night): void {
  const last = new Map<string, Instant>()
  for (const { level, airing, account, says, at } of night.tells) {
    if (level !== 'alert' || COUNTED.test(says)) continue
    const key = `${airing ?? account} ${says}`
    const before = last.get(key)
    const isAnew = night.restored.some(({ to }) => before !== undefined && before < to && to <= at)
    if (before !== undefined && at - before < TOLD_WITHIN && !isAnew)
      night.breach('L11', `"${key}" was told at ${clockOf(before)} and at ${clockOf(at)}`)
    last.set(key, at)
  }
}

const COUNTED = /^(?:told again|session over:|nobody knows whether)|must air, and did not/

interface Intended {
  readonly at: number
}

function intents({ store }: Night, type: Guarded['type'], session: string): readonly Intended[] {
  return [...(store?.intents().values() ?? [])].filter(
    ({ action }) => action.type === type && 'session' in action && action.session === session,
  )
}

/** When so much time has passed in which nothing was in the way. */
function soonAfter(
  night: Night,
  from: number,
  wait: number,
  counts: (one: Disturbance) => boolean = isTrouble,
): number {
  let by = from + wait
  for (let had = clearTime(night, from, by, counts); had < wait; ) {
    by += wait - had
    had = clearTime(night, from, by, counts)
  }
  return by
}

/** What operators order is none, nor who speaks. */
const isTrouble = ({ what }: Disturbance): boolean => what !== 'command' && what !== 'speak'
