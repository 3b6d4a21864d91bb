/** A plan for eyes: the airings, their cues, and the days of the accounts. */
import { filledTakeover, valuesOf } from '../core/compile/fill.js'
import { title } from '../core/plan/takeover.js'
import type { DayLoad } from '../core/plan/workload.js'
import type { Instant } from '../core/time.js'
import {
  type Clocks,
  clocksOf,
  isEndless,
  type Plan,
  type PlannedAiring,
  type PlannedTurn,
  turnsOf,
} from './plan-airings.js'
import { table } from './table.js'

export function asTable(plan: Plan, withCues: boolean, columns: number | undefined): string {
  if (plan.airings.length === 0) return 'nothing is planned in this time\n'
  const clocks = clocksOf(plan)
  const rows = plan.airings.flatMap((planned) => [
    airingRow(planned, clocks),
    ...(withCues ? turnsOf(planned).map((turn) => turnRow(turn, planned, clocks)) : []),
  ])
  const airings = table(['start', 'end', 'airing', 'title', 'zone', 'account'], rows, {
    columns,
    elastic: 3,
  })
  return plan.days.length === 0 ? airings : `${airings}\n${daysTable(plan.days)}`
}

function airingRow(planned: PlannedAiring, clocks: Clocks): readonly string[] {
  const { programme, occurrence } = planned
  const time = (at: Instant | undefined) =>
    at === undefined ? 'never' : clocks(at, programme.timezone).slice(0, 16).replace('T', ' ')
  const endless = isEndless(planned)
  return [
    endless ? 'at once' : time(occurrence.startsAt),
    time(occurrence.endsAt),
    // Of a channel without an end the name comes with the moment it is opened.
    endless ? programme.show : occurrence.airing,
    programme.title,
    programme.timezone,
    programme.account,
  ]
}

/** Expected times have a tilde; those of the plan have none. */
function turnRow(
  { cue, at, after, item }: PlannedTurn,
  { programme, occurrence }: PlannedAiring,
  clocks: Clocks,
): readonly string[] {
  const clock = (time: Instant) => clocks(time, programme.timezone).slice(11, 19)
  // As it will be heard; of variants, the first.
  const script = filledTakeover(cue.script, valuesOf(programme, occurrence.variables))
  const ends = item?.endsAt && `${item.isGuess ? '?' : '~'}${clock(item.endsAt.expected)}`
  const remarks = [
    cue.urgency === 'routine' ? '' : cue.urgency,
    item && item.fate !== 'airs' ? item.fate : '',
  ]
  return [
    at === undefined ? `  after ${after}` : `  ${clock(at)}`,
    ends ? `to ${ends}` : '',
    `  ${cue.cue}`,
    `  ${title(script)}`,
    '',
    remarks.filter(Boolean).join(', '),
  ]
}

function daysTable(days: readonly DayLoad[]): string {
  const priced = days.some(({ cost }) => cost)
  const head = ['day', 'account', 'airings', 'at once', 'minutes', ...(priced ? ['cost'] : [])]
  const rows = days.map(({ date, account, airings, atOnce, slots, minutes, budget, cost }) => [
    date,
    account,
    String(airings),
    `${atOnce} of ${slots}${atOnce > slots ? ' !' : ''}`,
    budget === undefined
      ? String(Math.ceil(minutes))
      : `${Math.ceil(minutes)} of ${budget}${minutes > budget ? ' !' : ''}`,
    ...(cost ? [`${cost.amount.toFixed(2)} ${cost.currency}`] : []),
  ])
  return table(head, rows)
}
