/**
 * A takeover after the clock was set. What waits for the time that the plan gives it goes on waiting for it; whatever
 * was asked for, or has begun, goes by how long ago that was.
 */
import { unreachable } from '../assert.js'
import { earliest, type Instant } from '../time.js'
import type { Denied } from './denied.js'
import type { GivenUp } from './ghosts.js'
import { awaited, happened, type Instants, type Shift, shifted, wasOver } from './shift.js'
import {
  type AiredSoFar,
  facts,
  type HeldTakeover,
  type Hints,
  hasEnded,
  isHeld,
  isUnderWay,
  type OrderKey,
  type Piece,
  type Recall,
  type Takeover,
  type TakeoverFacts,
} from './takeover.js'

export function takeoverShifted(takeover: Takeover, shift: Shift): Takeover {
  const keepsItsTime = takeover.situation === 'waiting' && isPlanned(takeover)
  const times = keepsItsTime ? placed(takeover, shift) : timesOf(takeover, shift)
  const known: Takeover = { ...takeover, ...times }
  if (hasEnded(known)) return { ...known, ...spokenAt(known, shift) }
  if (isHeld(known)) return held(known, shift)
  return isUnderWay(known) ? underWay(known, shift) : known
}

export const givenUpShifted = (given: GivenUp, shift: Shift): GivenUp =>
  shifted(given, {
    takeover: factsShifted(given.takeover, shift),
    sentAt: happened(given.sentAt, shift),
  })

export const deniedShifted = (denied: Denied, shift: Shift): Denied =>
  shifted(denied, {
    takeover: factsShifted(denied.takeover, shift),
    sentAt: happened(denied.sentAt, shift),
    acceptedAt: happened(denied.acceptedAt, shift),
  })

export function hintsShifted(hints: Hints, shift: Shift): Hints {
  const { speakingAt, finishedAt, failed, ...others } = hints
  return {
    ...(others satisfies Record<string, never>),
    ...(speakingAt === undefined ? {} : { speakingAt: happened(speakingAt, shift) }),
    ...(finishedAt === undefined ? {} : { finishedAt: happened(finishedAt, shift) }),
    ...(failed ? { failed: { ...failed, at: happened(failed.at, shift) } } : {}),
  }
}

/** A cue with a time of its own; what follows another has none, nor has what was asked for. */
const isOfPlan = ({ source, follows }: TakeoverFacts) =>
  source === 'rundown' && follows === undefined

/** And it has it still: what goes on with an item of which some was heard is sent at once. */
const isPlanned = (takeover: TakeoverFacts) =>
  isOfPlan(takeover) && takeover.plannedAt !== undefined

type Times = Instants<TakeoverFacts>

/** Of what waits for its time. */
const placed = (takeover: TakeoverFacts, shift: Shift): Times => {
  const { dueAt, plannedAt, expiresAt, order, piece } = takeover
  return { dueAt, plannedAt, expiresAt, order: orderShifted(order, shift), piece }
}

function timesOf(takeover: TakeoverFacts, shift: Shift): Times {
  const { dueAt, plannedAt, expiresAt, order, piece } = takeover
  // What was not to be sent any more is not because its clock was set back.
  const keepsExpiry = isPlanned(takeover) && !wasOver(expiresAt, shift)
  return {
    dueAt: isOfPlan(takeover) ? inItsPlace(dueAt, shift) : happened(dueAt, shift),
    plannedAt: isOfPlan(takeover) ? plannedAt : happened(plannedAt, shift),
    expiresAt: keepsExpiry ? expiresAt : awaited(expiresAt, shift),
    order: orderShifted(order, shift),
    piece: piece && pieceShifted(piece, takeover, shift),
  }
}

const factsShifted = (takeover: TakeoverFacts, shift: Shift): TakeoverFacts =>
  facts(takeover, timesOf(takeover, shift))

/** Its time came, and comes no second time; ahead of what the plan has later it stays where it stood. */
const inItsPlace = (at: Instant, { now }: Shift): Instant => earliest(at, now)

const orderShifted = (order: OrderKey | undefined, shift: Shift) =>
  order && shifted(order, { at: inItsPlace(order.at, shift) })

const pieceShifted = (piece: Piece, takeover: TakeoverFacts, shift: Shift): Piece =>
  shifted(piece, {
    aired: piece.aired && airedShifted(piece.aired, isOfPlan(takeover), shift),
    expiresAt: isPlanned(takeover) ? piece.expiresAt : awaited(piece.expiresAt, shift),
  })

const airedShifted = (aired: AiredSoFar, isOfPlan: boolean, shift: Shift): AiredSoFar =>
  shifted(aired, {
    ...spokenAt(aired, shift),
    plannedAt: isOfPlan ? aired.plannedAt : happened(aired.plannedAt, shift),
  })

interface SpokenAt {
  readonly sentAt: Instant | undefined
  readonly acceptedAt: Instant | undefined
  readonly startedAt: Instant | undefined
  readonly endedAt: Instant
}

const spokenAt = (spoken: SpokenAt, shift: Shift): SpokenAt => ({
  sentAt: happened(spoken.sentAt, shift),
  acceptedAt: happened(spoken.acceptedAt, shift),
  startedAt: happened(spoken.startedAt, shift),
  endedAt: happened(spoken.endedAt, shift),
})

type UnderWay = Extract<Takeover, { situation: 'sent' | 'in-doubt' }>

/** Of a takeover in one situation: what it has besides the facts that are the same in all of them. */
type Own<T> = Instants<Omit<T, keyof TakeoverFacts>>

/** As much in doubt as after a restart: it was not watched meanwhile. */
function underWay(takeover: UnderWay, shift: Shift): Takeover {
  const sentAt = happened(takeover.sentAt, shift)
  const watch = { seenAt: happened(takeover.watch.seenAt, shift), whole: false }
  if (takeover.situation === 'sent') {
    const times: Own<typeof takeover> = { sentAt, watch }
    return { ...takeover, ...times }
  }
  const doubtSince = happened(takeover.doubtSince, shift)
  const times: Own<typeof takeover> = { sentAt, watch, doubtSince }
  return { ...takeover, ...times }
}

function held(takeover: HeldTakeover, shift: Shift): Takeover {
  const { sentAt, acceptedAt, hints, recall } = takeover
  const accepted = {
    sentAt: happened(sentAt, shift),
    acceptedAt: happened(acceptedAt, shift),
    hints: hintsShifted(hints, shift),
    recall: recall && recallShifted(recall, shift),
  }
  switch (takeover.situation) {
    case 'preparing': {
      const times: Own<typeof takeover> = { ...accepted, watch: undefined }
      return { ...takeover, ...times }
    }
    case 'queued': {
      const headSince = happened(takeover.headSince, shift)
      const times: Own<typeof takeover> = { ...accepted, absentSince: undefined, headSince }
      return { ...takeover, ...times }
    }
    case 'speaking': {
      const startedAt = happened(takeover.startedAt, shift)
      const notBefore = happened(takeover.notBefore, shift)
      const times: Own<typeof takeover> = { ...accepted, startedAt, notBefore }
      return { ...takeover, ...times }
    }
    default:
      return unreachable(takeover)
  }
}

const recallShifted = (recall: Recall, shift: Shift): Recall =>
  shifted(recall, {
    since: happened(recall.since, shift),
    askAgainAt: awaited(recall.askAgainAt, shift),
  })
