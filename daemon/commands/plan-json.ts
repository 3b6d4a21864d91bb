/** A plan for programs. Times carry their offset. */
import type { Estimate } from '../core/plan/forecast-sheet.js'
import type { Crowd } from '../core/plan/workload.js'
import type { Instant } from '../core/time.js'
import {
  type CancelledAiring,
  type Clocks,
  clocksOf,
  type Plan,
  type PlannedAiring,
  type PlannedTurn,
  showReason,
  turnsOf,
} from './plan-airings.js'

export function asJson(plan: Plan, withCues: boolean): string {
  const { timezone, from, until, cancelled, days, overlaps, lateOpenings } = plan
  const clocks = clocksOf(plan)
  const document = {
    from: clocks(from, timezone),
    until: clocks(until, timezone),
    airings: plan.airings.map((planned) => airing(planned, withCues, clocks)),
    cancelled: cancelled.map((planned) => cancelledAiring(planned, clocks)),
    days: days.map((day) => ({ ...day, budget: day.budget ?? null, cost: day.cost ?? null })),
    overlaps: overlaps.map((crowd) => crowdOf(crowd, plan, clocks)),
    lateOpenings: lateOpenings.map((crowd) => crowdOf(crowd, plan, clocks)),
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

function airing(planned: PlannedAiring, withCues: boolean, clocks: Clocks) {
  const { programme, occurrence } = planned
  const time = timeIn(programme.timezone, clocks)
  return {
    airing: occurrence.airing,
    show: programme.show,
    title: programme.title,
    account: programme.account,
    timezone: programme.timezone,
    startsAt: time(occurrence.startsAt),
    endsAt: time(occurrence.endsAt),
    variables: occurrence.variables,
    ...(withCues ? { cues: turnsOf(planned).map((turn) => cue(turn, time)) } : {}),
  }
}

function cancelledAiring(planned: CancelledAiring, clocks: Clocks) {
  const { because } = planned
  const { variables: _, ...told } = airing(planned, false, clocks)
  const isHoliday = because.kind === 'except' && because.dates.holiday !== undefined
  return {
    ...told,
    because: isHoliday ? 'holiday' : because.kind,
    says: showReason(because),
  }
}

function cue({ cue: { cue }, turn, at, after, item }: PlannedTurn, time: Time) {
  return {
    cue,
    turn,
    at: time(at),
    after: after ?? null,
    forecast: item
      ? {
          fate: item.fate,
          starts: estimate(item.startsAt, time),
          ends: estimate(item.endsAt, time),
        }
      : null,
  }
}

type Time = ReturnType<typeof timeIn>

const timeIn = (timezone: string, clocks: Clocks) => (at: Instant | undefined) =>
  at === undefined ? null : clocks(at, timezone)

const estimate = (value: Estimate | undefined, time: Time) =>
  value
    ? { expected: time(value.expected), earliest: time(value.earliest), latest: time(value.latest) }
    : null

/** A channel without an end crowds its account for as long as the plan looks. */
const crowdOf = ({ from, until, ...crowd }: Crowd, plan: Plan, clocks: Clocks) => ({
  ...crowd,
  from: clocks(from, plan.timezone),
  until: clocks(until < plan.until ? until : plan.until, plan.timezone),
})
