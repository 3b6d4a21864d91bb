/**
 * Who is sent again: what nobody can say of whether it aired, and of what must air also what failed before it began.
 * reliability.md §5.5.
 */
import { MUST_FAILS_MAX, MUST_SENDS_MAX, SENDS_MAX } from '../limits.js'
import type { Instant } from '../time.js'
import type { Manned } from './airing.js'
import { changed } from './changed.js'
import { type Ended, facts, hasEnded, type Takeover, type TakeoverFacts } from './takeover.js'

/** How its queue was read since it was sent: so closely that nothing airs unseen, now and then, or not once. */
export type Sight = 'watched' | 'read' | 'blind'

/** `once`: only if the queue was watched. `must`: in any case, being heard twice is accepted. `never-twice`: never. */
export function again(
  takeover: Takeover,
  now: Instant,
  sight: Sight,
  all: readonly Takeover[] = [],
): Takeover {
  const { doubt, gen, expiresAt, unwanted } = takeover
  const why = whyAgain(takeover, sight)
  if (hasLaterSending(takeover, all)) return takeover
  if (!why || unwanted !== undefined || now >= expiresAt) return takeover
  if (gen >= (doubt === 'must' ? mostOf(why, sight) : SENDS_MAX)) return takeover
  return facts(takeover, { gen: gen + 1, sentAgain: why, situation: 'waiting' })
}

/** What was given up turned up, and another sending of it is on its way already. */
const hasLaterSending = ({ id, gen }: Takeover, all: readonly Takeover[]): boolean =>
  all.some((other) => other.id === id && other.gen > gen)

const mostOf = (why: TakeoverFacts['sentAgain'], sight: Sight): number => {
  if (why === 'failed') return MUST_FAILS_MAX
  // Each sending may be heard, and nobody would see it.
  return sight === 'blind' ? SENDS_MAX : MUST_SENDS_MAX
}

function whyAgain(takeover: Takeover, sight: Sight): TakeoverFacts['sentAgain'] {
  if (!hasEnded(takeover)) return undefined
  const { situation, status, doubt, sentAgain, acceptedAt, startedAt, mistakable } = takeover
  const wasDoubted = sentAgain === 'watched' || sentAgain === 'may-be-heard-twice'
  if (situation === 'failed' && doubt === 'must' && acceptedAt !== undefined) {
    if (startedAt !== undefined || mistakable) return undefined
    if (status === 'aired_unconfirmed') return 'may-be-heard-twice'
    return wasDoubted ? sentAgain : 'failed'
  }
  if (situation !== 'unknown') return undefined
  if (sight === 'watched' && doubt !== 'never-twice') return 'watched'
  return doubt === 'must' ? 'may-be-heard-twice' : undefined
}

/** What was done while the journal was not there is not known: it counts as sent, and may have been heard. */
export const perhapsHeard = (takeover: TakeoverFacts): Takeover =>
  facts(takeover, { gen: takeover.gen + 1, sentAgain: 'may-be-heard-twice', situation: 'waiting' })

/**
 * Heard, and perhaps not whole, or perhaps another item: its row says so, and what must air is sent again. Of a long
 * one the pieces behind it are on their way: it is left at that.
 */
export function sentBeside(airing: Manned, now: Instant): Manned {
  const all = airing.takeovers
  const isDue = (one: Takeover) => isPerhapsUnheard(one, now) && !hasLaterSending(one, all)
  if (!all.some(isDue)) return airing
  const takeovers = all.flatMap((one) =>
    isDue(one)
      ? // It is written down, and comes again in no other way.
        [{ ...one, followed: true, expiresAt: now }, perhapsHeard(one)]
      : [one],
  )
  return changed(airing, { takeovers })
}

const isPerhapsUnheard = (takeover: Takeover, now: Instant): boolean =>
  hasEnded(takeover) &&
  takeover.doubt === 'must' &&
  takeover.unwanted === undefined &&
  (takeover.piece?.all.length ?? 1) === 1 &&
  now < takeover.expiresAt &&
  takeover.gen < (takeover.mistakable ? MUST_SENDS_MAX : SENDS_MAX) &&
  isInDoubt(takeover)

/** How long a voice takes is only foreseen: that it was gone too soon is not enough to send it again. */
const isInDoubt = ({ situation, startedAt, mistakable, onCut }: TakeoverFacts & Ended): boolean => {
  if (situation === 'failed') return mistakable || startedAt !== undefined
  if (!mistakable) return false
  return (
    situation === 'spoken' ||
    situation === 'unknown' ||
    (situation === 'cut' && onCut !== 'restart')
  )
}
