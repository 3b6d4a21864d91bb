/**
 * One dated occurrence of a show, from the plan to its end:
 * planned → opening → ready → on-air → closing → closed | missed | lost.
 * A session that the platform ends in mid-show leads from on-air back to opening.
 */
import { unreachable } from '../assert.js'
import { OPENING_FORGIVEN, OPENINGS_MAX, USEFUL_REST_MIN } from '../limits.js'
import type { AccountId, Late, ShowId, Values } from '../rundown/rundown.js'
import { after, before, between, type Instant, millis, NEVER } from '../time.js'
import type { AiringId } from './calendar.js'
import { changed } from './changed.js'
import type { Window } from './cues.js'
import type { Denied } from './denied.js'
import type { TraceId } from './events.js'
import type { GivenUp, Stranger } from './ghosts.js'
import { type Look, NOT_YET } from './look.js'
import type { Microphone } from './microphone.js'
import type { Preflight } from './preflight.js'
import { type Over, type Session, wanted } from './session.js'
import type { Hints, Takeover } from './takeover.js'
import type { Spoken } from './variants.js'

export interface AiringFacts {
  readonly id: AiringId
  readonly show: ShowId
  readonly account: AccountId
  readonly timezone: string
  /** Of the rundown it follows; fixed when its first session is asked for. */
  readonly version: string
  readonly opensAt: Instant
  readonly startsAt: Instant
  /** undefined: a channel without an end. */
  readonly endsAt: Instant | undefined
  readonly late: Late
  /** Texts by name, its own on top of the show's. */
  readonly values: Values
  /** Cues that were moved or taken out while it ran: how often, and from which turn on they are due. */
  readonly renamed: Readonly<Record<string, { readonly edit: number; readonly from: number }>>
  /** undefined: it has nothing that could be missing. */
  readonly preflight: Preflight | undefined
  /** Variants used; kept with the show, brought here when it opens. */
  readonly spoken: Spoken
  /** Guarded calls made; makes the keys of their intents unique. */
  readonly calls: number
  /** Openings since the last session that lived; each costs money. */
  readonly openings: number
  /** Openings asked for; numbers them. */
  readonly sessionsUsed: number
  /** Sessions that were live. */
  readonly sessionsLive: number
  readonly onAirAt: Instant | undefined
  readonly stop: { readonly at: Instant; readonly hold: boolean } | undefined
  /** It goes on air when this one has left it. */
  readonly succeeds: AiringId | undefined
  /** Opened to go on in its place. */
  readonly successor: AiringId | undefined
  /** The last number that was given to a session of this occurrence: none is given twice. */
  readonly relays: number
  /** Its last successor was given up: no other is opened beside it before. */
  readonly relayFrom: Instant | undefined
  /** Its session is too old; the successor takes over. */
  readonly handingOver: boolean
  /** Of the last cue that went out. */
  readonly lastSegment: string | undefined
  /** An operator had it started although the clock was in doubt. */
  readonly clockTrusted: boolean
  /** The desk has been told that it is not on air in time. */
  readonly alerted: boolean
  /** A broken assumption: only kept alive, watched and closed from now on. */
  readonly parked: string | undefined
  /** Looking at it broke an assumption: it is not due before. */
  readonly lookFrom: Instant | undefined
  /** Cue turns up to this instant have been called. */
  readonly calledUntil: Instant
  /** The next one; undefined: to be looked up. */
  readonly nextTurnAt: Instant | undefined
  readonly takeovers: readonly Takeover[]
  /** Sent, given up in doubt, and still able to turn up. */
  readonly givenUp: readonly GivenUp[]
  /** Said to have failed in preparation, and still able to turn up. */
  readonly denied: readonly Denied[]
  /** The platform's ids of takeovers that are over. */
  readonly pastTraces: readonly TraceId[]
  /** Ids in the platform's queue as last read that nobody here knows. */
  readonly strangers: readonly Stranger[]
  /** The journal was restored from an older state: what was due up to here may have aired. */
  readonly forgottenUntil: Instant | undefined
  /** A session of which the restored journal knows nothing has been looked for. */
  readonly sought: boolean
  /** The last things operators asked for, by the id of the request: none is done twice. */
  readonly requests: readonly string[]
  /** Raised by whatever changes its takeovers but time alone: commands, edits, answers. */
  readonly revision: number
  /** Nothing new is sent until then. */
  readonly heldUntil: Instant | undefined
  /** Somebody speaks live, or is about to. */
  readonly microphone: Microphone | undefined
  readonly queueLook: Look
  /** The last list of the platform's queue that came was asked for then. */
  readonly queueSeenAt: Instant | undefined
  /** After a refusal: nothing is sent before. */
  readonly sendFrom: Instant | undefined
  /** The takeover whose enqueue has not been answered yet: no other is sent before. */
  readonly awaiting: string | undefined
  /** After a move: no other before. */
  readonly moveFrom: Instant | undefined
  /** What an operator cut in with may speak until then, and no list of the platform's shows it. */
  readonly cutInUntil: Instant | undefined
  /** Callbacks of takeovers whose enqueue has not been answered yet. */
  readonly earlyHints: readonly { readonly trace: TraceId; readonly hints: Hints }[]
}

export type Airing = AiringFacts &
  (
    | { readonly situation: 'planned' }
    | { readonly situation: 'opening' | 'ready' | 'on-air' | 'closing'; readonly session: Session }
    | {
        readonly situation: 'closed' | 'missed' | 'lost'
        readonly endedAt: Instant
        readonly because: string
      }
  )

export type Manned = Extract<Airing, { session: Session }>
export type Situation = Airing['situation']

export const isManned = (airing: Airing): airing is Manned => 'session' in airing
export const hasEnded = (airing: Airing) =>
  airing.situation === 'closed' || airing.situation === 'missed' || airing.situation === 'lost'

export type Planned = Pick<
  AiringFacts,
  | 'id'
  | 'show'
  | 'account'
  | 'timezone'
  | 'version'
  | 'opensAt'
  | 'startsAt'
  | 'endsAt'
  | 'late'
  | 'values'
>

export const planned = (facts: Planned): Airing => ({
  ...facts,
  renamed: {},
  preflight: undefined,
  spoken: {},
  calls: 0,
  openings: 0,
  sessionsUsed: 0,
  sessionsLive: 0,
  onAirAt: undefined,
  stop: undefined,
  succeeds: undefined,
  successor: undefined,
  relays: 1,
  relayFrom: undefined,
  handingOver: false,
  lastSegment: undefined,
  clockTrusted: false,
  alerted: false,
  parked: undefined,
  lookFrom: undefined,
  calledUntil: before(facts.startsAt, millis(1)),
  nextTurnAt: undefined,
  takeovers: [],
  givenUp: [],
  denied: [],
  pastTraces: [],
  strangers: [],
  forgottenUntil: undefined,
  sought: false,
  requests: [],
  revision: 0,
  heldUntil: undefined,
  microphone: undefined,
  queueLook: NOT_YET,
  queueSeenAt: undefined,
  sendFrom: undefined,
  moveFrom: undefined,
  cutInUntil: undefined,
  awaiting: undefined,
  earlyHints: [],
  situation: 'planned',
})

export const windowOf = ({ startsAt, endsAt, timezone }: AiringFacts): Window => ({
  startsAt,
  endsAt,
  timezone,
})

/** The airing with its session as it now is; the situation follows from it. */
export function withSession(airing: Airing, session: Session, now: Instant): Manned {
  if (isManned(airing) && airing.session === session) return airing
  const situation = situationOf(session)
  const arrived = situation === 'on-air' && airing.situation !== 'on-air'
  const onAirAt = airing.onAirAt ?? (arrived ? now : undefined)
  const sessionsLive = airing.sessionsLive + (arrived ? 1 : 0)
  // Taking fields out of an airing costs ten times what copying it does; only who is not manned has any to lose.
  const news = { onAirAt, sessionsLive, situation, session }
  return isManned(airing) ? changed(airing, news) : { ...facts(airing), ...news }
}

function situationOf(session: Session): Manned['situation'] {
  switch (session.situation) {
    case 'wanted':
    case 'asked':
    case 'unclear':
    case 'initialising':
    case 'over':
      return 'opening'
    case 'ready':
    case 'starting':
      return 'ready'
    case 'live':
      return 'on-air'
    case 'closing':
      return 'closing'
    default:
      return unreachable(session)
  }
}

/** The end is due, by the plan, by an operator or because another session goes on in its place. */
export const mustEnd = (airing: AiringFacts, now: Instant) =>
  airing.stop !== undefined || airing.handingOver || now >= (airing.endsAt ?? NEVER)

/** From then on the rest is not worth a session. Of a short show half is worth one. */
export const lastCallAt = ({ startsAt, endsAt }: AiringFacts): Instant =>
  endsAt === undefined
    ? NEVER
    : before(endsAt, millis(Math.min(USEFUL_REST_MIN, (endsAt - startsAt) / 2)))

/** Why a planned airing whose time has come may not be opened; undefined: open it. */
export function tooLate(airing: AiringFacts, now: Instant): string | undefined {
  if (now > airing.startsAt && now >= lastCallAt(airing))
    return 'its time was over before it could be opened'
  if (now <= airing.startsAt || airing.late.rule === 'join') return undefined
  if (airing.late.rule === 'skip') return 'the daemon was not running at its start (late: skip)'
  const { within } = airing.late
  return now <= after(airing.startsAt, within)
    ? undefined
    : 'the daemon came back too late for it (late: start within)'
}

/** Whether a session that is over may be followed by another. */
export const mayReopen = (airing: AiringFacts, now: Instant) =>
  !mustEnd(airing, now) && airing.openings < OPENINGS_MAX && now < lastCallAt(airing)

/** The session is over: its opening is forgiven if it lived, and another is wanted. */
export function reopen(airing: Manned, last: Over, now: Instant): Manned {
  const lived = last.liveAt !== undefined && between(last.liveAt, last.at) >= OPENING_FORGIVEN
  return withSession({ ...airing, openings: lived ? 0 : airing.openings }, wanted(now), now)
}

export function end(
  airing: Airing,
  situation: 'closed' | 'missed' | 'lost',
  because: string,
  now: Instant,
): Airing {
  return {
    ...facts(airing),
    takeovers: [],
    givenUp: [],
    denied: [],
    pastTraces: [],
    strangers: [],
    cutInUntil: undefined,
    earlyHints: [],
    situation,
    endedAt: now,
    because,
  }
}

const facts = (airing: Airing): AiringFacts => {
  const { situation: _, ...rest } = airing
  if ('session' in rest) {
    const { session: __, ...plain } = rest
    return plain
  }
  if ('endedAt' in rest) {
    const { endedAt: __, because: ___, ...plain } = rest
    return plain
  }
  return rest
}
