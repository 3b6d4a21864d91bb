/**
 * What a record adds up to: who was open from when to when, how long the heart stood still, what
 * was refused.
 */
import { between, type Duration, type Instant, millis } from '../../core/time.js'
import type { RecordEntry } from './record.js'
import type { EndStatus } from './world.js'

export interface SessionSummary {
  readonly session: string
  /** What the customer gave as `userData`. */
  readonly marker: string | undefined
  /** Billed from here. */
  readonly createdAt: Instant
  readonly readyAt: Instant | undefined
  readonly liveAt: Instant | undefined
  readonly endedAt: Instant | undefined
  readonly endedAs: EndStatus | undefined
  /** Until the end, or until now. */
  readonly billed: Duration
  /** The longest time without a heartbeat, from create to the end or to now. */
  readonly largestHeartbeatGap: Duration
  readonly heartbeats: number
  readonly refusedRequests: number
  /** In the order they went on air. */
  readonly spoken: readonly string[]
}

export interface Summary {
  readonly sessions: readonly SessionSummary[]
  readonly stillOpen: readonly string[]
  /** With and without a session. */
  readonly refusedRequests: number
}

type Draft = { -readonly [K in keyof Omit<SessionSummary, 'spoken'>]: SessionSummary[K] } & {
  spoken: string[]
  lastBeatAt: Instant
}

/** Sessions whose creation has left the record are not in it. */
export function summarise(record: readonly RecordEntry[], now: Instant): Summary {
  const drafts = new Map<string, Draft>()
  let refusedRequests = 0
  for (const entry of record) {
    if (entry.type === 'request' && entry.refused !== undefined) refusedRequests += 1
    if (entry.type === 'session-created') drafts.set(entry.session, draft(entry))
    else if ('session' in entry && entry.session !== undefined) {
      const session = drafts.get(entry.session)
      if (session !== undefined) add(session, entry)
    }
  }
  const sessions = [...drafts.values()].map((session) => finished(session, now))
  return {
    sessions,
    stillOpen: sessions.filter((one) => one.endedAt === undefined).map((one) => one.session),
    refusedRequests,
  }
}

const draft = (entry: RecordEntry & { type: 'session-created' }): Draft => ({
  session: entry.session,
  marker: entry.marker,
  createdAt: entry.at,
  readyAt: undefined,
  liveAt: undefined,
  endedAt: undefined,
  endedAs: undefined,
  billed: millis(0),
  largestHeartbeatGap: millis(0),
  heartbeats: 0,
  refusedRequests: 0,
  spoken: [],
  lastBeatAt: entry.at,
})

function add(session: Draft, entry: RecordEntry): void {
  switch (entry.type) {
    case 'session-ready':
      session.readyAt = entry.at
      return
    case 'session-live':
      session.liveAt = entry.at
      return
    case 'session-ended':
      session.endedAt = entry.at
      session.endedAs = entry.status
      return
    case 'heartbeat':
      session.heartbeats += 1
      session.largestHeartbeatGap = gap(session, entry.at)
      session.lastBeatAt = entry.at
      return
    case 'takeover-speaking':
      session.spoken.push(entry.trace)
      return
    case 'request':
      if (entry.refused !== undefined) session.refusedRequests += 1
      return
    default:
      return
  }
}

function finished(session: Draft, now: Instant): SessionSummary {
  const until = session.endedAt ?? now
  const { lastBeatAt: _, ...summary } = session
  return {
    ...summary,
    billed: between(session.createdAt, until),
    largestHeartbeatGap: gap(session, until),
  }
}

const gap = (session: Draft, until: Instant): Duration =>
  millis(Math.max(session.largestHeartbeatGap, between(session.lastBeatAt, until)))
