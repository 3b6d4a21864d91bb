/**
 * One account's access token. At most two are valid at a time, so there is one cache, and never two
 * requests for a token at once: a third token would kill the first. Touches the wire only through
 * `issue`.
 */
import { applied, notApplied, type Outcome } from '../../core/plan/outcome.js'
import { after, hours, type Instant, millis, seconds, wasLately } from '../../core/time.js'
import type { Secret } from '../../secret.js'
import type { Issued } from './credentials.js'
import type { Issue } from './issue.js'

/** The vendor's advice: of eight hours, any token in use then has more than one left. */
const RENEW_AFTER = hours(3.5)
/** The same share of a shorter life. */
const RENEW_SHARE = 3.5 / 8
/** A renewal that failed is tried again after this long; the token at hand is good for hours. */
const RENEW_RETRY = seconds(30)
/**
 * A token that replaced a refused one and is refused itself, never having worked, is replaced no
 * more often.
 */
const YOUNG = seconds(1)

export interface Tokens {
  /** The token to use. Renewal in time goes on beside it; nobody waits for that. */
  current(): Promise<Outcome<Secret>>
  /** Another one than this, which was refused. */
  instead(refused: Secret): Promise<Outcome<Secret>>
  /** This one was accepted. */
  worked(token: Secret): void
  /** What must not be seen in any text. */
  secrets(): readonly Secret[]
}

interface Held {
  readonly access: Secret
  readonly refresh: Secret | undefined
  readonly issuedAt: Instant
  readonly renewAt: Instant
  readonly expiresAt: Instant
}

export function createTokens(issue: Issue, now: () => Instant): Tokens {
  let held: Held | undefined
  /** Two are valid at a time: the one before may still be seen in a vendor's words. */
  let former: Held | undefined
  let replacement: Secret | undefined
  let proved: Secret | undefined
  let flight: Promise<Outcome<Secret>> | undefined

  /** Whoever comes while a request is under way gets its result. */
  const alone = (get: () => Promise<Outcome<Issued>>): Promise<Outcome<Secret>> => {
    flight ??= get()
      .then((outcome) => (outcome.is === 'applied' ? keep(outcome.value) : missed(outcome)))
      .finally(() => {
        flight = undefined
      })
    return flight
  }

  const keep = (issued: Issued): Outcome<Secret> => {
    former = held
    held = heldFrom(issued, held?.refresh, now())
    return applied(held.access)
  }

  const missed = (outcome: Outcome<never>): Outcome<never> => {
    if (held !== undefined) held = { ...held, renewAt: after(now(), RENEW_RETRY) }
    return outcome
  }

  return {
    current: async () => {
      if (held === undefined || now() >= held.expiresAt) return alone(issue.anew)
      const { access, refresh, renewAt } = held
      if (now() >= renewAt) {
        void alone(() => (refresh === undefined ? issue.anew() : issue.refreshed(refresh)))
      }
      return applied(access)
    },
    instead: async (refused) => {
      if (flight !== undefined) await flight
      if (held === undefined) return alone(issue.anew)
      if (held.access !== refused) return applied(held.access)
      const isUnproved = replacement === refused && proved !== refused
      if (isUnproved && wasLately(held.issuedAt, YOUNG, now())) {
        return notApplied('unauthorised', 'a new token was refused')
      }
      const other = await alone(issue.anew)
      if (other.is === 'applied') replacement = other.value
      return other
    },
    worked: (token) => {
      proved = token
    },
    secrets: () =>
      [held?.access, held?.refresh, former?.access, former?.refresh].filter(
        (each) => each !== undefined,
      ),
  }
}

const heldFrom = (
  { access, life, refresh }: Issued,
  refreshBefore: Secret | undefined,
  issuedAt: Instant,
): Held => ({
  access,
  refresh: refresh ?? refreshBefore,
  issuedAt,
  renewAt: after(issuedAt, millis(Math.min(RENEW_AFTER, life * RENEW_SHARE))),
  expiresAt: after(issuedAt, life),
})
