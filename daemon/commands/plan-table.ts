/** A plan for eyes: the airings, their cues, and the days of the accounts. */
import { filledTakeover, valuesOf } from '../core/compile/fill.js'
import { fit } from '../core/plan/preflight.js'
import { title } from '../core/plan/takeover.js'
import type { DayLoad } from '../core/plan/workload.js'
import type { Instant } from '../core/time.js'
import {
  type CancelledAiring,
  type Clocks,
  clocksOf,
  isEndless,
  type Plan,
  type PlannedAiring,
  type PlannedTurn,
  showReason,
  turnsOf,
} from './plan-airings.js'
import { type Elastic, table } from './table.js'

export function asTable(plan: Plan, withCues: boolean, columns: number | undefined): string {
  if (plan.airings.length + plan.cancelled.length === 0) return 'nothing is planned in this time\n'
  const clocks = clocksOf(plan)
  const all: readonly (PlannedAiring | CancelledAiring)[] = [...plan.airings, ...plan.cancelled]
  const rows = all
    .toSorted((one, other) => one.occurrence.startsAt - other.occurrence.startsAt)
    .flatMap((planned) =>
      'because' in planned
        ? [cancelledRow(planned, clocks)]
        : [
            airingRow(planned, clocks),
            ...(withCues ? turnsOf(planned).map((turn) => turnRow(turn, planned, clocks)) : []),
          ],
    )
  const airings = columns === undefined ? table(HEAD, rows) : narrow(plan, rows, columns)
  return plan.days.length === 0
    ? airings
    : `${airings}\n${daysTable(plan.days, columns)}${daysZone(plan)}`
}

const HEAD = ['start', 'end', 'airing', 'title', 'zone', 'account']
/** Title, airing, account, and the title once more. */
const GIVING: readonly Elastic[] = [
  { column: 3, least: 24 },
  { column: 2, least: 14 },
  { column: 4, least: 9 },
  { column: 3, least: 8 },
]

/** For a terminal: ends are written as short as can be, and a zone stands before the title, or once for all. */
function narrow(plan: Plan, rows: readonly (readonly string[])[], columns: number): string {
  const zones = new Set(
    [...plan.airings, ...plan.cancelled].map(({ programme }) => programme.timezone),
  )
  const [only = ''] = zones
  const fitting = rows.map((row) => {
    const [start = '', end = '', airing = '', title = '', zone = '', account = ''] = row
    const named = zone === '' || zones.size === 1 ? title : `${zone}: ${title}`
    return [start, shorter(end, start), airing, named, account]
  })
  const head = HEAD.filter((name) => name !== 'zone')
  const told = table(head, fitting, { columns, elastic: GIVING })
  return zones.size === 1 ? `${told}Times are those of ${only}.\n` : told
}

/** `2026-11-24 00:15` → `11-24 00:15`; on the day of the start the clock time alone. */
function shorter(end: string, start: string): string {
  if (!/^\d{4}-/.test(end)) return end
  return end.slice(0, DATE) === start.slice(0, DATE) ? end.slice(DATE) : end.slice(YEAR)
}
const DATE = '2026-11-23 '.length
const YEAR = '2026-'.length

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

/** Why stands where its title would: of the name enough is in that of the airing. */
function cancelledRow(planned: CancelledAiring, clocks: Clocks): readonly string[] {
  const [start = '', , airing = '', , zone = '', account = ''] = airingRow(planned, clocks)
  return [start, '-', airing, `cancelled: ${showReason(planned.because)}`, zone, account]
}

/** Expected times have a tilde; those of the plan have none. */
function turnRow(
  { cue, at, after, item }: PlannedTurn,
  { programme, occurrence }: PlannedAiring,
  clocks: Clocks,
): readonly string[] {
  const clock = (time: Instant) => clocks(time, programme.timezone).slice(11, 19)
  // As it will be heard; of variants, the first.
  const values = valuesOf(programme, occurrence.variables)
  const { timezone } = programme
  const due = at ?? item?.startsAt?.expected ?? occurrence.startsAt
  const first = filledTakeover(cue.script, values)
  const fitting = fit(cue, first, values, { preflight: undefined, timezone }, due)
  const script = fitting.ok ? fitting.script : first
  const ends = item?.endsAt && `${item.isGuess ? '?' : '~'}${clock(item.endsAt.expected)}`
  const remarks = [
    cue.urgency === 'routine' ? '' : cue.urgency,
    script.alternativeFor === undefined ? '' : 'alternative',
    fitting.ok ? (item && item.fate !== 'airs' ? item.fate : '') : fitting.verdict.says,
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

/** Airings are told in the time of their show. */
const daysZone = ({ airings, timezone }: Plan) =>
  airings.some(({ programme }) => programme.timezone !== timezone)
    ? `Days are those of ${timezone}.\n`
    : ''

function daysTable(days: readonly DayLoad[], columns: number | undefined): string {
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
  const room = { columns, elastic: [{ column: 1, least: 8 }] }
  return `${table(head, rows, room)}${aheadOf(days)}`
}

/** Nobody expects more minutes than the shows last. */
function aheadOf(days: readonly DayLoad[]): string {
  const minutes = Math.ceil(days.reduce((sum, { minutesAhead }) => sum + minutesAhead, 0))
  return minutes === 0
    ? ''
    : `${minutes} of these minutes are ahead of the shows: the platform counts from the\n` +
        `opening of a session, a "lead" (config) before the start.\n`
}
