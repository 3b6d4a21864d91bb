/**
 * The platform's queue as it was read: what is ours moves on, each to its place, and an id that nobody here knows is
 * the enqueue that nobody answered, or one of those that were given up.
 */
import { eachAs } from '../same.js'
import type { Instant } from '../time.js'
import { queueLookEvery } from './air.js'
import type { Manned } from './airing.js'
import { changed } from './changed.js'
import { rememberDenied, turnedUp } from './denied.js'
import type { TraceId } from './events.js'
import {
  findGhosts,
  type GivenUp,
  isMixedUp,
  rivals,
  type Stranger,
  strangersIn,
  withRivals,
} from './ghosts.js'
import { looked } from './look.js'
import { isBehindUnlisted } from './queue.js'
import { type HeldTakeover, type Hints, isHeld, isUnderWay, type Takeover } from './takeover.js'
import { hear } from './takeover-progress.js'

/** `order`: undefined, no list came. */
export function queueSeen(
  was: Manned,
  order: readonly TraceId[] | undefined,
  now: Instant,
): Manned {
  const askedAt = was.queueLook.askedAt ?? now
  const queueLook = looked(was.queueLook, now, queueLookEvery(was))
  if (!order) return changed(was, { queueLook })
  const airing = turnedUp(was, order, (trace) => earlyHints(was, trace), now)
  const strangers = strangersIn(airing, order, now)
  const found = findAwaited(airing, strangers, askedAt)
  const takeovers = eachAs(airing.takeovers, (takeover): Takeover => {
    if (isHeld(takeover)) return listed(airing, takeover, order, now)
    if (takeover !== found?.takeover) return unlisted(takeover, strangers, askedAt, now)
    const { trace, mistakable } = found
    const early = earlyHints(airing, trace)
    const place = order.indexOf(trace)
    return hear(takeover, { type: 'found', trace, place, early, mistakable }, now)
  })
  const seen = changed(airing, {
    queueLook,
    queueSeenAt: askedAt,
    takeovers,
    denied: rememberDenied(airing.denied, airing.takeovers, takeovers),
    strangers: strangers.filter(({ trace }) => trace !== found?.trace),
    earlyHints: airing.earlyHints.filter(({ trace }) => trace !== found?.trace),
    givenUp: found ? withRivals(airing.givenUp, found.others) : airing.givenUp,
  })
  return findGhosts(seen, order, (trace) => earlyHints(airing, trace), now)
}

interface Found {
  readonly takeover: Takeover
  readonly trace: TraceId
  /** It may be one of these as well. */
  readonly others: readonly GivenUp[]
  readonly mistakable: boolean
}

/** An id no list had when it was sent can be the one that is under way; the others were there before. */
function findAwaited(
  airing: Manned,
  strangers: readonly Stranger[],
  askedAt: Instant,
): Found | undefined {
  const takeover = airing.takeovers.find((one) => mayBeIn(airing, one, askedAt))
  if (!takeover || !isUnderWay(takeover)) return undefined
  const [first, ...more] = strangers.filter(({ since }) => since >= takeover.sentAt)
  if (!first) return undefined
  const others = rivals(airing.givenUp, takeover, first)
  const mistakable = more.length + others.length > 0 || isMixedUp(airing, first)
  return { takeover, trace: first.trace, others, mistakable }
}

function unlisted(
  takeover: Takeover,
  strangers: readonly Stranger[],
  askedAt: Instant,
  now: Instant,
): Takeover {
  if (!isUnderWay(takeover)) return takeover
  const watched = hear(takeover, { type: 'unlisted', askedAt }, now)
  const isUnsure = strangers.some(({ since }) => since >= takeover.sentAt)
  return isUnsure ? hear(watched, { type: 'unsure' }, now) : watched
}

function listed(
  airing: Manned,
  takeover: HeldTakeover,
  order: readonly TraceId[],
  now: Instant,
): Takeover {
  const onAir = airing.takeovers.find(
    (one) => one.situation === 'speaking' && one.trace === order[0],
  )
  const listedAt = order.indexOf(takeover.trace)
  const place = listedAt === 0 && waitsForCutIn(airing, takeover, now) ? 1 : listedAt
  const news = {
    type: 'listed',
    place: place < 0 ? undefined : place,
    askedAt: airing.queueLook.askedAt ?? now,
    doubtful: place === 0 && isBehindUnlisted(takeover, missingIn(airing, order), now),
    onAirSince: onAir?.situation === 'speaking' ? onAir.startedAt : undefined,
    lastAskedAt: lastAskedAt(airing, takeover),
  } as const
  return hear(takeover, news, now)
}

/** Behind what cut in the head of the list may have spoken sooner than was foreseen. */
const lastAskedAt = ({ queueSeenAt, cutInUntil }: Manned, { situation }: HeldTakeover) =>
  situation === 'queued' && cutInUntil !== undefined && (queueSeenAt ?? 0) < cutInUntil
    ? undefined
    : queueSeenAt

const missingIn = ({ takeovers }: Manned, order: readonly TraceId[]) =>
  takeovers.filter((one) => !isHeld(one) || !order.includes(one.trace))

/** Not answered yet, it may come and go before it is; unless an earlier one may turn up, it is the unknown id. */
const mayBeIn = ({ givenUp }: Manned, takeover: Takeover, askedAt: Instant): boolean =>
  takeover.situation === 'in-doubt' ||
  (takeover.situation === 'sent' &&
    takeover.how === 'queue' &&
    takeover.sentAt <= askedAt &&
    givenUp.length === 0)

/** A callback that the head of the list speaks says sooner that it is over. */
const waitsForCutIn = ({ cutInUntil }: Manned, { hints }: HeldTakeover, now: Instant): boolean =>
  cutInUntil !== undefined && now < cutInUntil && hints.speakingAt === undefined

/** What callbacks said of a takeover before it was known by its id. */
export const earlyHints = (airing: Manned, trace: TraceId | undefined): Hints =>
  Object.assign(
    {},
    ...airing.earlyHints.filter((hint) => hint.trace === trace).map(({ hints }) => hints),
  )
