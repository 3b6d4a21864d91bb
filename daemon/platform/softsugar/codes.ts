/**
 * SoftSugar's numbers in the words of the house. Channel and takeover numbers are disjoint, so one
 * table serves answers, lists and callbacks alike. A number nobody has told us of is `undefined`:
 * look again, never crash. Pure.
 */
import type { SessionState } from '../../core/plan/outcome.js'
import type { Hint } from '../contract.js'

/** Takeover: its files are being fetched; it joins the queue by itself later. */
export const PREPARING = 33
/** Takeover: in the queue. */
export const QUEUED = 34
/** Channel: an exception; an opening answered with it has failed. */
export const FAULT = 9
/** Opening: nobody gets a slot at the moment. */
export const PLATFORM_FULL = 97
/** Opening: the customer's own slots are used up. */
export const ACCOUNT_FULL = 98

export function sessionState(code: number): SessionState | undefined {
  switch (code) {
    case 32:
      return 'initialising'
    case 35:
      return 'ready'
    case 2:
      return 'live'
    case 5:
      return 'closed'
    case 50:
      return 'dropped'
    case FAULT:
      return 'faulty'
    case 99:
      return 'init-failed'
    default:
      return undefined
  }
}

/**
 * In lists, where every row must have a state. Openings that found no slot are kept as history:
 * never ready.
 */
export const listedState = (code: number): SessionState =>
  code === PLATFORM_FULL || code === ACCOUNT_FULL
    ? 'init-failed'
    : (sessionState(code) ?? 'unknown')

export function claim(code: number): Hint['claim'] {
  switch (code) {
    case QUEUED:
      return 'queued'
    case 36:
      return 'speaking'
    case 37:
      return 'finished'
    case 39:
      return 'takeover-failed'
    default:
      return sessionState(code) ?? 'unheard-of'
  }
}
