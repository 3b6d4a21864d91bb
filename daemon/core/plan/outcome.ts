/**
 * What can be said of a call after it was made. There are three answers, not two: the third one,
 * "nobody knows", is what reliability is about. An ambiguous call is never blindly repeated.
 */
export type Outcome<T> =
  | { readonly is: 'applied'; readonly value: T }
  | { readonly is: 'not-applied'; readonly why: Refusal; readonly says: string }
  | { readonly is: 'ambiguous'; readonly says: string }

/** Why the far end certainly did nothing. */
export type Refusal =
  /** The platform has no free slot for anybody. */
  | 'platform-full'
  /** The account's own slots are used up. */
  | 'account-full'
  /** Nothing left this machine: connection refused, name not found, TLS failed. */
  | 'never-sent'
  /** The credentials were refused, also after one renewal. */
  | 'unauthorised'
  /** The far end understood and said no. */
  | 'refused'
  /** Something else is on air there: it may be asked again. */
  | 'busy'
  /** A file it plays cannot be read or published: nothing left this machine, and it will not be otherwise soon. */
  | 'no-media'
  /** The platform cannot do this at all. */
  | 'unsupported'

export const applied = <T>(value: T): Outcome<T> => ({ is: 'applied', value })
export type NotApplied = Extract<Outcome<never>, { readonly is: 'not-applied' }>
export const notApplied = (why: Refusal, says: string): NotApplied => ({
  is: 'not-applied',
  why,
  says,
})
export const ambiguous = (says: string): Outcome<never> => ({ is: 'ambiguous', says })

/** What a platform reports of a session, in the words all platforms share. */
export type SessionState =
  /** The stream is being made. */
  | 'initialising'
  /** The stream is there; the show can start. */
  | 'ready'
  | 'live'
  /** Closed because we asked. */
  | 'closed'
  /** Closed by the platform: no heartbeat, network, its own reasons. */
  | 'dropped'
  /** The platform reports a fault. */
  | 'faulty'
  /** It never became ready. */
  | 'init-failed'
  /** The platform does not know it (any more). */
  | 'unknown'

export const isOver = (state: SessionState) =>
  state === 'closed' || state === 'dropped' || state === 'faulty' || state === 'init-failed'
