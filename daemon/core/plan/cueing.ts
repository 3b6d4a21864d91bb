/** Calling cues: what is due becomes a takeover, a frozen copy of its cue; what time has overtaken gets its verdict. */
import { valuesOf } from '../compile/fill.js'
import type { PlannedCue, TakeoverScript } from '../compile/programme.js'
import {
  EXPIRES_DEFAULT,
  PREPARE_MAX,
  SENDS_MAX,
  SETTLE_ENQUEUE,
  TAKEOVERS_MAX,
} from '../limits.js'
import { after, between, type Instant, NEVER } from '../time.js'
import { type AiringFacts, type Manned, windowOf } from './airing.js'
import type { AiringId } from './calendar.js'
import { turnsDue } from './cues.js'
import type { Scene } from './pursuit.js'
import { facts, hasEnded, type Takeover, type TakeoverFacts, takeoverId } from './takeover.js'
import { hear } from './takeover-progress.js'
import { choose } from './variants.js'
import { EXPIRED, NEVER_KNOWN, NEVER_PREPARED, OVERTAKEN } from './verdicts.js'

export function callCues(airing: Manned, { programme, now, roll }: Scene): Manned {
  const turns = turnsDue(programme.cues, windowOf(airing), airing.calledUntil, now)
  if (turns.length === 0) return airing
  const values = valuesOf(programme, airing.values)
  let { takeovers, spoken } = airing
  for (const { cue, turn, at } of turns) {
    if (takeovers.length >= TAKEOVERS_MAX) break
    takeovers = takeovers.map((older) =>
      older.cue === cue.cue && older.situation === 'waiting'
        ? hear(older, { type: 'ended', as: OVERTAKEN }, now)
        : older,
    )
    const times = {
      dueAt: at,
      plannedAt: at,
      expiresAt: expiry(cue, at, airing),
      follows: undefined,
    }
    const choice = choose(cue, values, spoken, roll)
    spoken = choice.spoken
    takeovers = [...takeovers, fromCue(airing.id, cue, turn, times, choice.script)]
  }
  return { ...airing, takeovers, spoken, calledUntil: now }
}

/** Cues behind another are called when it begins to speak, so that they stand in the platform's queue in time. */
export function callFollowers(
  airing: Manned,
  { programme, now, roll }: Pick<Scene, 'programme' | 'now' | 'roll'>,
): Manned {
  const calling = airing.takeovers.filter(
    (takeover) =>
      !takeover.followed &&
      takeover.cue !== undefined &&
      (takeover.situation === 'speaking' || hasEnded(takeover)),
  )
  if (calling.length === 0) return airing
  const values = valuesOf(programme, airing.values)
  let { spoken } = airing
  const followers = calling.flatMap((ahead) =>
    programme.cues
      .filter(({ when }) => when.kind === 'after' && when.after === ahead.cue)
      .map((cue) => {
        const choice = choose(cue, values, spoken, roll)
        spoken = choice.spoken
        const times = {
          dueAt: now,
          plannedAt: hasEnded(ahead) ? ahead.endedAt : undefined,
          expiresAt: expiry(cue, now, airing),
          follows: ahead.id,
        }
        return fromCue(airing.id, cue, ahead.turn, times, choice.script)
      }),
  )
  const takeovers = airing.takeovers.map((takeover) =>
    calling.includes(takeover) ? { ...takeover, followed: true } : takeover,
  )
  return { ...airing, spoken, takeovers: [...takeovers, ...followers] }
}

/** A frozen copy of its cue. */
export function fromCue(
  airing: AiringId,
  cue: PlannedCue,
  turn: number,
  times: Pick<TakeoverFacts, 'dueAt' | 'plannedAt' | 'expiresAt' | 'follows'>,
  script: TakeoverScript = cue.script,
): Takeover {
  return {
    id: takeoverId(airing, cue.cue, turn),
    cue: cue.cue,
    segment: cue.segment,
    turn,
    gen: 1,
    refusals: 0,
    how: 'queue',
    urgency: cue.urgency,
    doubt: cue.doubt,
    drop: cue.drop,
    start: cue.start,
    script,
    ...times,
    followed: false,
    situation: 'waiting',
  }
}

const expiry = (cue: PlannedCue, at: Instant, airing: AiringFacts): Instant => {
  if (cue.expires !== undefined) return after(at, cue.expires)
  return cue.doubt === 'must' ? (airing.endsAt ?? NEVER) : after(at, EXPIRES_DEFAULT)
}

/** What time alone does to a takeover. */
export function judge(takeover: Takeover, now: Instant): Takeover {
  switch (takeover.situation) {
    case 'waiting':
      return now >= takeover.expiresAt
        ? hear(takeover, { type: 'ended', as: EXPIRED }, now)
        : takeover
    case 'in-doubt':
      return between(takeover.doubtSince, now) >= SETTLE_ENQUEUE
        ? again(hear(takeover, { type: 'ended', as: NEVER_KNOWN }, now), now)
        : takeover
    case 'preparing':
      return between(takeover.acceptedAt, now) >= PREPARE_MAX
        ? hear(takeover, { type: 'ended', as: NEVER_PREPARED }, now)
        : takeover
    default:
      return takeover
  }
}

/** What must air is sent once more when nobody knows whether it did; anything else is left at that. */
export function again(takeover: Takeover, now: Instant): Takeover {
  const resend =
    hasEnded(takeover) &&
    takeover.situation === 'unknown' &&
    takeover.doubt === 'must' &&
    takeover.gen < SENDS_MAX &&
    now < takeover.expiresAt
  return resend ? { ...facts(takeover), gen: takeover.gen + 1, situation: 'waiting' } : takeover
}
