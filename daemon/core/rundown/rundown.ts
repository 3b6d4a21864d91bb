/**
 * What the producer wrote, after reading and checking: durations are numbers, times are parsed,
 * defaults are filled in. One YAML file is one rundown, and one rundown is one show.
 */
import type { Duration } from '../time.js'

export type ShowId = string & { readonly id: 'show' }
export type CueId = string & { readonly id: 'cue' }
export type AccountId = string & { readonly id: 'account' }

export interface Rundown {
  readonly show: ShowId
  readonly title: string
  /** An account of config.yaml; undefined: the only one there is. */
  readonly account: AccountId | undefined
  /** IANA zone; undefined: the station's. */
  readonly timezone: string | undefined
  readonly schedule: readonly Slot[]
  readonly presenter: Presenter
  readonly stage: Stage
  readonly script: Script
  readonly variables: Readonly<Record<string, Variable>>
  readonly segments: readonly Segment[]
  readonly adlibs: readonly Adlib[]
  readonly questions: Questions | undefined
  /** Says and shows that the presenter is synthetic. */
  readonly disclosure: Disclosure | undefined
}

/** A text by name; an entry of the schedule may give another value. */
export interface Variable {
  /** undefined: every entry of the schedule must give one. */
  readonly value: string | undefined
  readonly about: string | undefined
}

export type Values = Readonly<Record<string, string>>

/** When the show is on. Cron and `at` are wall-clock times of the show's zone. */
export type Slot =
  | {
      readonly kind: 'cron'
      readonly cron: CronFields
      readonly written: string
      readonly duration: Duration
      readonly except: readonly ExceptedDates[]
      readonly overrides: readonly Override[]
      readonly clockChange: ClockChange
      readonly late: Late
      /** This entry's own. */
      readonly variables: Values
    }
  | {
      readonly kind: 'at'
      /** ISO wall-clock time, `2026-11-11T20:00:00`. */
      readonly local: string
      readonly duration: Duration
      readonly clockChange: ClockChange
      readonly late: Late
      readonly variables: Values
    }
  | { readonly kind: 'always'; readonly variables: Values }

/** What becomes of a wall-clock time that is skipped, and of one that comes twice. */
export interface ClockChange {
  readonly gap: 'shift' | 'skip'
  readonly fold: 'first' | 'second' | 'both'
}

/** One occurrence (or all of a date) that is not like the others. Its identity stays that of its own time. */
export interface Override {
  /** `2026-12-24` or `2026-12-24T09:00:00`, wall clock. */
  readonly on: string
  readonly change:
    | { readonly kind: 'cancel' }
    | {
        readonly kind: 'move'
        readonly to: string
        readonly duration: Duration | undefined
        readonly variables: Values
      }
    | {
        readonly kind: 'replace'
        readonly duration: Duration | undefined
        readonly variables: Values
      }
}

/** Every value each field allows, ascending. Weekdays: 0 is Sunday. */
export interface CronFields {
  readonly seconds: readonly number[]
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  readonly daysOfMonth: readonly number[]
  readonly months: readonly number[]
  readonly daysOfWeek: readonly number[]
  /** Both day fields restricted: either may match (as in cron since Version 7). */
  readonly eitherDay: boolean
}

/** Dates inclusive, `2026-10-01`. */
export interface DateRange {
  readonly from: string
  readonly to: string
}

/** Dates without the show. */
export interface ExceptedDates extends DateRange {
  /** What a calendar calls them. */
  readonly holiday?: string
}

/** The daemon was down at the start: come in late, leave it, or come in only within a limit. */
export type Late =
  | { readonly rule: 'join' }
  | { readonly rule: 'skip' }
  | { readonly rule: 'within'; readonly within: Duration }

export interface Presenter {
  readonly role: Role
  readonly voice: Voice
}

export interface Role {
  readonly id: number
  readonly faceFeatureId: string
  readonly name: string
  readonly url: string
  /** Pixels on the 1080 × 1920 canvas, from the top left. */
  readonly position: { readonly x: number; readonly y: number }
  readonly scale: number
}

export interface Voice {
  /** One of `id` with `vendor`, or `qid`. */
  readonly id: string | undefined
  readonly qid: string | undefined
  readonly vendor: number | undefined
  readonly name: string | undefined
  readonly language: string
  /** −60 … 60, higher is sharper. */
  readonly pitch: number
  /** 0.5 … 2, higher is FASTER (the vendor's ratio is the inverse; its dialect turns it round). */
  readonly speed: number
  /** 1 … 400. */
  readonly volume: number
}

export interface Stage {
  /** Width, height; undefined: the platform's default. */
  readonly resolution: readonly [number, number] | undefined
  /** Mbit/s; undefined: the platform's default. */
  readonly bitrate: number | undefined
  readonly backgrounds: readonly Picture[]
  readonly foregrounds: readonly Picture[]
  /** The vendor's own names and ranges; undefined: nothing is sent and the platform's defaults apply. */
  readonly beautify: Readonly<Record<string, number>> | undefined
}

export interface Picture {
  readonly kind: 'image' | 'video'
  readonly name: string | undefined
  readonly url: string
  /** x, y, width, height on the 1080 × 1920 canvas; undefined: the whole canvas. */
  readonly box: readonly [number, number, number, number] | undefined
  readonly loop: boolean | undefined
  /** From the start of the script or takeover. */
  readonly from: Duration | undefined
  /** undefined: to the end. */
  readonly for: Duration | undefined
  /** Shown in its place where it cannot be had: of the same kind, in the same box, at the same times. */
  readonly alternative?: string
}

/** What is spoken: words, or sound files. With both, the platform speaks the words. */
export interface Speech {
  readonly say: string | undefined
  /** The words carry SSML marks. */
  readonly ssml: boolean
  readonly audio: readonly string[]
}

export interface Script extends Speech {
  readonly repeat: 'forever' | number
  /** Where a takeover may cut in; undefined: the platform's default (at the end of a sentence). */
  readonly cutIn: 'sentence' | 'at-once' | undefined
}

export interface Segment {
  readonly segment: string
  readonly cues: readonly Cue[]
}

export type Urgency = 'routine' | 'priority' | 'breaking'
/** What to do when nobody can say whether it aired (docs/rundown.md, "doubt"). */
export type Doubt = 'once' | 'must' | 'never-twice'

/** Something more urgent cuts it: `resume` at the next sentence, `restart` from its beginning, or `drop` the rest. */
export type OnCut = 'resume' | 'restart' | 'drop'

export interface Cue extends Speech {
  readonly cue: CueId
  /** More than one: variants, of which one is chosen each time. `say` is then the first of them. */
  readonly variants: readonly string[]
  readonly when: When
  readonly foregrounds: readonly Picture[]
  readonly background: Picture | undefined
  /** Too late is worse than never: not sent later than this after its time. */
  readonly expires: Duration | undefined
  /** Airs in its place when its media or its rights are not in order. */
  readonly alternative: Speech | undefined
  /** Days, in the show's zone, on which it may air. */
  readonly valid: DateRange | undefined
  readonly urgency: Urgency
  readonly doubt: Doubt
  /** Left out when time runs short: 1 first, 9 last, undefined never. */
  readonly drop: number | undefined
  readonly start: Start
  /** undefined: a long text is resumed, a short one dropped. */
  readonly onCut: OnCut | undefined
}

/** A soft start waits for its turn; a hard one begins at its time, or at most `grace` later. */
export type Start = { readonly kind: 'soft' } | { readonly kind: 'hard'; readonly grace: Duration }

export interface Adlib extends Speech {
  readonly adlib: CueId
  readonly foregrounds: readonly Picture[]
  readonly background: Picture | undefined
  readonly expires: Duration | undefined
  readonly alternative: Speech | undefined
  readonly valid: DateRange | undefined
  readonly urgency: Urgency
  readonly onCut: OnCut | undefined
}

export interface Questions {
  readonly library: string | undefined
  readonly faq: readonly { readonly q: readonly string[]; readonly a: string }[]
  /** Asked in this order; never empty but where nobody can answer. */
  readonly sources: readonly ('faq' | 'library' | 'model')[]
  /** Said in place of an answer that is not there. */
  readonly otherwise: string | undefined
  /** A template with the names asker, question, answer. */
  readonly answer: string
  readonly cooldown: Duration
  readonly perAsker: { readonly count: number; readonly per: Duration } | undefined
  /** Of speech waiting; beyond it questions are declined. */
  readonly backlog: Duration
  /** A question that has waited longer is no longer answered. */
  readonly expires: Duration
  readonly blocked: readonly string[]
  readonly approve: 'auto' | 'operator'
  readonly approveWithin: Duration
  readonly unapproved: 'decline' | 'air'
}

export interface Disclosure {
  readonly say: string
  readonly ssml: boolean
  readonly picture: Picture | undefined
  readonly every: Duration | undefined
}

export type When =
  | { readonly kind: 'at'; readonly at: CueTime }
  /** First at `from` (one period after the start if it is not given), then once a period. */
  | {
      readonly kind: 'every'
      readonly every: Duration
      readonly from: CueTime | undefined
      /** Only turns in this window, the first at its opening. */
      readonly between: { readonly opens: CueTime; readonly closes: CueTime } | undefined
    }
  /** Each time the named cue is over, whether it aired or not. */
  | { readonly kind: 'after'; readonly after: CueId }

export type CueTime =
  | { readonly from: 'start'; readonly plus: Duration }
  | { readonly from: 'end'; readonly minus: Duration }
  | {
      readonly from: 'clock'
      readonly hour: number
      readonly minute: number
      readonly second: number
    }
