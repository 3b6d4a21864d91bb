/** What a judge needs to know of one simulated night, and the helpers to speak of it. */
import {
  GUESS_FROM,
  SETTLE_OPENING,
  SETTLE_RESTORED,
  WRITE_DEADLINE,
} from '../../daemon/core/limits.js'
import type { Tell } from '../../daemon/core/plan/actions.js'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import type { Commanded } from '../../daemon/core/plan/commanding.js'
import type { State } from '../../daemon/core/plan/state.js'
import type { Instant } from '../../daemon/core/time.js'
import type { Profile } from '../../daemon/stand-in/softsugar/profile.js'
import type { Broke } from './judge-parked.js'
import type { Pause, Start } from './off.js'
import type { PromiseId, Violation } from './promises.js'
import { type AiringPlan, airingsOf, type Scenario, stillFrom } from './scenario.js'
import type { ModelStore } from './store.js'
import type { SessionTruth, Truth } from './truth.js'
import type { Viewers } from './viewers.js'

export interface Night {
  readonly scenario: Scenario
  readonly truth: Truth
  readonly airings: readonly AiringPlan[]
  /** undefined: it ran on SQLite. */
  readonly store: ModelStore | undefined
  readonly rows: readonly AsRunRow[]
  /** undefined: nobody asks. */
  readonly viewers: Viewers | undefined
  readonly tells: readonly (Tell & { readonly at: Instant })[]
  readonly state: () => State
  /** When the daemon was not running, the network was in trouble, and the like. */
  readonly disturbances: Disturbance[]
  /** Words that were in force at some time, and those an operator said. */
  readonly words: Map<string, Instant>
  /** Airings an operator stopped and nobody started again, and when. */
  readonly stops: Map<string, Instant>
  /** Those that were started again. */
  readonly pauses: Pause[]
  readonly starts: Start[]
  /** Daemons that ended because the journal refused something. */
  readonly broke: Broke[]
  /** Sessions whose callback, with our mark in it, a daemon has taken in, and when. */
  readonly marked: Map<string, Instant>
  /** Items of which somebody who knows our ids said something, by their trace. */
  readonly forged: Set<string>
  /** Oldest first. */
  readonly orders: Order[]
  /** Each row of the log, and when by true time it was on the disk. */
  readonly written: { readonly row: AsRunRow; readonly at: Instant }[]
  /** Answers that came to the queue, as `airing/name`, and when. */
  readonly wanted: Map<string, Instant>
  /** What the journal has forgotten: from when it was copied to when the daemon was back on the copy. */
  readonly restored: { readonly from: Instant; readonly to: Instant }[]
  readonly still: Instant
  readonly breach: (promise: PromiseId, says: string) => void
  turns: number
}

/** What an operator ordered, and when he was told that it will be done. */
export interface Order {
  readonly event: Commanded
  /** What is waiting or on air, that it is about. */
  readonly item: string | undefined
  /** The daemon knew that it was in the platform's queue, and not yet on air. */
  readonly waitsThere: boolean
  readonly at: Instant
  answeredAt: Instant | undefined
}

export interface Disturbance {
  readonly from: Instant
  readonly to: Instant
  readonly what: string
  /** No heartbeat gets through meanwhile. */
  readonly mute: boolean
}

/** One kind of breach is said a few times, not a thousand. */
const SAID_MAX = 5

export function openNight(
  scenario: Scenario,
  parts: Pick<Night, 'truth' | 'store' | 'rows' | 'tells' | 'state' | 'viewers'>,
  violations: Violation[],
): Night {
  const said = new Map<PromiseId, number>()
  const planned = stillFrom(scenario)
  const disturbances: Disturbance[] = []
  return {
    ...parts,
    // What was committed counts, also where its daemon died before it could show it.
    get rows() {
      return parts.store?.rows() ?? parts.rows
    },
    scenario,
    airings: airingsOf(scenario),
    disturbances,
    words: new Map(),
    stops: new Map(),
    pauses: [],
    starts: [],
    broke: [],
    marked: new Map(),
    forged: new Set(),
    orders: [],
    written: [],
    wanted: new Map(),
    restored: [],
    /** A crash comes some steps after it was ordered. */
    get still() {
      return disturbances.reduce<Instant>((latest, { to }) => (to > latest ? to : latest), planned)
    },
    turns: 0,
    breach(promise, says) {
      const count = (said.get(promise) ?? 0) + 1
      said.set(promise, count)
      if (count <= SAID_MAX) violations.push({ promise, says })
    },
  }
}

/** While they may strike nothing is undisturbed. */
export const STORMY = ['loseAnswers', 'loseRequests', 'lateEffects', 'http500', 'garbage'] as const
/** The vendor's own ways; they do not end with the storm. */
const MOODS = ['initFails', 'initNever', 'noSlotFor', 'startFails', 'dropAfter'] as const

export const isStormy = ({ scenario }: Night): boolean =>
  scenario.accounts.some(({ profile }) => STORMY.some((fault) => (profile[fault] ?? 0) > 0))

/** More than 15 of 100 requests fail: several in a row do, by chance. */
export const isStorm = ({ scenario }: Night, account: string): boolean => {
  const profile = scenario.accounts.find(({ id }) => id === account)?.profile
  return STORMY.reduce((failing, fault) => failing + (profile?.[fault] ?? 0), 0) > 0.15
}

export const isMoody = (profile: Partial<Profile>): boolean =>
  MOODS.some((mood) => (profile[mood] ?? 0) > 0)

/** Nothing went wrong between the two, as far as the scenario knows. */
export const isUndisturbed = (night: Night, from: number, to: number): boolean =>
  !night.scenario.accounts.some(({ profile }) => isMoody(profile)) &&
  (!isStormy(night) || from > night.still) &&
  !night.disturbances.some((one) => one.from < to && one.to > from)

/**
 * While the machine's clock is wrong nobody here can know true time. Set ahead, what lies up to so much later falls due
 * meanwhile; set back, what lay up to so long before does once more: that is not judged by time, but by everything else.
 */
export const isMistimed = (
  { scenario }: Night,
  { opensAt, endsAt }: { readonly opensAt: number; readonly endsAt: number },
): boolean =>
  scenario.happenings.some(
    (one) =>
      one.do === 'step-clock' &&
      endsAt > one.at - Math.max(0, -one.by) - 60_000 &&
      opensAt < one.at + one.lasts + Math.max(0, one.by) + 60_000,
  )

/** The clock was ahead then, or shortly before: what is too early is so by it. */
export const wasAhead = (night: Night, at: number): boolean =>
  night.scenario.happenings.some(
    (one) =>
      one.do === 'step-clock' &&
      one.at <= at &&
      (one.by > 0 ? at < one.at + one.lasts + AFTER_IT : isDownAt(night, one.at + one.lasts)),
  )
/** Set right while nobody ran, a clock that was behind says that nobody ran for as long as it was behind. */
const isDownAt = ({ disturbances }: Night, at: number): boolean =>
  disturbances.some(({ what, from, to }) => what === 'down' && from <= at && at <= to)
/** A call that was decided upon, its answer, and another try. */
const AFTER_IT = 30_000

/**
 * Opened after the copy of the journal was made that is in force now, and another show may have opened it: no list says
 * whose it is. docs/reliability.md does not promise that it goes on.
 */
export const isNameless = (night: Night, session: SessionTruth): boolean =>
  night.restored.some(({ from, to }) => {
    const isForgotten = ({ account, airing, createdAt, endedAt = to }: SessionTruth) =>
      account === session.account &&
      airing !== undefined &&
      from <= createdAt &&
      createdAt < to &&
      endedAt >= to
    if (!isForgotten(session)) return false
    const others = [...night.truth.sessions.values()].filter((one) => one !== session)
    // A show that loses its session while it is looked for may be the one as well.
    const hasLost = ({ account, airing, endedAt }: SessionTruth) =>
      account === session.account &&
      airing !== session.airing &&
      endedAt !== undefined &&
      endedAt >= from &&
      endedAt < to + SETTLE_RESTORED
    return others.some(isForgotten) || others.some(hasLost) || othersMayTurnUp(night, session, to)
  })

/** Openings for other shows that had no answer, not long before. */
function othersMayTurnUp({ store }: Night, { account, airing }: SessionTruth, at: Instant) {
  const since = at - GUESS_FROM - SETTLE_OPENING - WRITE_DEADLINE
  return [...(store?.intents().values() ?? [])].some(
    ({ action, at: openedAt, state }) =>
      action.type === 'open' &&
      action.account === account &&
      action.airing !== airing &&
      openedAt > since &&
      state !== 'applied',
  )
}

/** An operator put something of it in another place: then the plan's order is not the one in force. */
export const wasMoved = ({ scenario }: Night, show: string | undefined): boolean =>
  scenario.happenings.some(
    (one) =>
      one.do === 'command' && one.show === show && (one.what === 'front' || one.what === 'back'),
  )

/** The daemon knew of it at some time: the log has it, or the state. */
export const isKnown = (night: Night, session: string): boolean =>
  night.rows.some((row) => row.type === 'session' && row.session === session) ||
  night.state().sessions[session] !== undefined

/**
 * S15 forbids to close what nobody can prove ours. In an account that others use a session whose opening was never
 * answered is proved ours by the mark in a callback, and by nothing else: no list shows it. Where that callback was
 * lost too nobody can know of it; L2, L7 and A1 do not ask. S16 does: the account counts it as one that may be running.
 */
export const isUnknowable = (night: Night, session: SessionTruth): boolean =>
  knowableFrom(night, session) === Infinity

export const knowableFrom = (night: Night, { id, account, createdAt }: SessionTruth): number => {
  const alone = night.scenario.accounts.find((one) => one.id === account)?.exclusive !== false
  return alone || isKnown(night, id) ? createdAt : (night.marked.get(id) ?? Infinity)
}

/** Nothing was in the way, from the one to the other. */
export const isClear = (
  night: Pick<Night, 'disturbances'>,
  from: number,
  to: number,
  counts?: (one: Disturbance) => boolean,
): boolean => clearTime(night, from, to, counts) >= to - from

/** How long of a span nothing was in the way. */
export function clearTime(
  { disturbances }: Pick<Night, 'disturbances'>,
  from: number,
  to: number,
  counts: (one: Disturbance) => boolean = () => true,
): number {
  const inTheWay = disturbances
    .filter(counts)
    .map((one) => ({ from: Math.max(from, one.from), to: Math.min(to, one.to) }))
    .filter((one) => one.to > one.from)
    .sort((one, other) => one.from - other.from)
  let clear = to - from
  let until = from
  for (const one of inTheWay) {
    clear -= Math.max(0, one.to - Math.max(until, one.from))
    until = Math.max(until, one.to)
  }
  return clear
}

/** The daemon itself stands still, or its disk does. */
export const isHalted = ({ what }: Disturbance): boolean => HALTS.has(what)
const HALTS: ReadonlySet<string> = new Set(['down', 'freeze', 'restore', 'disk', 'step-clock'])

export const sessionsOf = ({ truth }: Night, airing: string): readonly SessionTruth[] =>
  [...truth.sessions.values()].filter((session) => session.airing === airing)

/** By the plan, or by an operator's word. */
export const endOf = ({ stops }: Night, { id, endsAt }: AiringPlan): Instant =>
  Math.min(endsAt, stops.get(id) ?? endsAt) as Instant

export const clockOf = (at: number): string =>
  Number.isFinite(at) ? new Date(at).toISOString().slice(11, 23) : 'no time at all'
