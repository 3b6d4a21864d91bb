/**
 * One live instance at a platform, from the wish to have it to its end. An airing may use several, one after the
 * other, never two at once: a new one is wanted only after the platform itself said that the last is over.
 */
import type { Instant } from '../time.js'
import type { SessionId } from './events.js'
import type { Heartbeat } from './heartbeat.js'
import type { Look } from './look.js'
import type { Refusal, SessionState } from './outcome.js'

export type Session =
  /** Waits for its turn at the account, or until `from` after a refusal. */
  | { readonly situation: 'wanted'; readonly from: Instant; readonly refusals: Refusals }
  /** The opening is under way. */
  | (Opening & {
      readonly situation: 'asked'
      /** A callback with our mark named it before the answer came; and those before it, if there were more. */
      readonly marked?: SessionId
      readonly alsoMarked?: readonly SessionId[]
    })
  /** Nobody knows whether it was opened. Only a list asked for long enough after `askedAt` can say that it was not. */
  | (Opening & { readonly situation: 'unclear' })
  | (Open & { readonly situation: 'initialising' })
  | (Open & { readonly situation: 'ready' })
  /** `start` is under way, or answered and not yet confirmed by the platform's own state. */
  | (Open & { readonly situation: 'starting'; readonly startAskedAt: Instant })
  | (Open & { readonly situation: 'live'; readonly liveAt: Instant })
  | (Open & {
      readonly situation: 'closing'
      readonly since: Instant
      readonly tries: number
      readonly nextTryAt: Instant
      readonly liveAt: Instant | undefined
      /** The desk was told that it does not come about. */
      readonly told?: true
    })
  | Over

interface Opening {
  readonly askedAt: Instant
  readonly refusals: Refusals
  /** Our name for it at the platform, as it was when we asked; undefined: an older version did. */
  readonly marker?: string | undefined
}

/** It exists at the platform, and costs. */
export interface Open {
  readonly id: SessionId
  readonly openedAt: Instant
  readonly heartbeat: Heartbeat
  readonly look: Look
  /** False from a restart until the platform has told its state: nothing is aired on a mere belief. */
  readonly confirmed: boolean
  /** Taken for ours because nobody else knew it, not by our mark; once it starts, it is. */
  readonly guessed?: true | undefined
  /** The platform said that it does not know it: when, and how often its list confirmed that. */
  readonly missing: { readonly since: Instant; readonly strikes: number } | undefined
}

export interface Over {
  readonly situation: 'over'
  readonly id: SessionId | undefined
  readonly how: SessionState | 'not-opened'
  readonly openedAt: Instant | undefined
  readonly liveAt: Instant | undefined
  readonly at: Instant
  readonly says: string
}

export interface Refusals {
  readonly count: number
  readonly last: { readonly why: Refusal | 'ambiguous'; readonly says: string } | undefined
}

export type OpenSession = Extract<Session, Open>

export const NO_REFUSALS: Refusals = { count: 0, last: undefined }
export const wanted = (from: Instant, refusals: Refusals = NO_REFUSALS): Session => ({
  situation: 'wanted',
  from,
  refusals,
})

/** The platform itself has told that it is there. */
export const isSure = (session: Session): boolean =>
  isOpen(session) && session.confirmed && session.missing === undefined

export const isOpen = (session: Session): session is OpenSession => 'heartbeat' in session

export type AwaitsOpening = Extract<Session, { situation: 'asked' | 'unclear' }>

/** Its opening was asked for: an answer to that still counts, however late. */
export const awaitsOpening = (session: Session): session is AwaitsOpening =>
  session.situation === 'asked' || session.situation === 'unclear'
