/**
 * What a rundown becomes: plain data a session can be opened with and takeovers can be cut from.
 * Still in onair's own words; a platform's dialect turns LiveScript and TakeoverScript into the vendor's JSON.
 */
import type {
  AccountId,
  CueId,
  Doubt,
  Picture,
  Presenter,
  ShowId,
  Slot,
  Speech,
  Stage,
  Urgency,
  When,
} from '../rundown/rundown.js'
import type { Duration } from '../time.js'

export interface Programme {
  readonly show: ShowId
  readonly title: string
  readonly account: AccountId
  readonly timezone: string
  /** Changes when the file changes; the as-run log names it. */
  readonly version: string
  readonly schedule: readonly Slot[]
  readonly liveScript: LiveScript
  readonly cues: readonly PlannedCue[]
}

/** What loops under everything else: the screen is never empty. */
export interface LiveScript extends Speech {
  readonly presenter: Presenter
  readonly stage: Stage
  readonly repeat: 'forever' | number
  readonly cutIn: 'sentence' | 'at-once' | undefined
}

/** What a takeover shows and says, variables already put in. */
export interface TakeoverScript {
  readonly say: string | undefined
  readonly ssml: boolean
  readonly audio: string | undefined
  readonly foregrounds: readonly Picture[]
  readonly background: Picture | undefined
}

export interface PlannedCue {
  readonly cue: CueId
  readonly segment: string
  readonly when: When
  readonly script: TakeoverScript
  readonly expires: Duration | undefined
  readonly urgency: Urgency
  readonly doubt: Doubt
}
