/** What really happened at the vendors, put together from their private records as it happens. */
import type { Instant } from '../../daemon/core/time.js'
import type { RecordEntry, Way } from '../../daemon/stand-in/softsugar/record.js'

export interface SessionTruth {
  readonly id: string
  readonly account: string
  /** The occurrence it was opened for; undefined: it is a stranger's. */
  readonly airing: string | undefined
  /** The same, with the number of the relay, where one session followed another on purpose. */
  readonly leg: string
  readonly attempt: number
  readonly createdAt: Instant
  readyAt: Instant | undefined
  liveAt: Instant | undefined
  endedAt: Instant | undefined
  endedAs: number | undefined
  lastBeatAt: Instant | undefined
  /** Long times without a heartbeat while it was live. */
  readonly gaps: { readonly from: Instant; readonly to: Instant }[]
  readonly items: Set<ItemTruth>
  held: number
  /** How often a live voice had its microphone. */
  voices: number
}

export interface ItemTruth {
  readonly trace: string
  readonly session: SessionTruth
  readonly way: Way
  /** Of our own, as the tag in its words tells. */
  readonly takeover: string
  /** As it was intended, relay and all. */
  readonly key: string
  readonly gen: number
  readonly words: string
  readonly receivedAt: Instant
  queuedAt: Instant | undefined
  speakingAt: Instant | undefined
  spoken: number
  over: { readonly at: Instant; readonly how: 'finished' | 'cancelled' | 'failed' } | undefined
}

export interface Truth {
  readonly sessions: ReadonlyMap<string, SessionTruth>
  readonly items: ReadonlyMap<string, ItemTruth>
  /** Requests that changed something and were not refused: what, at which session, when. */
  readonly writes: readonly Write[]
  readonly counts: ReadonlyMap<string, number>
  readonly note: (account: string, entry: RecordEntry) => void
}

export interface Write {
  readonly endpoint: string
  readonly session: string
  readonly at: Instant
}

/** Told as soon as the vendor's record has it. */
export interface Watcher {
  readonly created?: (session: SessionTruth) => void
  readonly live?: (session: SessionTruth) => void
  readonly ended?: (session: SessionTruth) => void
  readonly queued?: (item: ItemTruth) => void
  readonly speaking?: (item: ItemTruth) => void
  readonly entry?: (entry: RecordEntry) => void
}

/** Longer than this between two heartbeats is written down. */
const LONG = 20_000
const WRITES: ReadonlySet<string> = new Set(['start', 'close', 'cancel', 'reorder'])

export function truth(watcher: Watcher): Truth {
  const sessions = new Map<string, SessionTruth>()
  const items = new Map<string, ItemTruth>()
  const writes: Write[] = []
  const counts = new Map<string, number>()

  function note(account: string, entry: RecordEntry): void {
    counts.set(entry.type, (counts.get(entry.type) ?? 0) + 1)
    watcher.entry?.(entry)
    switch (entry.type) {
      case 'request':
        if (
          entry.refused === undefined &&
          entry.session !== undefined &&
          WRITES.has(entry.endpoint)
        )
          writes.push({ endpoint: entry.endpoint, session: entry.session, at: entry.at })
        break
      case 'session-created': {
        const session = opened(account, entry)
        sessions.set(session.id, session)
        watcher.created?.(session)
        break
      }
      case 'session-ready': {
        const session = sessions.get(entry.session)
        if (session) session.readyAt ??= entry.at
        break
      }
      case 'session-live':
      case 'session-ended':
      case 'heartbeat':
        withSession(entry)
        break
      case 'microphone-began': {
        const session = sessions.get(entry.session)
        if (session) session.voices += 1
        break
      }
      case 'takeover-received': {
        const session = sessions.get(entry.session)
        if (!session) break
        const item = received(session, entry)
        items.set(item.trace, item)
        session.items.add(item)
        break
      }
      default:
        if ('trace' in entry && entry.trace !== undefined) withItem(items.get(entry.trace), entry)
    }
  }

  function withSession(
    entry:
      | Extract<RecordEntry, { type: 'session-live' | 'session-ended' | 'heartbeat' }>
      | Extract<RecordEntry, { session: string }>,
  ): void {
    const session = sessions.get(entry.session)
    if (!session) return
    if (entry.type === 'session-live') {
      session.liveAt = entry.at
      watcher.live?.(session)
    } else {
      // Whoever does not know yet that it was opened cannot beat it: until the first beat its life on air counts.
      const from = session.lastBeatAt ?? session.liveAt ?? entry.at
      if (session.liveAt !== undefined && entry.at - from > LONG)
        session.gaps.push({ from, to: entry.at })
      if (entry.type === 'heartbeat') session.lastBeatAt = entry.at
      if (entry.type === 'session-ended') {
        session.endedAt = entry.at
        session.endedAs = entry.status
        watcher.ended?.(session)
      }
    }
  }

  function withItem(item: ItemTruth | undefined, entry: RecordEntry): void {
    if (!item) return
    const { at } = entry
    switch (entry.type) {
      case 'takeover-queued':
        item.queuedAt = at
        item.session.held += 1
        watcher.queued?.(item)
        break
      case 'takeover-speaking':
        item.speakingAt = at
        item.spoken += 1
        watcher.speaking?.(item)
        break
      case 'takeover-finished':
        over(item, 'finished', at)
        break
      case 'takeover-cancelled':
        over(item, 'cancelled', at)
        break
      case 'takeover-failed':
        over(item, 'failed', at)
        break
      default:
    }
  }

  return { sessions, items, writes, counts, note }
}

function over(item: ItemTruth, how: 'finished' | 'cancelled' | 'failed', at: Instant): void {
  if (item.over) return
  item.over = { at, how }
  if (item.queuedAt !== undefined) item.session.held -= 1
}

function opened(
  account: string,
  entry: Extract<RecordEntry, { type: 'session-created' }>,
): SessionTruth {
  const [, leg, attempt] = /^test\/(.+)#(\d+)$/.exec(entry.marker ?? '') ?? []
  return {
    id: entry.session,
    account,
    airing: leg && rootOf(leg),
    leg: leg ?? '',
    attempt: Number(attempt ?? 0),
    createdAt: entry.at,
    readyAt: undefined,
    liveAt: undefined,
    endedAt: undefined,
    endedAs: undefined,
    lastBeatAt: undefined,
    gaps: [],
    items: new Set(),
    held: 0,
    voices: 0,
  }
}

function received(
  session: SessionTruth,
  entry: Extract<RecordEntry, { type: 'takeover-received' }>,
): ItemTruth {
  const text = entry.content.text ?? ''
  const [mark = '', takeover = '', gen] = /<mark name="(.+)\/(\d+)"\/>$/.exec(text) ?? []
  return {
    trace: entry.trace,
    session,
    way: entry.way,
    takeover: rootOf(takeover),
    key: `${takeover}/${gen}`,
    gen: Number(gen ?? 0),
    words: text.slice(0, text.length - mark.length),
    receivedAt: entry.at,
    queuedAt: undefined,
    speakingAt: undefined,
    spoken: 0,
    over: undefined,
  }
}

/** `show@2026-11-23T09:00~~2` and its takeovers are those of `show@2026-11-23T09:00`. */
export const rootOf = (id: string): string => id.replace(/~~\d+(?=\/|$)/, '')
