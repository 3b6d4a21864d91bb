/** What a rehearsal plays against: a platform over its stand-in's model, on a virtual clock. One line a platform. */
import type { Duration, Instant } from '../core/time.js'
import type { Dialect, Json, Platform } from '../platform/contract.js'
import type { Span } from '../render/span.js'
import type { VirtualClock } from '../run/virtual-clock.js'
import { softSugarRehearsal } from './softsugar.js'

export interface FarEndWish {
  readonly clock: VirtualClock
  readonly seed: number
  /** Sessions of the account. */
  readonly slots: number
  /** As on the command line; checked before. */
  readonly faults: string
  /** Measured lengths of sounds, by address. */
  readonly sounds: ReadonlyMap<string, Duration>
}

export interface FarEnd {
  readonly platform: Platform
  readonly dialect: Dialect
  /** Callbacks go there. */
  readonly listen: (hear: (body: Json) => void) => void
  /** What an audience would have seen and heard, of whichever session went live last. */
  readonly spans: () => readonly Span[]
  /** Sessions as the platform bills them. */
  readonly billed: () => readonly BilledSession[]
}

export interface BilledSession {
  readonly from: Instant
  /** undefined: still open when the rehearsal was left. */
  readonly to: Instant | undefined
  readonly liveAt: Instant | undefined
}

export const farEnds: Readonly<Record<string, (wish: FarEndWish) => FarEnd>> = {
  softsugar: softSugarRehearsal,
}

/** The dialect of a config that names no platform, and of no config at all. */
export const PLATFORM_USUAL = 'softsugar'
