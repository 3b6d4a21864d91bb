/**
 * Make before break: no platform keeps a session for ever. Before the last one is too old another is opened beside it,
 * and goes live as soon as the old one has left the air, at the first quiet moment between two segments. Without a slot
 * for two at once the old one is closed first. Both are airings of their own, and count their cues alike.
 */
import type { Programme } from '../compile/programme.js'
import { RELAY_LAST, RELAY_LATEST, RELAY_QUIET, RELAY_WINDOW } from '../limits.js'
import { after, before, type Instant, millis, NEVER } from '../time.js'
import type { Account } from './account.js'
import { perhapsHeard } from './again.js'
import {
  type Airing,
  type AiringFacts,
  isManned,
  type Manned,
  planned,
  windowOf,
} from './airing.js'
import type { AiringId } from './calendar.js'
import { turnsDue } from './cues.js'
import { hasEnded, type Takeover } from './takeover.js'
import { isForAVoice } from './verdicts.js'

type Airings = Readonly<Record<AiringId, Airing>>

export type RelayStep = 'none' | 'prepare' | 'hand-over'

export interface RelayScene {
  readonly programme: Programme
  readonly account: Account
  readonly successor: Airing | undefined
  readonly now: Instant
}

export function relayStep(airing: Manned, scene: RelayScene): RelayStep {
  const { account, successor, now } = scene
  if (airing.handingOver) return successor && isRefusedLate(airing) ? 'hand-over' : 'none'
  const oldAt = relaysBy(airing, account, now)
  if (oldAt === undefined) return 'none'
  if (now >= before(oldAt, RELAY_LATEST)) return 'hand-over'
  const isLast = now >= before(oldAt, RELAY_LAST)
  if (!successor && isLast && isIdle(airing)) return 'hand-over'
  if (!successor) return hasRoom(account) && now >= (airing.relayFrom ?? now) ? 'prepare' : 'none'
  if (!isReady(successor)) return 'none'
  if (isLeaving(airing, scene))
    return isIdle(airing) || isHurried(account, now) ? 'hand-over' : 'none'
  return isQuiet(airing, oldAt, scene) ? 'hand-over' : 'none'
}

/** Its session is too old then; undefined: that is not soon, or it is over by that, or on its way out already. */
function relaysBy(airing: Manned, { sessionMaxAge }: Account, now: Instant): Instant | undefined {
  const { session, endsAt = NEVER } = airing
  if (session.situation !== 'live' || airing.handingOver || airing.stop || airing.parked)
    return undefined
  const oldAt = after(session.openedAt, sessionMaxAge)
  return endsAt <= oldAt || now < before(oldAt, RELAY_WINDOW) ? undefined : oldAt
}

const isReady = (successor: Airing | undefined): boolean =>
  successor !== undefined && isManned(successor) && successor.session.situation === 'ready'

/** What was under way at the hand-over was not taken after all: it can air where the show goes on only. */
const isRefusedLate = ({ takeovers, stop, parked }: Manned): boolean =>
  !stop && parked === undefined && takeovers.some(({ situation }) => situation === 'waiting')

/** What would come behind what it holds goes along instead. */
export function isLeaving(
  airing: Manned,
  { account, successor, now }: Omit<RelayScene, 'programme'>,
): boolean {
  const oldAt = relaysBy(airing, account, now)
  if (oldAt === undefined) return false
  return now >= before(oldAt, RELAY_LAST) || (account.waiting.length > 0 && isReady(successor))
}

/** The platform holds nothing of ours, and nobody speaks live. */
const isIdle = ({ takeovers, microphone }: Manned): boolean =>
  microphone === undefined && takeovers.every(({ situation }) => situation === 'waiting')

/** A show waits for the slot, and starts soon. */
const isHurried = ({ waiting }: Account, now: Instant): boolean =>
  waiting.some(({ startsAt }) => now >= before(startsAt, RELAY_LAST))

/** Nobody else wants the slot it would take. */
const hasRoom = ({ holding, waiting, slots }: Account) =>
  holding.length < slots && waiting.length === 0

function isQuiet(airing: Manned, oldAt: Instant, { programme, now }: RelayScene): boolean {
  if (airing.takeovers.length > 0 || airing.microphone) return false
  const window = windowOf(airing)
  const soon = turnsDue(programme.cues, window, airing.calledUntil, after(now, RELAY_QUIET), 1)
  if (soon.length > 0) return false
  // A show of one segment has no boundary: then any quiet moment of the second half will do.
  if (now >= before(oldAt, millis(RELAY_WINDOW / 2))) return true
  const [next] = turnsDue(programme.cues, window, airing.calledUntil, after(now, RELAY_WINDOW), 1)
  return next === undefined || next.cue.segment !== airing.lastSegment
}

/**
 * Stands between an airing's id and the number of the session that goes on in its place; a single one marks the second
 * pass of an hour that comes twice (calendar.ts).
 */
const RELAYED = '~~'

/** It goes on where another session left off. */
export const isRelayed = (id: AiringId): boolean => id.includes(RELAYED)

/** What a session belongs to, by the name of its first one: it is the same show for whoever looks on. */
export const occurrenceOf = (id: AiringId): AiringId => id.split(RELAYED, 1)[0] as AiringId

/** Which of them it is, from 1. */
export const sessionNumber = (id: AiringId): number => Number(id.split(RELAYED)[1] ?? 1)

/** The one that it is to follow calls the cues still, and goes on without it. */
export const standsBeside = ({ succeeds }: AiringFacts, last: Airing | undefined): boolean =>
  succeeds !== undefined && last !== undefined && isManned(last) && !last.handingOver

/** It was on air, owes being it still, and neither it nor whoever it takes over from is: its session was lost. */
export function isOffAir(airing: Airing, airings: Airings, now: Instant): boolean {
  const { id, onAirAt, startsAt, endsAt = NEVER, stop, handingOver, succeeds, situation } = airing
  if (stop || handingOver || now < startsAt || now >= endsAt) return false
  if (situation === 'on-air' || situation === 'closed') return false
  if (succeeds && airings[succeeds]?.situation === 'on-air') return false
  return onAirAt !== undefined || isRelayed(id)
}

/** The same occurrence, under the show's version of now, waiting for its predecessor to leave the air. */
export function successorOf(airing: AiringFacts, version: string, now: Instant): Airing {
  const { show, account, timezone, startsAt, endsAt, late, values } = airing
  const relays = airing.relays + 1
  const id = `${occurrenceOf(airing.id)}${RELAYED}${relays}` as AiringId
  const facts = { id, show, account, timezone, version, startsAt, endsAt, late, values }
  const { preflight } = airing
  const next = planned({ ...facts, opensAt: now })
  return { ...next, preflight, relays, succeeds: airing.id, alerted: true }
}

/**
 * What still waits goes along; from here on the cues are called there. So does what must air and is at the platform,
 * not on air yet: whatever becomes of it there.
 */
export const handOver = (
  airing: Manned,
  successor: Airing,
): { readonly airing: Manned; readonly successor: Airing } => {
  if (airing.handingOver) return handOverLate(airing, successor)
  const { calledUntil, renamed, spoken, takeovers, lastSegment, heldUntil } = airing
  const along = takeovers.flatMap((one) =>
    one.situation === 'waiting' ? [one] : mayBeLost(one) ? [perhapsHeard(one)] : [],
  )
  return {
    airing: {
      ...airing,
      handingOver: true,
      takeovers: takeovers.filter((one) => one.situation !== 'waiting' && !mayBeLost(one)),
    },
    successor: {
      ...successor,
      calledUntil,
      renamed,
      // Its calls are of the same takeovers, its orders of the same queue.
      calls: Math.max(successor.calls, airing.calls),
      revision: Math.max(successor.revision, airing.revision) + 1,
      nextTurnAt: undefined,
      spoken,
      lastSegment,
      // What waits in a held queue goes along, and waits there.
      heldUntil: heldUntil ?? successor.heldUntil,
      takeovers: along,
    },
  }
}

/** That one calls the cues by now: it gets no more than what waits. */
function handOverLate(airing: Manned, successor: Airing) {
  const isWaiting = ({ situation }: Takeover) => situation === 'waiting'
  // What this session refused another may take.
  const late = airing.takeovers
    .filter(isWaiting)
    .map((one) => ({ ...one, refusals: 0, refusedBeside: undefined }))
  const rest = airing.takeovers.filter((one) => !isWaiting(one))
  return {
    airing: { ...airing, takeovers: rest },
    successor: {
      ...successor,
      revision: successor.revision + 1,
      takeovers: [...successor.takeovers, ...late],
    },
  }
}

const mayBeLost = (takeover: Takeover): boolean =>
  takeover.doubt === 'must' &&
  takeover.unwanted === undefined &&
  !hasEnded(takeover) &&
  takeover.situation !== 'speaking' &&
  !('recall' in takeover && takeover.recall && !isForAVoice(takeover.recall))
