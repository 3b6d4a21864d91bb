/**
 * Credentials and quota at a platform: the unit of ownership. One opening at a time (so that an unanswered one can be
 * found by comparing lists), never more sessions than slots, and no knocking when the platform said it is full.
 */
import { assert } from '../assert.js'
import {
  doubled,
  GUESS_FROM,
  jittered,
  LATE_OPENING,
  LOOK_WHILE_SETTLING,
  SLOT_RETRY_MAX,
  SLOT_RETRY_MIN,
  UNRESOLVED_MAX,
} from '../limits.js'
import type { AccountId } from '../rundown/rundown.js'
import { after, between, type Duration, type Instant, instant, NEVER } from '../time.js'
import type { AiringFacts } from './airing.js'
import type { Budget, Spent } from './budget.js'
import type { AiringId } from './calendar.js'
import { type Look, lookAt, lookDueAt, looked, looking, lookNow } from './look.js'
import type { Outcome } from './outcome.js'
import type { Silence } from './silence.js'
import type { PastSession, Stranger } from './sweep.js'

export interface AccountFacts {
  readonly id: AccountId
  readonly platform: string
  /** Name of this installation; goes into the marker of each session. */
  readonly station: string
  /** Nobody else opens sessions with these credentials: what is unknown there is ours. */
  readonly exclusive: boolean
  /** Sessions at once. */
  readonly slots: number
  /** The platform, or a token of it, ends older ones. */
  readonly sessionMaxAge: Duration
  /** How long before its start a show is opened. */
  readonly lead: Duration
  /** Items of ours the platform may hold, the one on air included. */
  readonly queueShare: number
  /** What its presenter can be asked to say at a time, blanks not counted; longer texts travel in pieces. */
  readonly textMin: number
  readonly textMax: number
  /** Of minutes of open sessions; undefined: no limit. */
  readonly budget?: Budget | undefined
}

export interface Account extends AccountFacts {
  /** The airing whose opening is under way or unclear. */
  readonly opening: AiringId | undefined
  /** Airings that hold a slot, the opening one included. */
  readonly holding: readonly AiringId[]
  /** Airings that want a slot, by the time they start. */
  readonly waiting: readonly Wanting[]
  /** After "no free slot": not asked again before. */
  readonly restUntil: Instant | undefined
  readonly refusals: number
  /** The list of running sessions; only looked at while somebody needs it, and for the sweep. */
  readonly running: Look | undefined
  /** When the list is looked through for sessions that nobody here knows. */
  readonly sweepAt: Instant
  /** Guarded calls that concern no airing; makes the keys of their intents unique. */
  readonly calls: number
  /** What the last sweeps found. */
  readonly strangers: readonly Stranger[]
  /** Sessions of ours that are over: lists may still show them for a while. */
  readonly past: readonly PastSession[]
  /** Openings that were looked for and not found: each may have made a session all the same, or may yet. */
  readonly givenUp: readonly GivenUpOpening[]
  /** The platform's clock is off ours by so much; one of them is wrong. */
  readonly clockOff: Duration | undefined
  /** The platform accepts no heartbeats. */
  readonly silence: Silence | undefined
  /** The journal was restored from an older state, so long ago. */
  readonly restoredAt: Instant | undefined
  /** What was planned up to here may have been done before that. */
  readonly forgottenUntil: Instant | undefined
  /** It is no longer in the config: what is known of it is kept, and nothing is asked of it. */
  readonly takenOut?: true | undefined
  /** Of its budget; undefined: nothing is counted yet. */
  readonly spent?: Spent | undefined
}

export interface GivenUpOpening {
  readonly airing: AiringId
  readonly attempt: number
  /** What it was called when it was asked for: the station may have another name by now. */
  readonly marker?: string | undefined
  readonly at: Instant
}

export interface Wanting {
  readonly airing: AiringId
  readonly startsAt: Instant
}

/** `now`: it is swept at once, then every minute. */
export const account = (facts: AccountFacts, now: Instant, known?: Account): Account => ({
  opening: undefined,
  holding: [],
  waiting: [],
  restUntil: undefined,
  refusals: 0,
  running: undefined,
  calls: 0,
  strangers: [],
  past: [],
  givenUp: [],
  clockOff: undefined,
  silence: undefined,
  restoredAt: undefined,
  forgottenUntil: undefined,
  ...known,
  ...facts,
  takenOut: undefined,
  sweepAt: now,
})

export function ask(desk: Account, wanting: Wanting): Account {
  const known =
    desk.holding.includes(wanting.airing) ||
    desk.waiting.some(({ airing }) => airing === wanting.airing)
  if (known) return desk
  const waiting = [...desk.waiting, wanting].sort((one, other) => one.startsAt - other.startsAt)
  return { ...desk, waiting }
}

/** Whose turn it is, if anybody's: the first in line, while a slot is free and no other opening is under way. */
export function grant(
  desk: Account,
  now: Instant,
): { desk: Account; granted: AiringId | undefined } {
  const [first, ...waiting] = desk.waiting
  const mayOpen =
    desk.opening === undefined &&
    desk.holding.length < desk.slots &&
    !isCrowded(desk, now) &&
    now >= (desk.restUntil ?? instant(0))
  if (!first || !mayOpen) return { desk, granted: undefined }
  const holding = [...desk.holding, first.airing]
  assert(holding.length <= desk.slots, `more sessions than slots at ${desk.id}`)
  return { desk: { ...desk, waiting, holding, opening: first.airing }, granted: first.airing }
}

/** Never more sessions than slots and one: what may be running counts, and what runs and nobody wants. */
const isCrowded = (desk: Account, now: Instant): boolean =>
  desk.holding.length + desk.strangers.length + mayBeRunning(desk, now).length > desk.slots

/**
 * In an account that others use a session nobody answered for cannot be told from theirs, and is never found. Where
 * nobody else uses it, the sweep finds it.
 */
const mayBeRunning = (desk: Account, now: Instant) =>
  desk.givenUp.filter(({ at }) => between(at, now) < countedFor(desk))

const countedFor = ({ exclusive }: Account) => (exclusive ? LATE_OPENING : UNRESOLVED_MAX)

/** Nobody answered an opening, and it was not found. */
export const giveUpOpening = (desk: Account, given: Omit<GivenUpOpening, 'at'>, now: Instant) => ({
  ...desk,
  givenUp: [
    ...desk.givenUp.filter(({ at }) => between(at, now) < UNRESOLVED_MAX),
    { ...given, at: now },
  ],
})

/** It turned up. */
export const turnedUp = (
  desk: Account,
  { airing, attempt }: Pick<GivenUpOpening, 'airing' | 'attempt'>,
): Account => ({
  ...desk,
  givenUp: desk.givenUp.filter((one) => one.airing !== airing || one.attempt !== attempt),
})

/** An unknown session may be that of another airing, whose opening was given up not long ago. */
export const mayBeAnothers = ({ givenUp }: Account, airing: AiringId, now: Instant): boolean =>
  givenUp.some((one) => one.airing !== airing && between(one.at, now) < GUESS_FROM)

/** The opening was answered. A refusal for lack of slots gives everybody a rest. */
export function answered(
  desk: Account,
  airing: AiringId,
  outcome: Outcome<unknown>,
  now: Instant,
  roll: number,
): Account {
  switch (outcome.is) {
    case 'applied':
      return { ...openingOver(desk, airing), refusals: 0, restUntil: undefined }
    case 'ambiguous':
      return { ...desk, running: lookNow(desk.running ?? lookAt(now), now) }
    case 'not-applied': {
      const free = release(desk, airing)
      if (outcome.why !== 'platform-full' && outcome.why !== 'account-full') return free
      const rest = jittered(doubled(SLOT_RETRY_MIN, desk.refusals, SLOT_RETRY_MAX), roll)
      const refused = { ...free, refusals: desk.refusals + 1, restUntil: after(now, rest) }
      // Perhaps a session that nobody knows holds the slot.
      return outcome.why === 'account-full' ? { ...refused, sweepAt: now } : refused
    }
  }
}

/** The opening is no longer in doubt; the slot stays taken. */
export const openingOver = (desk: Account, airing: AiringId): Account =>
  desk.opening === airing ? { ...desk, opening: undefined } : desk

/** The airing needs its slot no more. */
export const release = (desk: Account, airing: AiringId): Account => {
  const known =
    desk.holding.includes(airing) || desk.waiting.some((wanting) => wanting.airing === airing)
  if (!known) return desk
  return {
    ...openingOver(desk, airing),
    holding: desk.holding.filter((held) => held !== airing),
    waiting: desk.waiting.filter((wanting) => wanting.airing !== airing),
  }
}

export const needRunning = (desk: Account, now: Instant): Account =>
  desk.running ? desk : { ...desk, running: lookAt(now) }

export const lookingAtRunning = (desk: Account, now: Instant): Account =>
  desk.running ? { ...desk, running: looking(desk.running, now) } : desk

/** The list came. It is looked at again only while somebody still needs it. */
export const runningSeen = (desk: Account, needed: boolean, now: Instant): Account => ({
  ...desk,
  running: needed ? looked(desk.running ?? lookAt(now), now, LOOK_WHILE_SETTLING) : undefined,
})

export const accountDueAt = (desk: Account): Instant => {
  const { restUntil, waiting, opening, holding, slots, takenOut } = desk
  if (takenOut) return NEVER
  const isFree = opening === undefined && holding.length < slots
  const couldOpen = waiting.length > 0 && isFree
  const rest = couldOpen ? instant(Math.max(restUntil ?? 0, roomFrom(desk))) : NEVER
  return instant(Math.min(rest, desk.running ? lookDueAt(desk.running) : desk.sweepAt))
}

/** Too many that nobody wants: there is room when those that may be running cannot be any more, or a sweep is over. */
function roomFrom(desk: Account): Instant {
  const spare = desk.slots - desk.holding.length - desk.strangers.length
  if (spare < 0) return NEVER
  const last = desk.givenUp.at(-spare - 1)
  return last ? after(last.at, countedFor(desk)) : instant(0)
}

/** The journal was restored after the time of its opening: it is looked for before another is paid for. */
export const perhapsOpened = (
  airing: AiringFacts,
  { restoredAt, forgottenUntil }: Account,
  now: Instant,
) =>
  restoredAt !== undefined &&
  airing.opensAt <= (forgottenUntil ?? 0) &&
  airing.sought !== true &&
  // Whatever runs unknown for longer the sweep has closed.
  (airing.sessionsUsed === 0 || between(restoredAt, now) < GUESS_FROM)
    ? restoredAt
    : undefined

/** Names the opening at the platform, where it echoes what it is given. */
export const markerOf = (station: string, id: AiringId, attempt: number) =>
  `${station}/${id}#${attempt}`
