/**
 * What a rundown becomes: plain data a session can be opened with and takeovers can be cut from.
 * Still in onair's own words; a platform's dialect turns LiveScript and TakeoverScript into the vendor's JSON.
 */
import type {
  AccountId,
  CueId,
  DateRange,
  Doubt,
  OnCut,
  Picture,
  Presenter,
  Questions,
  ShowId,
  Slot,
  Speech,
  Stage,
  Start,
  Urgency,
  Values,
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
  /** Texts still have their variables in them: they are filled in with the airing's values. */
  readonly liveScript: LiveScript
  readonly cues: readonly PlannedCue[]
  readonly adlibs: readonly PreparedItem[]
  readonly questions: Questions | undefined
  /** Defaults; an airing's own values come from its entry of the schedule. */
  readonly variables: Values
  /** Measured lengths of sounds on disk, by path; undefined as long as nobody measured them. */
  readonly sounds?: Readonly<Record<string, Duration>>
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
  /** It stands in for what its item has: why. */
  readonly instead?: string | undefined
  /** It is the alternative of the item: what was wrong with that. */
  readonly alternativeFor?: 'RIGHTS' | 'MEDIA_MISSING' | 'MEDIA_INVALID' | undefined
  /** What a viewer asked, and the answer: said in place of words that stand here. */
  readonly words?: ViewerWords | undefined
}

/**
 * Words that stand nowhere in the state and in no log, because whoever wrote them may want them forgotten: where they
 * are kept, how long they speak, and what proves one day what was said.
 */
export interface ViewerWords {
  readonly question: string
  /** How long each part speaks. */
  readonly parts: readonly Duration[]
  /** Which of them, from 1; undefined: all. */
  readonly part: number | undefined
  /** Of the whole text, with a key that is forgotten with it. */
  readonly digest: string
  /** What the gates said. */
  readonly remark: string
}

/** What a cue or an ad-lib has for the case that it must not, or cannot, air as it is. */
export interface Reserve {
  readonly alternative?: TakeoverScript
  /** Days, in the show's zone, on which it may air. */
  readonly valid?: DateRange
}

export interface PlannedCue extends Reserve {
  readonly cue: CueId
  readonly segment: string
  readonly when: When
  readonly script: TakeoverScript
  /** More than one: one is chosen each time, none repeats until all were used. Empty: `script` as it is. */
  readonly variants: readonly string[]
  readonly expires: Duration | undefined
  readonly urgency: Urgency
  readonly doubt: Doubt
  readonly drop: number | undefined
  readonly start: Start
  readonly onCut: OnCut | undefined
}

/** An ad-lib: fired by hand. */
export interface PreparedItem extends Reserve {
  readonly adlib: CueId
  readonly script: TakeoverScript
  readonly expires: Duration | undefined
  readonly urgency: Urgency
  readonly onCut: OnCut | undefined
}
