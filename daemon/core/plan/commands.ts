/**
 * What an operator may ask of an airing. All of it comes in as one event, with the id of its request (the same one
 * twice acts once) and the name of who asked. What a command would do now is foreseen in foresee.ts; doing it is
 * commanding.ts.
 */
import type { TakeoverScript, ViewerWords } from '../compile/programme.js'
import type { CueId, Urgency, Values } from '../rundown/rundown.js'
import type { Duration, Instant } from '../time.js'
import type { TakeoverId } from './takeover.js'

export type Command =
  | {
      readonly type: 'say'
      readonly script: TakeoverScript
      readonly urgency: Urgency
      readonly how: 'queue' | 'interrupt' | 'interrupt-plain'
      /** Not sent later than this after now. */
      readonly expires?: Duration | undefined
    }
  /** Airs a prepared item of the rundown; `values` go over the airing's own. */
  | { readonly type: 'take'; readonly adlib: CueId; readonly values?: Values | undefined }
  /** The answer to a question of the audience; what is said of it is kept elsewhere. */
  | {
      readonly type: 'answer'
      readonly words: ViewerWords
      /** Of speech from the audience that may wait, itself included. */
      readonly backlog: Duration
      readonly expires: Duration
    }
  | { readonly type: 'move'; readonly takeover: TakeoverId; readonly to: Place }
  /** Of what has not begun to speak; what speaks is skipped. */
  | { readonly type: 'cancel'; readonly takeover: TakeoverId }
  /** Nothing new is sent until then, or until it is released. */
  | { readonly type: 'hold'; readonly until: Instant }
  | { readonly type: 'release' }
  /** Cuts what speaks; what would have been left of it is dropped. */
  | { readonly type: 'skip' }
  /** A live voice: `cut` ends what speaks, `wait` lets it end. What gave way comes again afterwards. */
  | { readonly type: 'speak'; readonly how: 'cut' | 'wait'; readonly longest: Duration }
  /** Closes the airing. `hold`: a channel without an end stays closed until it is started again. */
  | { readonly type: 'stop'; readonly hold: boolean }

export type Place = 'front' | 'back' | { readonly before: TakeoverId }

/** What will happen, and when it will be heard if that can be said; or why it may not be. */
export type Foreseen =
  | { readonly ok: true; readonly says: string; readonly at?: Instant | undefined }
  | { readonly ok: false; readonly says: string }
