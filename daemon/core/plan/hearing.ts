/** What an event makes of the airing it is about. What to do about it is decided afterwards, from the state alone. */
import { unreachable } from '../assert.js'
import { EARLY_HINTS_MAX, QUEUE_STRIKE, SEND_REST, SPEECH_VARIES } from '../limits.js'
import { after, type Duration, type Instant, millis, NEVER } from '../time.js'
import { perhapsHeard } from './again.js'
import { type Airing, isManned, type Manned, withSession } from './airing.js'
import { changed, tended } from './changed.js'
import type { Event, HintFacts, TraceId } from './events.js'
import type { Stranger } from './ghosts.js'
import { beaten } from './heartbeat.js'
import { lookAt, lookNow, soonest } from './look.js'
import { afterWaking, lineAnswered, type Microphone, over } from './microphone.js'
import { earlyHints, queueSeen } from './queue-seen.js'
import { awaitsOpening, isOpen, type OpenSession } from './session.js'
import { hear as hearSession, type News as SessionNews } from './session-progress.js'
import {
  awaitedAs,
  type Hints,
  isHeld,
  isUnderWay,
  renewed,
  type Takeover,
  type TakeoverId,
} from './takeover.js'
import { hear as hearTakeover, type News as TakeoverNews } from './takeover-progress.js'
import { FORGOTTEN } from './verdicts.js'

/** The events that are about one airing. */
export type AiringEvent = Extract<Event, { airing: unknown }>

/** Commands, and what was found of its media, need more than the airing alone: commanding.ts, preflight.ts. */
export type News = Exclude<AiringEvent, { type: 'commanded' | 'media-checked' | 'broke' }>

export function hear(airing: Airing, event: News, now: Instant): Airing {
  if (!isManned(airing)) return airing
  const open = isOpen(airing.session) ? airing.session : undefined
  if ('session' in event && event.session !== open?.id) return airing
  switch (event.type) {
    case 'airing-due':
      return airing
    case 'woke':
      return woke(airing, event.forgottenSince, now)
    case 'opened':
      return tellSession(airing, event, now)
    case 'seen':
      return seenSoon(tellSession(airing, event, now), event.outcome.is, now)
    case 'went-live':
      return tellSession(airing, { type: 'start-answered', outcome: event.outcome }, now)
    case 'close-answered':
      return open ? replace(airing, { ...open, look: lookNow(open.look, now) }) : airing
    case 'beaten':
      return open ? beat(airing, open, event.outcome.is, now) : airing
    case 'queue-seen':
      return queueSeen(
        airing,
        event.outcome.is === 'applied' ? event.outcome.value : undefined,
        now,
      )
    case 'line-opened':
      return withLine(airing, event.request, (line) => lineAnswered(line, event.outcome, now))
    case 'line-over':
      return withLine(airing, event.request, (line) => over(line, event.how, event.says, now))
    case 'enqueued':
      return enqueued(airing, event, now)
    case 'cancel-answered':
      return cancelAnswered(airing, event, now)
    case 'move-answered':
      return { ...airing, queueLook: lookNow(airing.queueLook, now) }
    default:
      return unreachable(event)
  }
}

/** Of the one who has the microphone; whoever had it before changes nothing. */
function withLine(
  airing: Manned,
  request: string,
  change: (microphone: Microphone) => Microphone,
): Manned {
  const { microphone } = airing
  return microphone?.request === request
    ? changed(airing, { microphone: change(microphone) })
    : airing
}

/** A callback about this airing's session: its times are kept, and what it claims is looked into at once. */
export function hearHint(airing: Airing, hint: HintFacts, now: Instant): Airing {
  if (!isManned(airing)) return airing
  const { session } = airing
  if (awaitsOpening(session) && hint.trace === undefined) {
    return tellSession(airing, { type: 'found', session: hint.session, state: 'initialising' }, now)
  }
  if (!isOpen(session) || session.id !== hint.session) return airing
  if (hint.trace === undefined)
    return replace(airing, { ...session, look: lookNow(session.look, now) })
  const hints = hintsOf(hint, now)
  const { trace } = hint
  const known = airing.takeovers.some((takeover) => isHeld(takeover) && takeover.trace === trace)
  const earlyHints = known
    ? airing.earlyHints
    : [...airing.earlyHints, { trace, hints }].slice(-EARLY_HINTS_MAX)
  const takeovers = airing.takeovers.map((takeover) => {
    if (!known) return mayBe(airing, takeover, trace) ? unsure(takeover, now) : takeover
    const isIt = isHeld(takeover) && takeover.trace === trace
    return isIt ? hearTakeover(takeover, { type: 'hinted', hints }, now) : takeover
  })
  return changed(airing, { takeovers, earlyHints, queueLook: lookNow(airing.queueLook, now) })
}

/** What was over, or in a list before this was sent, is something else. */
const mayBe = ({ pastTraces, strangers }: Manned, takeover: Takeover, trace: TraceId): boolean =>
  isUnderWay(takeover) &&
  !pastTraces.includes(trace) &&
  !strangers.some((one) => one.trace === trace && one.since < takeover.sentAt)

const unsure = (takeover: Takeover, now: Instant) => hearTakeover(takeover, { type: 'unsure' }, now)

/** A session that nobody answered for was found, or another was: the running list is the judge. */
export const tellSession = (airing: Manned, news: SessionNews, now: Instant): Manned =>
  withSession(airing, hearSession(airing.session, news, now), now)

const replace = (airing: Manned, session: OpenSession): Manned => changed(airing, { session })

/** Of what was done while the journal was not there nothing is known: what waited, or was sent, may have aired. */
function woke(airing: Manned, forgottenSince: Instant | undefined, now: Instant): Manned {
  const forgotten = forgottenSince !== undefined
  const mayHaveAired = (takeover: Takeover) =>
    takeover.situation === 'waiting' || isUnderWay(takeover)
  const takeovers = airing.takeovers.map((takeover) => {
    if (!forgotten || !mayHaveAired(takeover)) return hearTakeover(takeover, { type: 'woke' }, now)
    return takeover.doubt === 'must'
      ? perhapsHeard(takeover)
      : hearTakeover(takeover, { type: 'ended', as: FORGOTTEN }, now)
  })
  const forgottenUntil = forgotten ? now : airing.forgottenUntil
  const look = { awaiting: undefined, queueLook: lookAt(now) }
  const heardAt = isOpen(airing.session) ? airing.session.heartbeat.heardAt : undefined
  const microphone = airing.microphone && afterWaking(airing.microphone, heardAt, now)
  const sought = !forgotten && airing.sought
  const awake = { ...airing, ...look, takeovers, microphone, forgottenUntil, sought }
  // Nobody will answer any more: if it cut in, it speaks perhaps.
  const sent = airing.takeovers.find(({ situation }) => situation === 'sent')
  const cut = sent ? cutInto(awake, sent, 'ambiguous', now) : awake
  return tellSession(cut, { type: 'woke' }, now)
}

function beat(airing: Manned, open: OpenSession, is: string, now: Instant): Manned {
  const heartbeat = beaten(open.heartbeat, open.openedAt, is === 'applied', now)
  const look = is === 'not-applied' ? lookNow(open.look, now) : open.look
  return replace(airing, tended(open, heartbeat, look))
}

/** What was refused waits for a look; one that is lost is asked for again before long. */
function seenSoon(airing: Manned, is: string, now: Instant): Manned {
  const { session, takeovers } = airing
  if (is !== 'ambiguous' || !isOpen(session) || !takeovers.some(wasRefused)) return airing
  return replace(airing, { ...session, look: soonest(session.look, after(now, SEND_REST)) })
}

const wasRefused = ({ refusals }: Takeover) => refusals > 0

function enqueued(
  airing: Manned,
  { takeover: id, gen, outcome }: Extract<AiringEvent, { type: 'enqueued' }>,
  now: Instant,
): Manned {
  const trace = outcome.is === 'applied' ? outcome.value.trace : undefined
  const early = earlyHints(airing, trace)
  const meant = airing.takeovers.find((one) => one.id === id && one.gen === gen)
  const beside = airing.takeovers.filter(isHeld).length
  const alone =
    beside + airing.strangers.length === 0 &&
    airing.microphone === undefined &&
    (airing.cutInUntil ?? now) <= now
  const news = { type: 'enqueued', outcome, early, beside, alone } as const
  const heard = tellTakeover(airing, id, gen, news, now)
  const told =
    meant && outcome.is !== 'not-applied' ? cutInto(heard, meant, outcome.is, now) : heard
  const next = outcome.is === 'not-applied' ? lookAtSession(told, now) : told
  return {
    ...next,
    strangers: [...airing.strangers, ...mistakenFor(meant, trace)],
    awaiting: airing.awaiting === awaitedAs({ id, gen }) ? undefined : airing.awaiting,
    queueLook: lookNow(airing.queueLook, now),
    sendFrom: outcome.is === 'not-applied' ? after(now, SEND_REST) : airing.sendFrom,
    earlyHints: airing.earlyHints.filter((hint) => hint.trace !== trace),
  }
}

/** What was found in its place before the answer named another: nobody's, and there since then at the latest. */
function mistakenFor(found: Takeover | undefined, trace: TraceId | undefined): readonly Stranger[] {
  if (!found || !isHeld(found) || trace === undefined || found.trace === trace) return []
  return [{ trace: found.trace, since: found.acceptedAt }]
}

/**
 * Whoever spoke was cut by the platform itself: it need not be asked to. What cut in speaks ahead of the whole list and
 * no list shows it.
 */
function cutInto(
  airing: Manned,
  cutIn: Takeover,
  is: 'applied' | 'ambiguous',
  now: Instant,
): Manned {
  if (cutIn.how === 'queue') return airing
  // It was cut when the request came there, not when it was answered here.
  const since = ('sentAt' in cutIn ? cutIn.sentAt : undefined) ?? now
  return {
    ...airing,
    cutInUntil: after(now, cutInTakes(cutIn)),
    takeovers:
      is === 'applied' ? airing.takeovers.map((one) => gaveWay(one, since)) : airing.takeovers,
  }
}

/** How long it speaks is only foreseen. */
const cutInTakes = ({ length }: Takeover): Duration =>
  millis(SPEECH_VARIES * (length ?? 0) + QUEUE_STRIKE)

const gaveWay = (takeover: Takeover, since: Instant): Takeover =>
  takeover.situation === 'speaking' && takeover.recall === undefined
    ? renewed(takeover, { recall: { since, ...FOR_A_CUT_IN, askAgainAt: NEVER } })
    : takeover

const FOR_A_CUT_IN = { reason: 'PREEMPTED', because: 'cut by the operator' } as const

function cancelAnswered(
  airing: Manned,
  { takeover, gen, outcome }: Extract<AiringEvent, { type: 'cancel-answered' }>,
  now: Instant,
): Manned {
  const looking = { ...airing, queueLook: lookNow(airing.queueLook, now) }
  return outcome.is === 'applied'
    ? tellTakeover(looking, takeover, gen, { type: 'taken-away' }, now)
    : looking
}

/** A refusal may be the session's fault: the platform is asked whether it is still there. */
const lookAtSession = (airing: Manned, now: Instant): Manned =>
  isOpen(airing.session)
    ? replace(airing, { ...airing.session, look: lookNow(airing.session.look, now) })
    : airing

const tellTakeover = (
  airing: Manned,
  id: TakeoverId,
  gen: number,
  news: TakeoverNews,
  now: Instant,
): Manned => ({
  ...airing,
  takeovers: airing.takeovers.map((takeover) =>
    takeover.id === id && takeover.gen === gen ? hearTakeover(takeover, news, now) : takeover,
  ),
})

function hintsOf(hint: HintFacts, now: Instant): Hints {
  switch (hint.claim) {
    case 'speaking':
      return { speakingAt: now }
    case 'finished':
      return { finishedAt: now }
    case 'takeover-failed':
      return { failed: { at: now, says: hint.says ?? 'the platform reports that it failed' } }
    default:
      return {}
  }
}
