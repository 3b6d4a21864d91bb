/** Shows that operators stopped, and some of them started again: what was off the air by order, and when. */
import type { Decision } from '../../daemon/core/plan/decide.js'
import type { Event } from '../../daemon/core/plan/events.js'
import { sessionNumber } from '../../daemon/core/plan/relay.js'
import type { Instant } from '../../daemon/core/time.js'
import type { Disturbance, Night } from './night.js'
import type { AiringPlan } from './scenario.js'
import { rootOf, type SessionTruth } from './truth.js'

export interface Pause {
  readonly airing: string
  readonly from: Instant
  readonly to: Instant
  /** The number of the last session that was stopped; 0: nothing of it had been opened. */
  readonly last: number
}

/** An order to start, and how the desk answered. */
export interface Start {
  readonly show: string
  readonly at: Instant
  readonly ok: boolean
  readonly says: string
}

type Stops = Pick<Night, 'stops' | 'pauses'>

export const wasStopped = ({ stops, pauses }: Stops, id: string): boolean =>
  stops.has(id) || pauses.some(({ airing }) => airing === id)

/** Times in which it was not to be on air, the last of them for good. */
export function offOf({ stops, pauses }: Stops, id: string): readonly Pause[] {
  const from = stops.get(id)
  const ended = pauses.filter(({ airing }) => airing === id)
  const never = Infinity as Instant
  return from === undefined ? ended : [...ended, { airing: id, from, to: never, last: never }]
}

export const isOff = (night: Stops, id: string, from: number, to: number): boolean =>
  offOf(night, id).some((one) => one.from < to && one.to > from)

/** What was in its way, the orders to be off the air among it. */
export function inItsWay(night: Night, id: string): Pick<Night, 'disturbances'> {
  const off = offOf(night, id).map(
    ({ from, to }): Disturbance => ({
      ...{ from, to, what: 'stopped', mute: false },
    }),
  )
  return { disturbances: off.length === 0 ? night.disturbances : [...night.disturbances, ...off] }
}

/** When this session of it was to be over: by the plan, or by the order that stopped it. */
export function endOfSession(
  night: Stops,
  { id, endsAt }: AiringPlan,
  { leg }: Pick<SessionTruth, 'leg'>,
): Instant {
  const stopped = offOf(night, id).find(({ last }) => numberOf(leg) <= last)
  return Math.min(endsAt, stopped?.from ?? endsAt) as Instant
}

/** When it was to be closed because another went on in its place. */
export function handedOverAt({ store }: Night, { id }: SessionTruth): number | undefined {
  const close = [...(store?.intents().values() ?? [])].find(
    ({ action }) =>
      action.type === 'close' &&
      action.session === id &&
      action.because.endsWith('goes on in its place'),
  )
  return close?.at
}

type Started = Extract<Event, { type: 'operator-started' }>

export const numberOf = (leg: string): number => sessionNumber(leg as never)

/** It is on the disk that somebody started it: of a second order nothing comes. */
export function noteStart(
  { stops, pauses }: Night,
  { again }: Started,
  { changes }: Decision,
  now: Instant,
): void {
  if (!again) return
  const airing = rootOf(again)
  const from = stops.get(airing)
  const touched = [...changes.airings.keys()].filter((id) => rootOf(id) === airing)
  if (from === undefined || touched.length === 0) return
  const isPlannedAnew = touched.every((id) => numberOf(id) <= numberOf(again))
  pauses.push({ airing, from, to: now, last: isPlannedAnew ? 0 : numberOf(again) })
  stops.delete(airing)
}

/** What became of the orders to start. */
export function startsSeen(night: Night): readonly string[] {
  const { pauses, starts, airings, disturbances } = night
  return [
    ...starts.flatMap(({ ok, says }) => (ok ? [] : [`start refused: ${whyNot(says)}`])),
    ...pauses.flatMap(({ airing, from, to, last }) => {
      const end = airings.find(({ id }) => id === airing)?.endsAt ?? to
      const before = pauses.some((one) => one.airing === airing && one.to < to)
      const isCut = disturbances.some(
        (one) => one.what === 'down' && one.from < to && one.to > from,
      )
      return [
        last === 0 ? 'start planned anew' : 'start goes on',
        ...(before ? ['start for a second time'] : []),
        ...(isCut ? ['start with a crash between'] : []),
        ...(end - to < 120_000 ? ['start near the end'] : []),
      ]
    }),
  ]
}

const whyNot = (says: string): string => {
  if (says.includes('is being closed still')) return 'closing'
  return says.includes('is not opened any more') ? 'too late' : 'nothing to start'
}
