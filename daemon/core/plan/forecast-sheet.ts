/** What a forecast says, as plain data. */
import type { SpeechLength } from '../compile/speech-length.js'
import type { CueId, Urgency } from '../rundown/rundown.js'
import type { Duration, Instant } from '../time.js'
import type { AiringId } from './calendar.js'
import type { Fate, HardPoint } from './forecast-paper.js'
import type { TakeoverId } from './takeover.js'

export interface Forecast {
  readonly airing: AiringId
  readonly startsAt: Instant
  readonly endsAt: Instant | undefined
  /** Forecast up to here: the end, a day of a channel without one, or as far as ITEMS_MAX items reach. */
  readonly until: Instant
  /** It reaches the end, or a day of a channel without one. */
  readonly whole: boolean
  /** As they go on air; what does not, at the time it fell due. */
  readonly items: readonly ForecastItem[]
  readonly segments: readonly SegmentFit[]
  readonly points: readonly PointFit[]
  readonly findings: readonly Finding[]
}

export interface ForecastItem {
  readonly takeover: TakeoverId
  readonly cue: CueId
  readonly segment: string
  readonly turn: number
  readonly urgency: Urgency
  readonly drop: number | undefined
  readonly isHardStart: boolean
  /** The time the plan gives it; undefined: behind `follows`. */
  readonly plannedAt: Instant | undefined
  readonly follows: TakeoverId | undefined
  /** Who is on air when it falls due. */
  readonly waitsFor: TakeoverId | undefined
  readonly length: SpeechLength | 'unknown'
  readonly fate: Fate
  /** The hard start or end for which it is cut, dropped or left over. */
  readonly fateBy: TakeoverId | 'end' | undefined
  /** undefined: it does not go on air. */
  readonly startsAt: Estimate | undefined
  readonly endsAt: Estimate | undefined
  /** Back-timed: beginning later, it and what comes behind it would not be over by the next hard point. */
  readonly latestStart: Instant | undefined
  /** It is a sound of unknown length, or comes behind one. */
  readonly isGuess: boolean
  readonly sure: Sure
}

export interface Estimate {
  readonly expected: Instant
  readonly earliest: Instant
  readonly latest: Instant
}

/**
 * `certain`: however fast the voice is, it begins then. `likely`: the same becomes of it however fast the voice is.
 * `open`: that depends on the voice, or on a sound whose length nobody knows.
 */
export type Sure = 'certain' | 'likely' | 'open'

/** A chapter: from the first planned time of its items to that of the next one. Repeated cues belong to no time. */
export interface SegmentFit {
  readonly segment: string
  readonly startsAt: Instant
  /** undefined: nothing comes after it. */
  readonly until: Instant | undefined
  readonly next: string | undefined
  /** By how much it is too long (over) or too short (under, negative); undefined without `until`. */
  readonly over: Span | undefined
  /** The last of its items on air. */
  readonly last: CueId | undefined
  /** A sound of unknown length has a part in this. */
  readonly isGuess: boolean
}

export interface PointFit extends HardPoint {
  /** Speech meant for the time before it that is dropped, cut or left over. */
  readonly over: Span
  /** Time since the point before (or the start) in which only the script is heard. */
  readonly free: Duration
  /** What it costs, first planned first. */
  readonly loses: readonly TakeoverId[]
  readonly isGuess: boolean
}

export interface Span {
  readonly expected: Duration
  readonly least: Duration
}

export type Finding =
  | {
      readonly code: 'does-not-fit'
      readonly what: 'segment'
      readonly segment: string
      /** The one that runs into the next segment. */
      readonly cue: CueId
      /** The segment it runs into; undefined: the end. */
      readonly next: string | undefined
      readonly over: Duration
      /** However fast the voice is. */
      readonly isCertain: boolean
    }
  | {
      readonly code: 'does-not-fit'
      readonly what: 'hard-start' | 'end'
      /** The first that is lost. */
      readonly cue: CueId
      /** All that are lost, first planned first. */
      readonly loses: readonly CueId[]
      /** The cue with the hard start; undefined: the end. */
      readonly point: CueId | undefined
      readonly over: Duration
      readonly isCertain: boolean
    }
  | {
      readonly code: 'does-not-fit'
      /** A hard start that finds another on air, which does not give way to it: both fell due together. */
      readonly what: 'late'
      readonly cue: CueId
      readonly behind: CueId
      /** Beyond its time; its grace is less. */
      readonly over: Duration
      readonly isCertain: boolean
    }
  | {
      readonly code: 'does-not-fit'
      /** It is due again before it has been spoken. */
      readonly what: 'period'
      readonly cue: CueId
      readonly length: Duration
      readonly every: Duration
      readonly over: Duration
      readonly isCertain: boolean
    }
  | {
      readonly code: 'never-airs'
      readonly cue: CueId
      /** What becomes of its first turn. */
      readonly fate: Fate
      readonly turns: number
    }
