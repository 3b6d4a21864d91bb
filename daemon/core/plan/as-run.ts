/**
 * The as-run log: what really went out, and what did not, and why. A row is written once, when its subject is over,
 * from what the platform confirmed. Statuses and reasons are the field's (docs/as-run.md).
 */
import type { AccountId, ShowId } from '../rundown/rundown.js'
import type { Instant } from '../time.js'
import type { AiringId } from './calendar.js'
import type { SessionId, TraceId } from './events.js'
import type { Source } from './takeover.js'

export type Status =
  | 'aired'
  | 'aired_partial'
  | 'aired_late'
  | 'aired_unconfirmed'
  | 'missed'
  | 'dropped'
  | 'skipped'
  | 'cancelled'
  | 'failed'
  | 'replaced'
  | 'unscheduled'

export type Reason =
  | 'ON_TIME'
  | 'DROP_FOR_TIME'
  | 'STALE_AT_STARTUP'
  | 'EXPIRED'
  | 'PREEMPTED'
  | 'REMOVED'
  | 'RESUMED'
  | 'CANCELLED_BY_OPERATOR'
  | 'INSERTED_BY_API'
  | 'MEDIA_INVALID'
  | 'MEDIA_MISSING'
  | 'RIGHTS'
  | 'PROVIDER_ERROR'
  | 'PROVIDER_SESSION_LOST'
  | 'QUOTA_EXCEEDED'
  | 'IN_DOUBT_AFTER_CRASH'
  | 'HARD_OUT'

export interface AsRunRow {
  readonly type: 'show' | 'session' | 'takeover'
  readonly account: AccountId
  readonly show: ShowId
  readonly airing: AiringId
  /** The zone its local times are written in. */
  readonly timezone: string
  /** Of the rundown. */
  readonly version: string
  readonly segment: string | undefined
  /** Cue, or undefined for what an operator said. */
  readonly item: string | undefined
  /** Takeover, or session attempt. */
  readonly instance: string
  readonly attempt: number
  readonly title: string
  readonly urgency: string | undefined
  readonly plannedAt: Instant | undefined
  readonly sentAt: Instant | undefined
  readonly acceptedAt: Instant | undefined
  readonly startedAt: Instant | undefined
  readonly endedAt: Instant | undefined
  readonly status: Status
  readonly reason: Reason
  /** How sure it is: confirmed by the platform's list, lent by a callback, accepted, sent, none. */
  readonly evidence: string
  readonly source: Source | 'microphone' | 'daemon'
  /** Who asked for it. */
  readonly by: string | undefined
  readonly session: SessionId | undefined
  readonly trace: TraceId | undefined
  readonly text: string | undefined
  readonly media: string | undefined
  readonly language: string | undefined
  readonly voice: string | undefined
  readonly says: string | undefined
}
