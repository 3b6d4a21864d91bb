/** The as-run log on disk and read back: columns as stations know them (docs/as-run.md). */
import { createHash } from 'node:crypto'
import type { AsRunRow } from '../core/plan/as-run.js'
import { type Instant, instant, local } from '../core/time.js'
import { type Db, openForReading } from './database.js'

/** A row as it stands in the table. Times: milliseconds since 1970 UTC. */
export interface AsRunLine {
  readonly seq: number
  readonly written_at: number
  readonly broadcast_day: string
  readonly type: 'show' | 'session' | 'takeover'
  readonly account: string
  readonly show: string
  readonly occurrence_id: string
  readonly timezone: string
  readonly rundown_version: string
  readonly segment: string | null
  readonly item_id: string | null
  readonly instance_id: string
  readonly attempt: number
  readonly title: string
  readonly priority: string | null
  readonly planned_start: number | null
  readonly sent_at: number | null
  readonly accepted_at: number | null
  readonly actual_start: number | null
  readonly actual_end: number | null
  readonly actual_dur_ms: number | null
  readonly start_variance_ms: number | null
  readonly status: string
  readonly reason: string
  readonly evidence: string
  readonly source: string
  readonly provider_task: string | null
  readonly provider_drive: string | null
  readonly content_sha256: string | null
  readonly text_or_media_ref: string | null
  readonly language: string | null
  readonly voice: string | null
  readonly remark: string | null
  /** Chains the row to the one before it; null: written before there were hashes. */
  readonly hash: string | null
}

export function asRunValues(row: AsRunRow, now: Instant): Omit<AsRunLine, 'seq' | 'hash'> {
  const content = row.text ?? row.media
  return {
    written_at: now,
    broadcast_day: local(row.startedAt ?? row.plannedAt ?? now, row.timezone).slice(0, 10),
    type: row.type,
    account: row.account,
    show: row.show,
    occurrence_id: row.airing,
    timezone: row.timezone,
    rundown_version: row.version,
    segment: row.segment ?? null,
    item_id: row.item ?? null,
    instance_id: row.instance,
    attempt: row.attempt,
    title: whole(row.title),
    priority: row.urgency ?? null,
    planned_start: row.plannedAt ?? null,
    sent_at: row.sentAt ?? null,
    accepted_at: row.acceptedAt ?? null,
    actual_start: row.startedAt ?? null,
    actual_end: row.startedAt === undefined ? null : (row.endedAt ?? null),
    actual_dur_ms: difference(row.startedAt, row.endedAt),
    // A session is opened ahead of its show on purpose: the lead is no lateness.
    start_variance_ms: row.type === 'session' ? null : difference(row.plannedAt, row.startedAt),
    status: row.status,
    reason: row.reason,
    evidence: row.evidence,
    source: row.source,
    provider_task: row.session ?? null,
    provider_drive: row.trace ?? null,
    content_sha256:
      content === undefined ? null : createHash('sha256').update(content).digest('hex'),
    text_or_media_ref: content === undefined ? null : whole(content),
    language: row.language ?? null,
    voice: row.voice ?? null,
    remark: row.says === undefined ? null : whole(row.says),
  }
}

/** A text cut in the middle of a character would come back changed, and look like a forgery. */
const whole = (text: string) => Buffer.from(text).toString()

const difference = (from: number | undefined, to: number | undefined) =>
  from === undefined || to === undefined ? null : Math.round(to - from)

export interface AsRunReader {
  /** Rows after `seq`, oldest first; of airings whose id starts with `airing`, if given. */
  readonly after: (seq: number, airing: string | undefined, limit: number) => readonly AsRunLine[]
}

export function asRunReader(db: Db): AsRunReader {
  const select = db.prepare<{ seq: number; airing: string; limit: number }, AsRunLine>(
    `select * from as_run
     where seq > @seq and substr(occurrence_id, 1, length(@airing)) = @airing
     order by seq limit @limit`,
  )
  return { after: (seq, airing, limit) => select.all({ seq, airing: airing ?? '', limit }) }
}

/** Beside a running daemon; undefined: nothing was ever logged in this folder. */
export function readAsRun(folder: string): (AsRunReader & Disposable) | undefined {
  const db: Db | undefined = openForReading(folder)
  return db && { ...asRunReader(db), [Symbol.dispose]: () => db.close() }
}

/** `2026-11-21T17:00:00.250+08:00`, or an empty string. */
export function localTime(at: number | null, timezone: string): string {
  if (at === null) return ''
  const [time, offset] = splitOffset(local(instant(at), timezone))
  return `${time}.${String(Math.floor(at) % 1_000).padStart(3, '0')}${offset}`
}

const splitOffset = (written: string): readonly [string, string] => [
  written.slice(0, 19),
  written.slice(19),
]
