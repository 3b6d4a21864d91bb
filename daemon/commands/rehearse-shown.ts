/** A rehearsal for eyes, for spreadsheets and for machines. */
import { type Chapter, chaptersOf } from '../core/plan/chapters.js'
import { forecast } from '../core/plan/forecast.js'
import { between, type Duration, type Instant, local, millis, showDuration } from '../core/time.js'
import { type AsRunLine, asRunValues } from '../journal/as-run.js'
import type { Rehearsal, Written } from '../rehearsal/rehearse.js'
import { printer } from './log.js'
import type { Prepared } from './rehearse-prepare.js'
import { questionsJson, questionsTable, withoutThem } from './rehearse-questions.js'
import type { Output } from './show-problems.js'
import { table } from './table.js'

export interface Summed {
  readonly chapters: readonly Chapter[]
  /** Of open sessions, as the platform bills them. */
  readonly minutes: number
  readonly cost: { readonly amount: number; readonly currency: string } | undefined
  readonly alerts: Rehearsal['tells']
}

export function summed({ programme, occurrence, price }: Prepared, played: Rehearsal): Summed {
  const span = between(played.startsAt, played.endsAt)
  const { segments } = forecast(programme, occurrence, {}, { span })
  const open = played.sessions.reduce((sum, { from, to }) => sum + (to - from), 0)
  const minutes = open / 60_000
  return {
    chapters: chaptersOf(
      programme.cues,
      played.rows.map(({ row }) => row),
      segments,
    ),
    minutes,
    cost: price && { amount: minutes * price.perMinute, currency: price.currency },
    alerts: played.tells.filter(({ level }) => level !== 'info'),
  }
}

/** As the log would print it. */
export const linesOf = (rows: readonly Written[]): readonly AsRunLine[] =>
  rows.map(({ row, at }, index) => ({ seq: index + 1, ...asRunValues(row, at), hash: null }))

export function asSheet(
  prepared: Prepared,
  played: Rehearsal,
  format: 'table' | 'csv',
  output: Output,
): void {
  printer(format, output)(linesOf(played.rows))
  const told = format === 'table' ? output.result : output.trouble
  told(`\n${summaryOf(prepared, played)}`)
}

function summaryOf(prepared: Prepared, played: Rehearsal): string {
  const { timezone } = prepared.programme
  const { chapters, minutes, cost, alerts } = summed(prepared, played)
  const clock = (at: Instant | undefined) =>
    at === undefined ? '' : local(at, timezone).slice(11, 19)
  const segments = table(
    ['segment', 'planned', 'started', 'until', 'ended', 'over / under', 'lost'],
    chapters.map((chapter) => [
      chapter.segment,
      clock(chapter.plannedAt),
      clock(chapter.startedAt) || 'never',
      clock(chapter.until) || 'open',
      clock(chapter.endedAt),
      overOf(chapter.over),
      chapter.lost === 0 ? '' : String(chapter.lost),
    ]),
  )
  const { seed, faults } = prepared.flags
  const sessions = played.sessions.length
  const shortened = played.endsAt !== prepared.occurrence.endsAt
  const lines = [
    ...alerts.map(({ at, level, says }) => `${clock(at)} ${level}: ${says}`),
    `${played.airing}: seed ${seed}, ${faults === '' ? 'nothing goes wrong' : `faults ${faults}`}`,
    `${sessions} ${sessions === 1 ? 'session' : 'sessions'} open for ${minutes.toFixed(1)} minutes` +
      (cost ? `, ${cost.amount.toFixed(2)} ${cost.currency}` : ''),
    ...(shortened
      ? [`stopped after ${showDuration(between(played.startsAt, played.endsAt))}, as asked (--for)`]
      : []),
    ...(prepared.questions ? withoutThem(prepared.programme, prepared.questions) : []),
    ...(played.isOver ? [] : ['it was not over when the rehearsal ended']),
  ]
  const asked = prepared.questions ? `${questionsTable(played.questions, timezone)}\n` : ''
  return `${chapters.length === 0 ? '' : `${segments}\n`}${asked}${lines.join('\n')}\n`
}

/** `12s over`, `3m20s under`, to the second. */
export function overOf(over: Duration | undefined): string {
  if (over === undefined) return ''
  const rounded = Math.round(over / 1_000) * 1_000
  if (rounded === 0) return 'on time'
  return `${showDuration(millis(Math.abs(rounded)))} ${rounded > 0 ? 'over' : 'under'}`
}

export function asJson(prepared: Prepared, played: Rehearsal): string {
  const { programme, flags } = prepared
  const { timezone } = programme
  const time = (at: Instant | undefined) => (at === undefined ? null : written(at, timezone))
  const { chapters, minutes, cost, alerts } = summed(prepared, played)
  const document = {
    show: programme.show,
    airing: played.airing,
    version: programme.version,
    seed: flags.seed,
    faults: flags.faults,
    startsAt: time(played.startsAt),
    endsAt: time(played.endsAt),
    isOver: played.isOver,
    rows: played.rows.map(({ row }) => ({
      type: row.type,
      item: row.item ?? null,
      segment: row.segment ?? null,
      instance: row.instance,
      title: row.title,
      planned: time(row.plannedAt),
      started: time(row.startedAt),
      ended: time(row.endedAt),
      status: row.status,
      reason: row.reason,
      evidence: row.evidence,
      says: row.says ?? null,
    })),
    segments: chapters.map(({ plannedAt, until, startedAt, endedAt, over, ...rest }) => ({
      ...rest,
      planned: time(plannedAt),
      until: time(until),
      started: time(startedAt),
      ended: time(endedAt),
      overMs: over ?? null,
    })),
    sessions: played.sessions.map(({ from, to, liveAt }) => ({
      opened: time(from),
      live: time(liveAt),
      closed: time(to),
    })),
    minutes: Number(minutes.toFixed(3)),
    cost: cost ? { ...cost, amount: Number(cost.amount.toFixed(4)) } : null,
    alerts: alerts.map(({ at, level, says }) => ({ at: time(at), level, says })),
    ...(prepared.questions
      ? {
          questions: questionsJson(played.questions, time),
          notes: withoutThem(programme, prepared.questions),
        }
      : {}),
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

/** With milliseconds: a rehearsal is compared with another. */
function written(at: Instant, timezone: string): string {
  const [time, offset] = [local(at, timezone).slice(0, 19), local(at, timezone).slice(19)]
  return `${time}.${String(Math.floor(at) % 1_000).padStart(3, '0')}${offset}`
}
