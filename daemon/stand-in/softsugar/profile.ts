/**
 * Everything about the vendor that its pages leave open, and every fault a test may want, as one
 * flat set of switches. The values here are the personality the stand-in has when nothing else is
 * asked for. `switches.ts` says of each whether it is documented, undocumented or invented.
 */
import { type Duration, hours, millis, seconds } from '../../core/time.js'

export interface Profile {
  // ---- sessions ----
  /** From create until the stream is there. */
  readonly init: Duration
  /** An init longer than this is answered 32, a shorter one 35. */
  readonly initThreshold: Duration
  /** So many creates, from the first, end in 99. */
  readonly initFails: number
  /** So many creates, from the first, stay at 32 for ever. */
  readonly initNever: number
  /** 35 is called back also when the answer to create already said 35. */
  readonly readyTwice: boolean
  /** Sessions the account may have open; one more is answered 98. */
  readonly slots: number
  /** Sessions the platform has room for; one more is answered 97. */
  readonly platformSlots: number
  /** So many creates, from the first, find no slot. */
  readonly noSlot: number
  /** Creates find no slot until this long after the first one. */
  readonly noSlotFor: Duration
  /** What those two are answered. */
  readonly noSlotStatus: 97 | 98
  /** 97 and 98 travel as `data.status` under code 0, or as a code of their own. */
  readonly slotRefusal: 'status' | 'code'
  /** Longer without a heartbeat, and the session is closed with 50. */
  readonly heartbeatLimit: Duration
  /** The platform ends every session this long after it went live; 0: never. */
  readonly dropAfter: Duration
  /** It does so only to the first session. */
  readonly dropOnce: boolean
  readonly dropStatus: 50 | 9
  /** So many starts, from the first, answer `data: false` and do nothing. */
  readonly startFails: number
  /** What a script with a finite `recycle` does when it has been played. */
  readonly recycleEnd: 'stays' | 5 | 50
  /** Closing what is closed already. */
  readonly closeAgain: 'refused' | 'accepted'
  /** A new session shows up in the running list only after this long. */
  readonly runningLag: Duration

  // ---- takeovers ----
  /** From the request until the takeover's media are there. */
  readonly prepare: Duration
  /** A preparation longer than this is answered 33. */
  readonly prepareThreshold: Duration
  /** Share of takeovers that are answered 33 and never heard of again. */
  readonly prepareNever: number
  /** Share of takeovers whose preparation ends in 39. */
  readonly prepareFails: number
  /** Share of takeovers that break off with 39 half-way through their speech. */
  readonly speechFails: number
  /**
   * Items the queue takes, the speaking one included; one more is refused. The vendor advises 15 at
   * most.
   */
  readonly queueLimit: number
  /** A text below ten characters is refused, or accepted and fails with 39. */
  readonly shortText: 'refused' | '39'
  /** A cancelled takeover is not called back. */
  readonly cancelSilent: boolean
  /** 34 is called back also when the answer already said 34. */
  readonly queuedTwice: boolean
  /** Whether a reorder counts places after or before taking the moved item out. */
  readonly reorderCounts: 'after' | 'before'
  /** A new item shows up in the queue list only after this long. */
  readonly listLag: Duration
  /** All speech takes this many times its natural length. */
  readonly speechFactor: number
  /** How long any mp3 is taken to be. */
  readonly audioLength: Duration

  // ---- callbacks ----
  /** Share of callbacks that never leave. */
  readonly loseCallbacks: number
  /** Share of callbacks that are sent twice. */
  readonly repeatCallbacks: number
  readonly delayCallbacks: Duration
  /** Each callback is held back for a while of its own, so that they overtake each other. */
  readonly shuffleCallbacks: boolean
  /** The longest such while; also how much later a repeated one comes. */
  readonly shuffleWindow: Duration

  // ---- tokens ----
  readonly tokenLife: Duration
  /** Tokens valid at once; issuing one more kills the oldest. */
  readonly tokensAlive: number
  /** Tokens die this long after their issue, whatever `expiresIn` said; 0: they do not. */
  readonly tokenDies: Duration
  /** How a bad token is refused: HTTP 401, or HTTP 200 with a code. */
  readonly tokenRefusal: 'http' | 'code'

  // ---- answers and the way to them ----
  /** How a request that cannot be done is refused: HTTP 200 with a code, or HTTP 400. */
  readonly businessErrors: 'code' | 'http'
  /** Share of requests that have their effect and are never answered. */
  readonly loseAnswers: number
  /** Share of requests that never arrive. */
  readonly loseRequests: number
  /** So many answers, from the first, are lost. */
  readonly loseFirstAnswers: number
  /** So many requests, from the first, are lost. */
  readonly loseFirstRequests: number
  /** Share of requests that are not answered and have their effect only later. */
  readonly lateEffects: number
  /** How much later at most. */
  readonly lateBy: Duration
  /** Share of requests answered with HTTP 500; half of them have had their effect. */
  readonly http500: number
  /** Share of requests answered with HTTP 200 and a page that is no JSON, after their effect. */
  readonly garbage: number
  /** The endpoints at which these strike; empty: all. */
  readonly on: readonly string[]
  /** What is lost leaves the connection open instead of resetting it. */
  readonly hang: boolean
  /** Every answer takes this long over the wire. */
  readonly latency: Duration

  // ---- questions ----
  /** What a question without an answer gets: an empty answer, or an error message. */
  readonly noHit: 'empty' | 'error'
}

export const UNLIMITED = Number.MAX_SAFE_INTEGER

export const USUAL: Profile = {
  init: seconds(2),
  initThreshold: seconds(1),
  initFails: 0,
  initNever: 0,
  readyTwice: false,
  slots: 2,
  platformSlots: UNLIMITED,
  noSlot: 0,
  noSlotFor: millis(0),
  noSlotStatus: 98,
  slotRefusal: 'status',
  heartbeatLimit: seconds(180),
  dropAfter: millis(0),
  dropOnce: false,
  dropStatus: 50,
  startFails: 0,
  recycleEnd: 'stays',
  closeAgain: 'refused',
  runningLag: millis(0),
  prepare: millis(0),
  prepareThreshold: seconds(10),
  prepareNever: 0,
  prepareFails: 0,
  speechFails: 0,
  queueLimit: 1_000,
  shortText: 'refused',
  cancelSilent: false,
  queuedTwice: false,
  reorderCounts: 'after',
  listLag: millis(0),
  speechFactor: 1,
  audioLength: seconds(8),
  loseCallbacks: 0,
  repeatCallbacks: 0,
  delayCallbacks: millis(0),
  shuffleCallbacks: false,
  shuffleWindow: seconds(2),
  tokenLife: hours(8),
  tokensAlive: 2,
  tokenDies: millis(0),
  tokenRefusal: 'http',
  businessErrors: 'code',
  loseAnswers: 0,
  loseRequests: 0,
  loseFirstAnswers: 0,
  loseFirstRequests: 0,
  lateEffects: 0,
  lateBy: seconds(20),
  http500: 0,
  garbage: 0,
  on: [],
  hang: false,
  latency: millis(0),
  noHit: 'empty',
}
