/**
 * The stand-in's private record: what really arrived, was billed and went on air. Tests hold the
 * daemon's own log against it. A ring: a stand-in that runs for days keeps the latest entries.
 */
import type { Instant } from '../../core/time.js'
import type { EndStatus } from './world.js'

/** What a takeover says and shows. */
export interface Content {
  readonly text: string | undefined
  readonly audio: string | undefined
  readonly pictures: readonly string[]
}

export type Way = 'queue' | 'interrupt' | 'plain'

export type Happening =
  /** A request was dealt with; `refused` says why it was not done. */
  | {
      readonly type: 'request'
      readonly endpoint: string
      readonly path: string
      readonly session: string | undefined
      readonly refused: string | undefined
    }
  /**
   * The wire's faults: never arrived, arrived unanswered, took effect late, answered with rubbish.
   */
  | {
      readonly type: 'request-lost' | 'answer-lost' | 'effect-delayed' | 'answer-spoilt'
      readonly endpoint: string
    }
  | { readonly type: 'token-issued' | 'token-revoked'; readonly token: number }
  /** Billing starts here. */
  | {
      readonly type: 'session-created'
      readonly session: string
      readonly marker: string | undefined
    }
  | {
      readonly type: 'session-refused'
      readonly session: string
      readonly marker: string | undefined
      readonly status: 97 | 98
    }
  | { readonly type: 'session-ready' | 'session-live' | 'heartbeat'; readonly session: string }
  /** Billing stops here. */
  | { readonly type: 'session-ended'; readonly session: string; readonly status: EndStatus }
  | {
      readonly type: 'takeover-received'
      readonly session: string
      readonly trace: string
      readonly way: Way
      readonly priority: number | undefined
      readonly content: Content
    }
  | {
      readonly type: 'takeover-prepared' | 'takeover-finished'
      readonly session: string
      readonly trace: string
    }
  | {
      readonly type: 'takeover-queued'
      readonly session: string
      readonly trace: string
      /** 1: the one on air. */
      readonly place: number
      /** More than the vendor advises wait in the queue. */
      readonly crowded: boolean
    }
  | {
      readonly type: 'takeover-moved'
      readonly session: string
      readonly trace: string
      readonly place: number
    }
  | {
      readonly type: 'takeover-speaking'
      readonly session: string
      readonly trace: string
      readonly content: Content
    }
  | {
      readonly type: 'takeover-cancelled'
      readonly session: string
      readonly trace: string
      readonly wasSpeaking: boolean
    }
  | {
      readonly type: 'takeover-failed'
      readonly session: string
      readonly trace: string
      readonly says: string
    }
  | {
      readonly type: 'callback-sent' | 'callback-lost'
      readonly session: string
      readonly trace: string | undefined
      readonly status: number
    }
  | {
      readonly type: 'microphone-ended'
      readonly session: string
      /** Of voice. */
      readonly bytes: number
      /** The longest wait between two pieces of it, in milliseconds. */
      readonly gap: number
    }
  | { readonly type: 'microphone-began'; readonly session: string }
  | { readonly type: 'microphone-refused'; readonly session: string; readonly code: number }
  | { readonly type: 'question'; readonly query: string; readonly answer: string }

/** `n` counts everything that ever happened, so that a reader can go on where it stopped. */
export type RecordEntry = Happening & { readonly n: number; readonly at: Instant }

export interface Book {
  note(at: Instant, happening: Happening): void
  /** The entries still kept, from number `from` on. */
  entries(from: number): readonly RecordEntry[]
}

/** `witness` is told of every entry, also of those the ring has no room for. */
export function createBook(entriesMax: number, witness?: (entry: RecordEntry) => void): Book {
  const ring: RecordEntry[] = []
  let next = 0
  return {
    note(at, happening) {
      // The spread last: what comes behind one is slow in Node 20.
      const entry = { n: next, at, ...happening }
      ring[next % entriesMax] = entry
      next += 1
      witness?.(entry)
    },
    entries(from) {
      const kept: RecordEntry[] = []
      for (let n = Math.max(from, next - entriesMax, 0); n < next; n += 1) {
        const entry = ring[n % entriesMax]
        if (entry !== undefined) kept.push(entry)
      }
      return kept
    },
  }
}
